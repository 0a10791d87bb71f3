import { type Block, type Chapter, maskLeaf, type MaskedText } from '@attune/core';

/** How a block is shown to a model. */
export interface Shown {
  readonly name: string;
  /** It stands in a quote, whose signs are no prose. */
  readonly quoted?: boolean;
  /** Said beside its kind: `locked`, `changed`. */
  readonly state?: string;
  /** Without the line that says what its marks stand for: it stands elsewhere. */
  readonly bare?: boolean;
  /** What stands in place of the author's texts. */
  readonly texts?: readonly string[];
}

const MOST_LETTERS = 1500;
const MOST_OF_A_MASK = 160;

const oneLine = (text: string): string => text.replace(/(?:\\| {2,})?\s*\n\s*/g, ' ').trim();
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)} …` : text);

/** The author's texts of a block, a line each, masked. */
export function textsOf({ source }: Chapter, block: Block, quoted = false): MaskedText[] {
  return block.leaves.map((leaf) => {
    const { text, originals } = maskLeaf(source, leaf);
    const bare = quoted || block.kind === 'quote' ? text.replace(/(?<=\n)[ \t]*(?:>[ \t]?)+/g, '') : text;
    return { text: oneLine(bare), originals };
  });
}

/** A block as lines for a model: its name, kind and texts, what its marks stand for; code, formulas and components as they are. */
export function renderBlock(chapter: Chapter, block: Block, { name, quoted, state, texts, bare }: Shown): string {
  const slice = chapter.source.slice(block.start, block.end);
  const note = state === undefined ? '' : ` (${state})`;
  const head = `${name} ${kindOf(block, slice)}${note}:`;
  const masked = textsOf(chapter, block, quoted);
  if (masked.length === 0) return `${head}\n${block.kind === 'code' ? slice : cut(slice, MOST_LETTERS)}`;
  const own = masked.map(({ text }, index) => texts?.[index] ?? text);
  return [bodyOf(head, chapter, block, own), bare === true ? '' : legendOf(masked)]
    .filter((part) => part !== '')
    .join('\n');
}

function kindOf({ kind }: Block, slice: string): string {
  if (kind === 'heading')
    return `heading(${slice.match(/^#{1,6}/)?.[0].length ?? (/\n\s*=+\s*$/.test(slice) ? 1 : 2)})`;
  return kind === 'list' ? `list(${/^\s*\d/.test(slice) ? 'numbered' : 'bulleted'})` : kind;
}

function bodyOf(head: string, chapter: Chapter, block: Block, texts: readonly string[]): string {
  if (block.kind === 'table') return [head, ...rowsOf(chapter, block, texts)].join('\n');
  if (block.kind === 'list') return [head, ...itemsOf(chapter, block, texts)].join('\n');
  if (texts.length === 1) return `${head} ${texts[0]}`;
  return [head, ...texts.map((text, index) => `  [${index + 1}] ${text}`)].join('\n');
}

/** A line a row, each cell with the number of its text. */
function rowsOf({ source }: Chapter, block: Block, texts: readonly string[]): string[] {
  const lineOf = (start: number): number => source.slice(block.start, start).split('\n').length;
  const cells = texts.map((text, index) => ({
    cell: `[${index + 1}] ${text}`,
    line: lineOf(block.leaves[index]?.start ?? 0),
  }));
  return [...Map.groupBy(cells, ({ line }) => line).values()].map(
    (row) => `  ${row.map(({ cell }) => cell).join(' | ')}`,
  );
}

/** A line an item, indented as it is nested; what stands between them and is no prose (code in a list) as it is. */
function itemsOf({ source }: Chapter, block: Block, texts: readonly string[]): string[] {
  const columns = block.leaves.map(({ start }) => start - (source.lastIndexOf('\n', start - 1) + 1));
  const depths = [...new Set(columns)].sort((a, b) => a - b);
  return block.leaves.flatMap((leaf, index) => {
    const indent = '  '.repeat(1 + depths.indexOf(columns[index] ?? 0));
    const gap = source.slice(leaf.end, block.leaves[index + 1]?.start ?? block.end);
    const isBare = gap.replace(/[\s>*+\-.)\d[\]x#]/g, '').length < 3;
    const between = isBare
      ? []
      : gap
          .replace(/\s*(?:[*+-]|\d+[.)])?\s*$/, '')
          .split('\n')
          .filter((line) => line.trim() !== '');
    return [`${indent}[${index + 1}] ${texts[index]}`, ...between.map((line) => `${indent}    | ${line.trimEnd()}`)];
  });
}

/** What the marks of a block stand for, on a line of its own: a page full of ⟦n⟧ cannot be understood. */
function legendOf(masked: readonly MaskedText[]): string {
  const originals = new Map(masked.flatMap((text) => [...text.originals]));
  const entries = [...originals].flatMap(([mark, original]) => {
    if (mark.startsWith('⟦/')) return [];
    const close = originals.get(mark.replace('⟦', '⟦/'));
    const shown = cut(oneLine(close === undefined ? original : close.replace(/^\]/, '')), MOST_OF_A_MASK);
    return [close === undefined ? `${mark} = ${shown}` : `${mark}…${mark.replace('⟦', '⟦/')} = link ${shown}`];
  });
  return entries.length === 0 ? '' : `    where ${entries.join('; ')}`;
}
