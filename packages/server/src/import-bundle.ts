import type { Bundle } from '@attune/contract';
import { admit, type AdaptationStore, type Book, type Chapter } from '@attune/core';

export interface ImportStore {
  readonly adaptations: AdaptationStore;
  readonly variants: { forgetVariants(chapter: string): Promise<unknown> };
}

export interface Imported {
  /** Adaptations newly kept; those that stand already and are not older are left as they are. */
  readonly kept: number;
  /** Edits that the checks refuse. */
  readonly refused: number;
  /** Adaptations of what the book has no more. */
  readonly outdated: number;
}

interface Opened {
  readonly chapters: ReadonlyMap<string, Chapter>;
  readonly book: Book;
}

/**
 * Keeps what a bundle has and the checks let pass, and forgets the pages that were put together without it. What is kept already is not
 * judged again: a book's bundles are read at every start.
 */
export async function importBundle(bundle: Bundle, { chapters, book }: Opened, store: ImportStore): Promise<Imported> {
  const standing = await store.adaptations.findAdaptations(bundle.adaptations.map(({ key }) => key));
  const at = new Map(standing.map(({ key, maker }) => [key, maker.at]));
  const news = bundle.adaptations.filter(({ key, maker }) => (at.get(key) ?? '') < maker.at);
  const { plans, adaptations, reviews, flags, refused, outdated } = admit(
    { ...bundle, adaptations: news },
    chapters,
    book,
  );
  // Plans first: adaptations are found through them. What stands already is left as it is.
  await store.adaptations.putPlans(plans);
  await store.adaptations.putAdaptations(adaptations);
  await store.adaptations.putFlags(flags);
  for (const review of reviews) await store.adaptations.putReview(review);
  for (const chapter of new Set(adaptations.map((one) => one.chapter))) await store.variants.forgetVariants(chapter);
  return { kept: adaptations.length, refused, outdated };
}
