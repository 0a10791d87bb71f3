import type { Block, Book } from '../types.ts';
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
  if (terms.size > 0) book.facets.filter((facet) => facet.axis).forEach((facet) => named.add(facet.id));
  return book.facets
    .map((facet) => facet.id)
    .filter((facet) => named.has(facet))
    .sort();
}
