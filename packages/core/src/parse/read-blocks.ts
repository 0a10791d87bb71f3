import type { Block } from '../types.ts';
import type { BlockNode } from './block-nodes.ts';
import { endOriginOf, type MappedText, originOf } from './mapped-text.ts';
import type { TreeNode } from './tree.ts';

/** Turns blocks of the parsed text into blocks of the author's source, with places for people. */
export function readBlocks(nodes: readonly BlockNode[], mapped: MappedText, shift: number, places: Places): Block[] {
  const at = (offset: number): number => originOf(mapped, offset) + shift;
  const endAt = (offset: number): number => endOriginOf(mapped, offset) + shift;
  const read = (node: BlockNode): Block => {
    const start = at(node.start);
    return {
      id: node.id,
      kind: node.kind,
      start,
      end: endAt(node.end),
      ...places(start),
      leaves: node.leaves.map((leaf) => ({
        start: at(leaf.start),
        end: endAt(leaf.end),
        masks: leaf.masks.map(({ number, kind, ...mask }) => ({
          number,
          kind,
          start: at(mask.start),
          end: endAt(mask.end),
        })),
        words: leaf.words,
      })),
      children: node.children.map(read),
      uses: [...new Set(referencesOf(node.node))],
      ...(node.name === undefined ? {} : { name: node.name }),
    };
  };
  return nodes.map(read);
}

function referencesOf(node: TreeNode): string[] {
  const own = node.type.endsWith('Reference') && node.identifier ? [node.identifier] : [];
  return [...own, ...(node.children ?? []).flatMap(referencesOf)];
}

/** Line and column of an offset, both from 1. A BOM is no column: editors do not show it. */
export type Places = (offset: number) => { line: number; column: number };

export function placesIn(source: string): Places {
  const starts = [source.startsWith('\uFEFF') ? 1 : 0];
  for (const match of source.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}
