import type { Check } from '../check.ts';
import { blockById } from '../block-by-id.ts';

/** An edit names a block of this revision; one of another revision would land on other words. */
export const knownBlock: Check = {
  name: 'known-block',
  version: 1,
  structural: true,
  check(edit, chapter) {
    if (!blockById(chapter, edit.block)) return `there is no block ${edit.block} in this revision`;
    if (edit.replaces !== undefined && !blockById(chapter, edit.replaces))
      return `there is no block ${edit.replaces} to replace`;
    return undefined;
  },
};
