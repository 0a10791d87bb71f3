import { allBlocks } from '../../authored/resolve.ts';
import type { Chapter } from '../../types.ts';
import { sourcesOf } from '../reading.ts';

/** Enough of a word to know it again with another ending. */
export const stemOf = (word: string): string => word.toLowerCase().slice(0, 5);

const known = new WeakMap<Chapter, ReadonlySet<string>>();

/** Of a chapter's words in Latin letters. */
export function stemsIn(chapter: Chapter): ReadonlySet<string> {
  let stems = known.get(chapter);
  if (!stems) {
    const prose = allBlocks(chapter.blocks).flatMap((block) => sourcesOf(chapter, block).map(({ plain }) => plain));
    stems = new Set(prose.flatMap((plain) => (plain.match(/\p{Script=Latin}+/gu) ?? []).map(stemOf)));
    known.set(chapter, stems);
  }
  return stems;
}

/** Urdu words for a text, with the stem of the English one by which a chapter shows that texts are what it is about. */
const SUBJECTS: readonly (readonly [stem: string, urdu: RegExp])[] = [['text', /(?<!\p{L})متن(?!\p{L})/gu]];

/** A text with blanks for what its chapter itself is about: of that it may speak. */
export function withoutSubjects(text: string, chapter: Chapter): string {
  const stems = stemsIn(chapter);
  return SUBJECTS.reduce(
    (left, [stem, words]) => (stems.has(stem) ? left.replace(words, (word) => ' '.repeat(word.length)) : left),
    text,
  );
}
