import type { PlanEntry } from '@attune/contract';
import type { PlanTask, Said } from '@attune/core';
import { calledIn } from '../prompts/reader.ts';
import type { Called } from '../transformations/index.ts';
import { EntryLine } from './lines.ts';
import { blockIn, type Fields, malformed, problemOf } from './said.ts';

/** A line of a plan: its block is one that was asked for, its tags are of those that the reader calls for in that section. */
export function readEntry(fields: Fields, task: PlanTask): Said {
  const block = blockIn(fields, task.page.chapter);
  const parsed = EntryLine.safeParse(fields);
  if (!parsed.success) return malformed(fields, problemOf(parsed.error), block);
  if (block === undefined) return malformed(fields, `there is no block ${parsed.data.block}`);
  if (!task.wanted.includes(block)) return malformed(fields, 'this block was not to be planned', block);
  const section = task.page.sections.find(({ blocks }) => blocks.some(({ id }) => id === block));
  const called = section ? calledIn(task.page, section) : [];
  const { terms, need, error } = parsed.data;
  // Where nothing may be put right on the page, what is wrong is told to the author.
  const mayCorrect = task.page.chapter.policy.allow.includes('corrections');
  const does = parsed.data.does.filter((action) => mayCorrect || action !== 'correct');
  const tags = tagsOf(parsed.data, called);
  if (tags.length === 0 && does.length > 0)
    return malformed(fields, `no tag of ${parsed.data.tags.join(', ')} is for this section`, block);
  const entry: PlanEntry = { block, terms, need, does, tags, ...(error === undefined ? {} : { error }) };
  return does.length === 0 && error === undefined ? { says: 'keep', block } : { says: 'entry', entry };
}

/** Those named that may be; where none is named, the first that may do what is planned. */
function tagsOf({ tags, does }: EntryLine, called: readonly Called[]): string[] {
  const names = called.map(({ transformation }) => transformation.name);
  if (tags.length > 0) return [...new Set(tags)].filter((tag) => names.includes(tag)).slice(0, 8);
  const first = called.find(({ transformation }) => transformation.may.some((action) => does.includes(action)));
  return first ? [first.transformation.name] : [];
}
