import type { Projection } from '@attune/contract';
import { type Book, definitionFor, type Glossary, type GlossaryTerm } from '@attune/core';

const patterns = new WeakMap<Glossary, readonly (readonly [GlossaryTerm, RegExp])[]>();
const escape = (form: string): string => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]+');

/** Pages of one chapter have the same text for most readers, and each of its terms has a pattern to look for. */
const MOST_TEXTS = 100;
const found = new WeakMap<Glossary, Map<string, GlossaryTerm[]>>();

/** The book's terms that stand in a text, in the book's order. Capitals as they are written, but for one that starts a sentence. */
export function termsIn(text: string, glossary: Glossary): readonly GlossaryTerm[] {
  const texts = found.get(glossary) ?? new Map<string, GlossaryTerm[]>();
  found.set(glossary, texts);
  const terms = texts.get(text) ?? search(text, glossary);
  // The one looked for last goes last.
  texts.delete(text);
  texts.set(text, terms);
  for (const oldest of texts.keys()) if (texts.size > MOST_TEXTS) texts.delete(oldest);
  return terms;
}

function search(text: string, glossary: Glossary): GlossaryTerm[] {
  let known = patterns.get(glossary);
  if (!known) {
    known = glossary.terms.map((term) => [term, patternOf(term)] as const);
    patterns.set(glossary, known);
  }
  return known.filter(([, pattern]) => pattern.test(text)).map(([term]) => term);
}

function patternOf({ term, forms }: GlossaryTerm): RegExp {
  const written = [term, ...forms].map((form) =>
    escape(form).replace(/^\p{Ll}/u, (letter) => `[${letter}${letter.toUpperCase()}]`),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${written.join('|')})(?![\\p{L}\\p{N}_-])`, 'u');
}

/** Whether a reader is shown a term's explanation on tap: any answer that it names is enough. */
export function isGlossed({ readers }: GlossaryTerm, projection: Projection): boolean {
  return Object.entries(readers).some(([facet, values]) =>
    [projection[facet] ?? []].flat().some((value) => values.includes(value)),
  );
}

/** A line for a term: what it means at the reader's level, in their language where the book has that, and whether it stays in English. */
export function termLine(term: GlossaryTerm, projection: Projection, { facets }: Pick<Book, 'facets'>): string {
  const definition = definitionFor(term, projection, facets)?.text ?? '';
  const stays = term.keepInEnglish ? ' [keep]' : '';
  return `${term.term}${stays}: ${definition}`.replace(/\s+/g, ' ').trim();
}
