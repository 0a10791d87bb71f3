import type { Forgotten } from './bodies/bodies.ts';
import type { Invalidation, Invalidations } from './ports.ts';

interface Memory {
  forget(what: Forgotten): void;
}

/** Drops from memories what all nodes are told to drop. Gives what ends it. */
export const forgetInvalidated = (
  invalidations: Pick<Invalidations, 'subscribe'>,
  memories: readonly Memory[],
): (() => void) =>
  invalidations.subscribe((invalidation) => {
    for (const what of forgottenBy(invalidation)) for (const memory of memories) memory.forget(what);
  });

function forgottenBy(invalidation: Invalidation): Forgotten[] {
  if (invalidation.what === 'all') return ['all'];
  if (invalidation.what === 'chapter') return [{ chapter: invalidation.chapter }];
  if (invalidation.what === 'variant') return [{ hash: invalidation.variant }];
  return invalidation.chapters.map((chapter) => ({ chapter }));
}
