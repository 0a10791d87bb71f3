import type { Edit } from '@attune/contract';
import { useSyncExternalStore } from 'react';
import { editsOf, noEdits, onEdits } from './page.ts';

/** The edits to show for a block; none while the page is rendered on the server or hydrated. */
export function useEdits(block: string): readonly Edit[] {
  return useSyncExternalStore(onEdits, () => editsOf(block), noEdits);
}
