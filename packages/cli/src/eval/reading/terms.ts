import type { Projection } from '@attune/contract';
import type { Glossary, GlossaryTerm } from '@attune/core';

const escaped = (form: string): string =>
  form
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/[\s-]+/g, '[\\s-]+');

const formsOf = ({ term, forms }: GlossaryTerm): string[] => [term, ...forms];

/** Abbreviations and names count as they are written. */
const flags = (form: string): string => (/\p{Lu}/u.test(form) ? 'u' : 'iu');

const has = (prose: string, form: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped(form)}(?![\\p{L}\\p{N}_-])`, flags(form)).test(prose);

/** A form with any ending: whoever kept "topics" as "topic", or put an English word into Urdu with a plural of its own, kept it. */
const hasStem = (prose: string, form: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped(form.length > 4 ? form.replace(/s$/, '') : form)}`, 'iu').test(prose);

/** The terms of a glossary that stand in prose by themselves: "action" is not one in "action server" where that is a term too. */
export function termsIn(prose: string, { terms }: Glossary): GlossaryTerm[] {
  const all = terms.flatMap((term) => formsOf(term).map((form) => ({ term, form })));
  const found = new Set<GlossaryTerm>();
  let rest = prose;
  for (const { term, form } of all.sort((a, b) => b.form.length - a.form.length)) {
    if (!has(rest, form)) continue;
    found.add(term);
    rest = rest.replace(
      new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped(form)}(?![\\p{L}\\p{N}_-])`, `g${flags(form)}`),
      ' · ',
    );
  }
  return [...found];
}

/** Whether a text still has a term, in whatever form. */
export const keeps = (prose: string, term: GlossaryTerm): boolean => formsOf(term).some((form) => hasStem(prose, form));

export const mentions = (prose: string, term: GlossaryTerm): boolean => formsOf(term).some((form) => has(prose, form));

/** Whether a reader needs it explained: any facet that the glossary names is enough, of each any value. */
export const isNeeded = ({ readers }: GlossaryTerm, projection: Projection): boolean =>
  Object.entries(readers).some(([facet, values]) =>
    [projection[facet] ?? []].flat().some((value) => values.includes(value)),
  );
