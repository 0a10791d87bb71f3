import type { Edit } from '@attune/contract';
import type { Book, Chapter } from '../types.ts';
import type { Check, EditFinding } from './check.ts';
import { glossInText } from './gloss-in-text/index.ts';
import { knownBlock } from './known-block/index.ts';
import { rightPlace } from './right-place/index.ts';

/** All checks, in the order in which they run. */
export const CHECKS: readonly Check[] = [knownBlock, rightPlace, glossInText];

/** What is wrong with an edit; empty where it may be shown. */
export function checkEdit(edit: Edit, chapter: Chapter, book: Book): EditFinding[] {
  for (const check of CHECKS) {
    const message = check.check(edit, chapter, book);
    // A check may rely on those before it, so the first finding is the last.
    if (message !== undefined) return [{ check: check.name, block: edit.block, message }];
  }
  return [];
}
