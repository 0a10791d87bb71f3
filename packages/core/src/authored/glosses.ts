import type { Edit, Facet, Projection } from '@attune/contract';
import { matchAny } from '../marks/readers.ts';
import type { Block, Book, Chapter, GlossaryTerm } from '../types.ts';
import { type TermUse, usesOf } from './glossary-uses.ts';

/**
 * A gloss for each term that this reader needs explained, at its first use in what stands on their page; a use in a folded passage counts
 * only where there is no open one. What is explained there already (`explained`, in lower case) has none.
 */
export function glossesFor(
  chapter: Chapter,
  projection: Projection,
  book: Book,
  hidden: { absent: ReadonlySet<string>; folded: ReadonlySet<string>; explained?: ReadonlySet<string> },
): Edit[] {
  const open = usesOf(without(chapter.blocks, new Set([...hidden.absent, ...hidden.folded])), book.glossary);
  const all = usesOf(without(chapter.blocks, hidden.absent), book.glossary);
  const first = new Map<GlossaryTerm, TermUse>();
  for (const use of [...open, ...all]) if (use.isFirstInBlock && !first.has(use.term)) first.set(use.term, use);
  const isExplained = ({ term }: TermUse): boolean =>
    [term.term, ...term.forms].some((form) => hidden.explained?.has(form.toLowerCase()));
  return [...first.values()].flatMap((use) => (isExplained(use) ? [] : glossOf(use, projection, book.facets)));
}

function without(blocks: readonly Block[], ids: ReadonlySet<string>): Block[] {
  return blocks
    .filter((block) => !ids.has(block.id))
    .map((block) => (block.children.length > 0 ? { ...block, children: without(block.children, ids) } : block));
}

function glossOf({ block, term, form }: TermUse, projection: Projection, facets: readonly Facet[]): Edit[] {
  const why = matchAny(term.readers, projection);
  const definition = why && definitionFor(term, projection, facets);
  if (!why || !definition) return [];
  return [{ block: block.id, action: 'gloss', tag: 'glossary', why, term: term.term, form, ...definition }];
}

/** The definition in the reader's language, else English; for the reader's level, else the common one. */
export function definitionFor(
  term: GlossaryTerm,
  projection: Projection,
  facets: readonly Facet[],
): { text: string; language: string } | undefined {
  const language = languageOf(projection, facets);
  const level = facets.find((facet) => facet.axis === 'level');
  const answer = level && projection[level.id];
  for (const tag of language === undefined || language === 'en' ? ['en'] : [language, 'en']) {
    const byLevel = term.definitions[tag];
    const text = (typeof answer === 'string' ? byLevel?.[answer] : undefined) ?? byLevel?.['default'];
    if (text !== undefined) return { text, language: tag };
  }
  return undefined;
}

/** BCP-47 tag of the language a reader chose, where the book offers it. */
export function languageOf(projection: Projection, facets: readonly Facet[]): string | undefined {
  const facet = facets.find((candidate) => candidate.axis === 'language');
  const answer = facet && projection[facet.id];
  return facet?.options.find((option) => option.value === answer)?.language;
}
