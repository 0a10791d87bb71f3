import { maskLeaf } from '../parse/mask-text.ts';
import type { AlignedBlock } from './align.ts';

/** What makes a block worth a look, by signs that anybody would take. None is taken from the checks, which are to be measured. */
export const SUSPICIONS = ['same', 'length', 'marks', 'digits', 'latin'] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

const MARK = /⟦[/=]?\d+⟧/g;
const RAW = /`[^`]+`|\]\([^)]*\)|<[^>]+>/g;
/** A word as it stands in prose: a path or a name of code is none. */
const WORD = /^[("'“*_]*\p{L}[\p{L}\p{M}'’-]*[)"'”*_.,:;!?]*$/u;
const LATIN_RUN = /(?:\p{Script=Latin}[\p{Script=Latin}'’-]*(?:[\s,;:()"-]+|$)){8,}/u;
const LATIN = new Set(['fr']);
/** Letters below which a length says nothing. */
const SHORT = 30;

/** The author's prose of a block, a text a leaf, with its marks. */
export const sourceTexts = ({ chapter, block }: AlignedBlock): string[] =>
  block.leaves.map((leaf) => maskLeaf(chapter.source, leaf).text);

/** Words of a text that separates them by blanks: the author's. */
export const wordsIn = (text: string): string[] =>
  text
    .replace(MARK, ' ')
    .split(/\s+/)
    .filter((word) => WORD.test(word));

/** By how much each language's texts are longer than what they were made from: the middle one of all. */
export function usualRatios(blocks: readonly AlignedBlock[]): ReadonlyMap<string, number> {
  const byLanguage = Map.groupBy(blocks, ({ language }) => language);
  return new Map(
    [...byLanguage].map(([language, own]) => {
      const ratios = own.map(ratioOf).sort((a, b) => a - b);
      return [language, ratios[Math.floor(ratios.length / 2)] ?? 1];
    }),
  );
}

/** `usual`: of the language, see `usualRatios`. */
export function suspicionsOf(block: AlignedBlock, usual: number): Suspicion[] {
  const sources = sourceTexts(block);
  const { texts } = block.edit;
  const [given, written] = [sources.join('\n'), texts.join('\n')];
  const ratio = ratioOf(block) / usual;
  const is: Record<Suspicion, boolean> = {
    same: texts.some((text, leaf) => wordsIn(text).length >= 3 && text.trim() === sources[leaf]?.trim()),
    length: given.length >= SHORT && (ratio < 0.5 || ratio > 2),
    marks: marksOf(given) !== marksOf(written) || (written.match(RAW) ?? []).length > (given.match(RAW) ?? []).length,
    digits: digitsOf(given) !== digitsOf(written),
    latin: !LATIN.has(block.language) && LATIN_RUN.test(written.replace(MARK, ' ')),
  };
  return SUSPICIONS.filter((name) => is[name]);
}

function ratioOf(block: AlignedBlock): number {
  const length = (texts: readonly string[]): number => texts.join('').replace(MARK, '').length;
  return length(block.edit.texts) / Math.max(1, length(sourceTexts(block)));
}

const marksOf = (text: string): string => (text.match(MARK) ?? []).sort().join();

/** Digits as they are counted, in whatever letters a language writes them. */
function digitsOf(text: string): string {
  const western = text.replace(MARK, ' ').replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
  return (western.match(/\d+/g) ?? []).sort().join();
}

/** Every script has its ten digits in a row; the first follows what is no digit. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) as number;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}
