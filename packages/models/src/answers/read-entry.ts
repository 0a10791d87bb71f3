import type { PlanEntry } from '@attune/contract';
import type { PlanTask, Said } from '@attune/core';
import { calledIn } from '../prompts/reader.ts';
import type { Action, Called } from '../transformations/index.ts';
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
  const planned = parsed.data.does.filter((action) => mayCorrect || action !== 'correct');
  const tags = tagsOf(parsed.data, called);
  if (tags.length === 0 && planned.length > 0) {
    const named = parsed.data.tags.join(', ');
    return malformed(
      fields,
      named ? `no tag of ${named} is for this section` : 'nothing called for here does this',
      block,
    );
  }
  // What none of its tags may do, the section's answer could not be taken for either.
  const working = called.filter(({ transformation }) => tags.includes(transformation.name));
  const may = (action: Action): boolean => working.some(({ transformation }) => transformation.may.includes(action));
  const does = planned.filter((action) => action === 'correct' || may(action));
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
