import type { Adaptation } from '@attune/contract';
import { memoryAdaptations, type Script, scriptedRewriter, testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { adapt, type Book, type Known, openPage, recall, type Said } from '../index.ts';
import { takeReview } from './take-review.ts';

const book: Book = { ...testBook(), rewriting: true };
const chapter = testChapter('The motor draws 20 W.', book);
const block = chapter.blocks[0]?.id as string;
const why = [{ facet: 'programming_experience', value: 'Beginner' }];
const SCRIPT: Script = (task) =>
  task.kind === 'plan'
    ? [{ says: 'entry', entry: { block, terms: [], need: 'x', does: ['rewrite'], tags: ['x'] } }]
    : [{ says: 'edit', edit: { block, action: 'rewrite', tag: 'x', why, texts: ['At work the motor draws 20 W.'] } }];
const REMARK: Said = { says: 'remark', block, text: 'Say what draws means.' };

/** What a remark makes of an adaptation that was left so. */
async function remarkedOn(left: Partial<Adaptation>): Promise<Adaptation | undefined> {
  const store = memoryAdaptations();
  const known: Known = await recall(openPage(chapter, { programming_experience: 'Beginner' }, book), store);
  await adapt(known, { model: scriptedRewriter(SCRIPT), store });
  const entry = known.blocks.get(block);
  if (entry?.adaptation) entry.adaptation = { ...entry.adaptation, ...left };
  return takeReview(known, [REMARK])[0];
}

it('opens what is done, with its own remark alone: what was remarked on before is answered', async () => {
  const opened = await remarkedOn({ state: 'done', remarks: ['Too long.'] });
  expect(opened).toMatchObject({ state: 'open', remarks: ['Say what draws means.'], refused: [] });
});

it('leaves to what another reader’s page has open what was remarked on there', async () => {
  const opened = await remarkedOn({ state: 'open', remarks: ['Too long.'] });
  expect(opened).toMatchObject({ state: 'open', remarks: ['Too long.', 'Say what draws means.'] });
});

it('opens nothing that has no edits', async () => {
  expect(await remarkedOn({ edits: [] })).toBeUndefined();
});
