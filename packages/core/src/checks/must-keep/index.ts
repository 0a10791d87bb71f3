import type { Book, Glossary, GlossaryTerm } from '../../types.ts';
import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

/**
 * The terms of the field are what a reader is here to learn, in whatever language: a term that the glossary keeps in English, or that the
 * author's policy names, is not replaced by a word that seems easier. In what form is free, and how often.
 */
export const mustKeep: Check = {
  name: 'must-keep',
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ read, source }) => {
      if (!source) return [];
      const written = spaced(read.plain).toLowerCase();
      const lost = keptTerms(source.plain, book)
        .filter((term) => ![term.term, ...term.forms].some((form) => startsWord(read.plain, stem(form))))
        .map(({ term }) => term);
      const original = spaced(source.plain).toLowerCase();
      const named = chapter.policy.mustKeep.filter((term) => {
        const form = spaced(term).toLowerCase();
        return hasWord(original, form) && !written.includes(form);
      });
      return [...lost, ...named].map((term) => `the term "${term}" is lost`);
    }),
};

const spaced = (text: string): string => text.replace(/[\s-]+/g, ' ');

/** A plural stands for its singular: "topics" is kept by "topic". */
const stem = (form: string): string => {
  const plain = spaced(form).toLowerCase();
  return plain.length > 4 ? plain.replace(/(?<=[^s])s$/, '') : plain;
};

interface Matcher {
  readonly pattern: RegExp;
  readonly terms: ReadonlyMap<string, { readonly term: GlossaryTerm; readonly form: string }>;
}
const matchers = new WeakMap<Glossary, Matcher>();
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** All forms of all terms, longest first, so that "action server" is not read as "action". */
function matcherOf(glossary: Glossary): Matcher {
  const known = matchers.get(glossary);
  if (known) return known;
  const entries = glossary.terms.flatMap((term) => [term.term, ...term.forms].map((form) => ({ term, form })));
  const terms = new Map(entries.map((entry) => [spaced(entry.form).toLowerCase(), entry]));
  const forms = [...terms.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => escape(form).replaceAll(' ', '[\\s-]+'));
  const body = forms.length > 0 ? forms.join('|') : '(?!)';
  const matcher = { terms, pattern: new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${body})(?![\\p{L}\\p{N}_-])`, 'giu') };
  matchers.set(glossary, matcher);
  return matcher;
}

/** Letters below which an abbreviation counts only as it is written: "IT" is not "it". */
const ABBREVIATION = 4;

function keptTerms(plain: string, { glossary }: Book): GlossaryTerm[] {
  const { pattern, terms } = matcherOf(glossary);
  const found = [...plain.matchAll(pattern)].flatMap(([written]) => {
    const entry = terms.get(spaced(written).toLowerCase());
    const isOther = entry && entry.form.length < ABBREVIATION && /\p{Lu}/u.test(entry.form) && entry.form !== written;
    return entry?.term.keepInEnglish && !isOther ? [entry.term] : [];
  });
  return [...new Set(found)];
}

/** A word or phrase stands there, whatever its ending: as a word of its own, not as the tail of a compound. */
function startsWord(text: string, start: string): boolean {
  const escaped = escape(start).replaceAll(' ', '[\\s-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}`, 'iu').test(text);
}

function hasWord(text: string, word: string): boolean {
  const escaped = escape(word);
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}
