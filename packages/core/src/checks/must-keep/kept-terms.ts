import type { Book, Glossary, GlossaryTerm } from '../../types.ts';

export const spaced = (text: string): string => text.replace(/[\s-]+/g, ' ');

interface Matcher {
  readonly pattern: RegExp;
  readonly terms: ReadonlyMap<string, { readonly term: GlossaryTerm; readonly form: string }>;
}
const matchers = new WeakMap<Glossary, Matcher>();
export const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

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

/** The terms in a text that the glossary keeps in English. */
export function keptTerms(plain: string, { glossary }: Book): GlossaryTerm[] {
  const { pattern, terms } = matcherOf(glossary);
  const found = [...plain.matchAll(pattern)].flatMap(([written]) => {
    const entry = terms.get(spaced(written).toLowerCase());
    const isOther = entry && entry.form.length < ABBREVIATION && /\p{Lu}/u.test(entry.form) && entry.form !== written;
    return entry?.term.keepInEnglish && !isOther ? [entry.term] : [];
  });
  return [...new Set(found)];
}

/** A text without them. */
export function withoutKeptTerms(plain: string, { glossary }: Book): string {
  const { pattern, terms } = matcherOf(glossary);
  return plain.replace(pattern, (written) =>
    terms.get(spaced(written).toLowerCase())?.term.keepInEnglish ? ' ' : written,
  );
}
