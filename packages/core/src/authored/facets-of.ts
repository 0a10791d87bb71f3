import type { Facet } from '@attune/contract';
import type { Block, Book, GlossaryTerm } from '../types.ts';
import { foldReaders } from './folds.ts';
import { usesOf } from './glossary-uses.ts';

/**
 * The facets that can matter to a chapter, sorted: those that its marks, its primers and its glossary terms ask about. A facet that
 * is not among them does not split its cache.
 */
export function facetsOf(blocks: readonly Block[], book: Book): string[] {
  const named = new Set<string>();
  const add = (readers: object | undefined): void => Object.keys(readers ?? {}).forEach((facet) => named.add(facet));
  const visit = (block: Block): void => {
    add(block.mark?.readers);
    add(foldReaders(block.mark, book));
    if (block.mark?.primer !== undefined) add(book.primers.get(block.mark.primer)?.readers);
    block.children.forEach(visit);
  };
  blocks.forEach(visit);
  const terms = new Set(usesOf(blocks, book.glossary).map((use) => use.term));
  for (const term of terms) add(term.readers);
  const axes = new Set([...terms].flatMap(axesOf));
  book.facets.filter(({ axis }) => axis && axes.has(axis)).forEach(({ id }) => named.add(id));
  return book.facets
    .map((facet) => facet.id)
    .filter((facet) => named.has(facet))
    .sort();
}

/** What a term's definition differs by, for those who need one. */
function axesOf({ readers, definitions }: GlossaryTerm): NonNullable<Facet['axis']>[] {
  if (Object.keys(readers).length === 0) return [];
  const byLevel = Object.values(definitions).some((levels) => Object.keys(levels).some((level) => level !== 'default'));
  const byLanguage = Object.keys(definitions).some((language) => language !== 'en');
  return [...(byLevel ? (['level'] as const) : []), ...(byLanguage ? (['language'] as const) : [])];
}
