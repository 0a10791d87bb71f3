import type { PlanEntry } from '@attune/contract';
import type { Block } from '../types.ts';
import { isRewritable, isSealed } from './open-page.ts';
import type { Page } from './types.ts';

/** What of a plan's line may be done to its block: nothing rewrites code or what the author locked. Null where nothing is left. */
export function allowedEntry(page: Page, block: Block, entry: PlanEntry): PlanEntry | null {
  const mayRewrite = isRewritable(page, block) && block.kind !== 'heading';
  const may = {
    rewrite: mayRewrite,
    correct: mayRewrite && page.chapter.policy.allow.includes('corrections'),
    insert: !isSealed(page, block),
    primer: !isSealed(page, block),
  };
  const does = entry.does.filter((action) => may[action]);
  return does.length === 0 && entry.error === undefined ? null : { ...entry, does };
}
