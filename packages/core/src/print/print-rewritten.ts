import type { Edit } from '@attune/contract';
import type { Block, Leaf } from '../types.ts';
import { inlineNodes, originalsOf, trimmed } from './inline-nodes.ts';
import { placeGlosses } from './print-glosses.ts';
import { asProse, type PrintNode, toMarkdown } from './to-markdown.ts';

/** A rewrite or a correction that has a text for each run of the block's prose. */
export const rewriteOf = (block: Block, edits: readonly Edit[]): Edit | undefined =>
  edits.find(
    ({ action, leaves }) =>
      (action === 'rewrite' || action === 'correct') && leaves !== undefined && leaves.length === block.leaves.length,
  );

/** A block with the edit's words in place of the author's, and everything round them as it was: bullets, bars, `#`, `{#id}`. */
export function printRewritten(source: string, block: Block, edits: readonly Edit[], edit: Edit): string {
  const originals = originalsOf(source, block);
  const runs = (edit.leaves ?? []).map((leaf) => trimmed(inlineNodes(leaf, originals, originals.inTable)));
  const nodes = placeGlosses(runs, block, edits);
  let text = '';
  let last = block.start;
  block.leaves.forEach((leaf, index) => {
    const printed = printLeaf(shapeOf(source, block, leaf), nodes[index] ?? []);
    text += source.slice(last, leaf.start) + withCallout(printed, source.slice(leaf.start, leaf.end));
    last = leaf.end;
  });
  return text + source.slice(last, block.end);
}

/** `[!TIP]` is a callout only where it has a line of its own, as the author gave it. */
function withCallout(printed: string, source: string): string {
  const line = /^\[!(\w+)\][ \t]*\r?\n[ \t>]*/.exec(source);
  const kept = line && new RegExp(`^\\\\?\\[!${line[1]}\\\\?\\]\\s*`).exec(printed);
  return line && kept ? line[0] + printed.slice(kept[0].length) : printed;
}

type Shape = 'heading' | 'cell' | 'paragraph';

/** What a run of prose is: a table or a heading may also stand in a list. */
function shapeOf(source: string, block: Block, { start }: Leaf): Shape {
  const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  if (/#[ \t]+$/.test(before)) return 'heading';
  return block.kind === 'table' || (block.kind !== 'paragraph' && before.includes('|')) ? 'cell' : 'paragraph';
}

const RANK = '###### ';

function printLeaf(shape: Shape, children: readonly PrintNode[]): string {
  if (shape === 'heading')
    return toMarkdown({ type: 'heading', depth: 6, children } as PrintNode)
      .slice(RANK.length)
      .trim();
  if (shape === 'cell') return toMarkdown({ type: 'tableCell', children } as PrintNode);
  return asProse(toMarkdown({ type: 'paragraph', children } as PrintNode));
}
