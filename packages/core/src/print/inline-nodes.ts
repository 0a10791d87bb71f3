import type { Inline } from '@attune/contract';
import type { Block } from '../types.ts';
import type { PrintNode } from './to-markdown.ts';

/** The author's own text of each mask of a block, by number. */
export interface Originals {
  readonly values: ReadonlyMap<number, readonly [open: string, close?: string]>;
  /** They stand in a table, where a bar is escaped. */
  readonly inTable: boolean;
}

export function originalsOf(source: string, block: Block): Originals {
  const values = new Map<number, readonly [string, string?]>();
  for (const leaf of block.leaves) {
    for (const { number, kind, start, end } of leaf.masks) {
      const [open] = values.get(number) ?? [source.slice(start, end)];
      if (kind === 'close') values.set(number, [open, closeOf(source, leaf.masks, { number, start, end })]);
      else values.set(number, [open]);
    }
  }
  return { values, inTable: block.kind === 'table' };
}

/** A link whose words were its label (`[Docusaurus]`) names the label, now that its words may be others. */
function closeOf(
  source: string,
  masks: Block['leaves'][number]['masks'],
  close: { number: number; start: number; end: number },
): string {
  const written = source.slice(close.start, close.end);
  const open = masks.find(({ number, kind }) => number === close.number && kind === 'open');
  return open && (written === ']' || written === '][]') ? `][${source.slice(open.end, close.start)}]` : written;
}

/** Trees of an edit as nodes to print, the author's own text in place of the masks. All in one line, as prose may be. */
export function inlineNodes(inlines: readonly Inline[], originals: Originals, inTable: boolean): PrintNode[] {
  const nodes = inlines.filter((inline) => inline !== '').map((inline) => nodeOf(inline, originals, inTable));
  return nodes.flatMap((node, index) =>
    touches(nodes[index - 1], node) ? [{ type: 'text', value: ' ' }, node] : node,
  );
}

function nodeOf(inline: Inline, originals: Originals, inTable: boolean): PrintNode {
  if (typeof inline === 'string') return { type: 'text', value: inline.replace(/\s+/g, ' ') };
  if (inline.type === 'code') return { type: 'inlineCode', value: inline.value.replace(/\s+/g, ' ') };
  const children = inlineNodes(inline.children ?? [], originals, inTable);
  if (inline.type !== 'mask') return { type: inline.type, children } as PrintNode;
  const [value = '', close] = (originals.values.get(inline.number) ?? []).map((text = '') =>
    inOtherPlace(text, originals.inTable, inTable),
  );
  return close === undefined ? { type: 'slice', value } : { type: 'slice', value, close, children };
}

/** What is copied into a table or out of one. */
function inOtherPlace(text: string, wasInTable: boolean, isInTable: boolean): string {
  if (wasInTable === isInTable) return text;
  if (wasInTable) return text.replaceAll('\\|', '|');
  return text.replace(/\s*\n[ \t>]*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}

/** Two pieces of code, or formulas, side by side would be read as one. */
function touches(before: PrintNode | undefined, node: PrintNode): boolean {
  const last = before && edgeOf(before, -1);
  return last !== undefined && /^[`$]$/.test(last) && last === edgeOf(node, 0);
}

function edgeOf(node: PrintNode, at: 0 | -1): string | undefined {
  if (node.type === 'inlineCode') return '`';
  return node.type === 'slice' && !node.children ? node.value.at(at) : undefined;
}

/** A run of prose does not begin or end in white space. */
export function trimmed(nodes: readonly PrintNode[]): PrintNode[] {
  return nodes.map((node, index) => {
    if (node.type !== 'text') return node;
    const start = index === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: index === nodes.length - 1 ? start.trimEnd() : start };
  });
}
