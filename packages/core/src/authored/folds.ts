import type { Projection, Readers, Reason } from '@attune/contract';
import { matchAll, matchAny } from '../marks/readers.ts';
import type { Book, Mark } from '../types.ts';

const isFold = (mark: Mark | undefined): mark is Mark => mark?.name === 'basics' || mark?.name === 'depth';

/** The readers for whom a passage is folded: those its mark names, else those of the book's settings. */
export function foldReaders(mark: Mark | undefined, book: Pick<Book, 'folds'>): Readers | undefined {
  if (!isFold(mark)) return undefined;
  return Object.keys(mark.readers).length > 0 ? mark.readers : book.folds[mark.name as 'basics' | 'depth'];
}

/** Why a passage is folded for a reader, or nothing where it stands open. */
export function foldFor(
  mark: Mark | undefined,
  book: Pick<Book, 'folds'>,
  projection: Projection,
): Reason[] | undefined {
  const readers = foldReaders(mark, book);
  if (!mark || !readers) return undefined;
  // A mark's attributes are all of them; a setting is any of them.
  return Object.keys(mark.readers).length > 0 ? matchAll(readers, projection) : matchAny(readers, projection);
}
