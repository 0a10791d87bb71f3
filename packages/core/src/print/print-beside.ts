import type { Edit, Flow } from '@attune/contract';
import type { Block } from '../types.ts';
import { inlineNodes, originalsOf, type Originals, trimmed } from './inline-nodes.ts';
import { asProse, type Bullets, type PrintNode, toMarkdown } from './to-markdown.ts';

/** An insert as Markdown blocks of its own. `neighbours`: the texts round it, with whose lists its own must not become one. */
export function printInsert(edit: Edit, source: string, block: Block, neighbours: readonly string[]): string {
  const originals = originalsOf(source, block);
  const nodes = (edit.content ?? []).map((flow) => flowNode(flow, originals));
  const text = toMarkdown({ type: 'root', children: nodes } as unknown as PrintNode, bulletsBeside(edit, neighbours));
  return text
    .split(/(?<=\n\n)/)
    .map(asProse)
    .join('');
}

function flowNode(flow: Flow, originals: Originals): PrintNode {
  if (flow.type === 'code')
    return { type: 'code', value: flow.value, ...(flow.language ? { lang: flow.language } : {}) };
  if (flow.type === 'table') {
    const rows = [flow.head, ...flow.rows].map((cells) => ({
      type: 'tableRow',
      children: cells.map((cell) => ({ type: 'tableCell', children: trimmed(inlineNodes(cell, originals, true)) })),
    }));
    return { type: 'table', children: rows } as unknown as PrintNode;
  }
  const paragraph = (inlines: Parameters<typeof inlineNodes>[0]): PrintNode =>
    ({ type: 'paragraph', children: trimmed(inlineNodes(inlines, originals, false)) }) as PrintNode;
  if (flow.type === 'paragraph') return paragraph(flow.children);
  const children = flow.items.map((item) => ({ type: 'listItem', spread: false, children: [paragraph(item)] }));
  return { type: 'list', ordered: flow.ordered, spread: false, children } as PrintNode;
}

/** Two lists with the same bullets, one after the other, are one list to Markdown. */
function bulletsBeside({ position }: Edit, neighbours: readonly string[]): Bullets {
  const used = neighbours.map((text) => text.match(/^(?:([-*+])|\d+([.)]))[ \t]/));
  // Two inserts may meet between two blocks.
  const marks = position === 'before' ? (['*', '+', '-'] as const) : (['-', '+', '*'] as const);
  const bullet = marks.find((mark) => used.every((match) => match?.[1] !== mark)) ?? '-';
  return { bullet, bulletOrdered: used.some((match) => match?.[2] === '.') ? ')' : '.' };
}

/** In the language of the correction; where it has none, and in others, English. */
const AUTHOR_WROTE: Readonly<Record<string, string>> = { en: 'The author wrote:', ur: 'مصنف نے لکھا:' };

/** What stands below a corrected block: the author's words as they were, and why they were put right. */
export function printQuotation(
  { original = '', text = '', language = 'en' }: Edit,
  source: string,
  block: Block,
): string {
  const originals = [...originalsOf(source, block).values.values()].map(([open]) => open);
  const kept = originals.filter((open) => !open.startsWith('[')).sort((a, b) => b.length - a.length);
  const nodes = split(original.replace(/\s+/g, ' ').trim(), kept);
  const lead = AUTHOR_WROTE[language.split('-')[0] ?? 'en'] ?? AUTHOR_WROTE['en'];
  const reason = text.trim() === '' ? '' : `${text.replace(/\s+/g, ' ').trim()} `;
  const children = [{ type: 'text', value: `${reason}${lead} “` }, ...nodes, { type: 'text', value: '”' }];
  return `> ${toMarkdown({ type: 'paragraph', children } as PrintNode)}`;
}

/** A quotation has the author's code and formulas as they are; everything else in it is words. */
function split(text: string, kept: readonly string[]): PrintNode[] {
  const [slice, ...others] = kept;
  if (slice === undefined) return text === '' ? [] : [{ type: 'text', value: text }];
  return text
    .split(slice)
    .flatMap((part, index): PrintNode[] => [
      ...(index > 0 ? [{ type: 'slice', value: slice } as const] : []),
      ...split(part, others),
    ]);
}
