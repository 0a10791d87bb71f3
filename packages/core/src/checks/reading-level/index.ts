import type { Edit } from '@attune/contract';
import type { Book } from '../../types.ts';
import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import { countOf, isArabicScript, wordsOf } from '../script.ts';

const FEWEST_WORDS = 30;
/** In school years: a difference that is no accident of a sentence. */
const MARGIN = 2;

/**
 * A text made for a beginner is not harder to read than the author's. By the Flesch-Kincaid grade (Kincaid et al. 1975), for its direction
 * only (traps.md), so it warns and refuses nothing. It says nothing about Urdu.
 */
export const readingLevel: Check = {
  name: 'reading-level',
  version: 1,
  warns: true,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ read, source }) => {
      if (!source || !isForLowest(edit, book) || isArabicScript(read.plain)) return [];
      if (wordsOf(source.plain).length < FEWEST_WORDS || wordsOf(read.plain).length < FEWEST_WORDS) return [];
      const [before, after] = [gradeOf(source.plain), gradeOf(read.plain)];
      return [
        after > before + MARGIN
          ? `harder to read than the author’s: grade ${after.toFixed(1)} from ${before.toFixed(1)}`
          : undefined,
      ];
    }),
};

function isForLowest({ why }: Edit, { facets }: Book): boolean {
  const level = facets.find(({ axis }) => axis === 'level');
  return why.some(({ facet, value }) => facet === level?.id && value === level.options[0]?.value);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function gradeOf(text: string): number {
  const words = wordsOf(text);
  const sentences = [...segmenter.segment(text.replace(/\s+/g, ' '))].filter(
    ({ segment }) => wordsOf(segment).length > 0,
  ).length;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, countOf(word.replace(/e$/, ''), /[aeiouy]+/g)), 0);
  return (0.39 * words.length) / sentences + (11.8 * syllables) / words.length - 15.59;
}
