import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import { escape, keptTerms, spaced } from './kept-terms.ts';

/**
 * The terms of the field are what a reader is here to learn, in whatever language: a term that the glossary keeps in English, or that the
 * author's policy names, is not replaced by a word that seems easier. In what form is free, and how often.
 */
export const mustKeep: Check = {
  name: 'must-keep',
  version: 2,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ read, source }) => {
      if (!source) return [];
      const written = spaced(read.plain).toLowerCase();
      const lost = keptTerms(source.plain, book)
        .filter((term) => ![term.term, ...term.forms].some((form) => stands(read.plain, form)))
        .map(({ term }) => term);
      const original = spaced(source.plain).toLowerCase();
      const named = chapter.policy.mustKeep.filter((term) => {
        const form = spaced(term).toLowerCase();
        return hasWord(original, form) && !written.includes(form);
      });
      return [...lost, ...named].map((term) => `the term "${term}" is lost`);
    }),
};

/** A plural stands for its singular: "topics" is kept by "topic". */
const stem = (form: string): string => {
  const plain = spaced(form).toLowerCase();
  return plain.length > 4 ? plain.replace(/(?<=[^s])s$/, '') : plain;
};

/** Of an enumeration such as "roll, pitch and yaw" each member stands there: the word between them is translated. */
const stands = (plain: string, form: string): boolean =>
  form.split(/,\s*|\s+and\s+/).every((part) => startsWord(plain, stem(part)));

/** A word or phrase stands there, whatever its ending: as a word of its own, not as the tail of a compound. */
function startsWord(text: string, start: string): boolean {
  const escaped = escape(start).replaceAll(' ', '[\\s-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}`, 'iu').test(text);
}

function hasWord(text: string, word: string): boolean {
  const escaped = escape(word);
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}
