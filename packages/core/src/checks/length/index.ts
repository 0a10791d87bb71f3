import type { Chapter } from '../../types.ts';
import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import type { Passage } from '../reading.ts';
import { countOf, sentencesOf, wordsOf } from '../script.ts';

/** Letters that a text may have beyond its share: a short sentence explained is a long one. */
const ROOM = 400;
const LEAST_SHARE = 0.3;
/** Below this many letters any shortening is one. */
const SHORT = 80;
const MOST_INSERTED = 2000;
const MOST_GLOSSED = 500;

/**
 * A block grows and shrinks within bounds: one of ten times the length, or of a tenth, is not that block any more. The page's own bound
 * (`maxExpansion`) is for all edits together; a single block may have nearly twice that.
 */
export const length: Check = {
  name: 'length',
  version: 2,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, (passage) => {
      const empty = wordless(passage) ?? repeated(passage);
      if (passage.source) return [empty, outside(passage, chapter)];
      const most = edit.action === 'gloss' ? MOST_GLOSSED : MOST_INSERTED;
      return [
        empty,
        passage.text.length > most ? `it has ${passage.text.length} letters, more than ${most}` : undefined,
      ];
    }),
};

/** A text's length as it would be in Latin letters: one sign of East Asia says what two or three of them say. */
function weightOf(text: string): number {
  const written = text.trim();
  const han = countOf(written, /\p{Script=Han}/gu);
  return written.length + 2 * han + countOf(written, /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu);
}

function outside({ text, source }: Passage, { policy }: Chapter): Fault | undefined {
  const [given, written] = [weightOf(source?.text ?? ''), weightOf(text)];
  const most = Math.round(given * policy.maxExpansion * 2 + Math.min(ROOM, given * 3 + 60));
  if (written > most) return { message: `it has ${text.length} letters, more than ${most}`, offset: most };
  const least = given > SHORT ? Math.round(given * LEAST_SHARE) : given > 20 ? 4 : 0;
  return written < least ? { message: `it has ${text.length} letters, fewer than ${least}` } : undefined;
}

/** Nothing but signs, where the author has words. */
function wordless({ text, source }: Passage): Fault | undefined {
  const hasWords = (own: string): boolean => /[\p{L}\p{N}⟦]/u.test(own);
  return hasWords(text) || (source && !hasWords(source.text)) ? undefined : { message: 'it has no words' };
}

const MOST_TIMES = 2;

/** A model that is caught in a loop. */
function repeated({ text, read, source }: Passage): Fault | undefined {
  const times = (text: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const sentence of sentencesOf(text)) {
      const key = wordsOf(sentence).join(' ');
      if (key.includes(' ')) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const given = times(source?.text ?? '');
  const stutter = read.plain.match(/(?<![\p{L}\p{M}])([\p{L}\p{M}]+)(?:[\s,]+\1(?![\p{L}\p{M}])){3,}/iu)?.[1];
  if (stutter !== undefined && !source?.plain.includes(`${stutter} ${stutter}`))
    return { message: `it repeats ${stutter}` };
  const [loop] = [...times(text)].filter(([key, count]) => count > Math.max(MOST_TIMES, given.get(key) ?? 0));
  return loop && { message: `it says ${loop[1]} times: ${loop[0].slice(0, 60)}` };
}
