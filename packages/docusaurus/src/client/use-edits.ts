import type { Edit } from '@attune/contract';
import { useCallback, useSyncExternalStore } from 'react';
import { editsOf, noEdits, onEdits } from './shown-edits.ts';

/** How often each block is on the page, by its id. */
const present = new Map<string, number>();
const count = (block: string, by: 1 | -1): void => void present.set(block, (present.get(block) ?? 0) + by);

/** The edits to show for a block; none while the page is rendered on the server or hydrated. */
export function useEdits(block: string): readonly Edit[] {
  const follow = useCallback(
    (listener: () => void) => {
      count(block, 1);
      const unfollow = onEdits(listener);
      return () => {
        count(block, -1);
        unfollow();
      };
    },
    [block],
  );
  return useSyncExternalStore(follow, () => editsOf(block), noEdits);
}

/** How many of these edits have no block on the page. */
export const missingBlocks = (edits: readonly Edit[]): number =>
  edits.filter(({ block }) => (present.get(block) ?? 0) === 0).length;
