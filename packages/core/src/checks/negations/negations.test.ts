import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { negations } from './index.ts';

const book = testBook();
const chapter = testChapter('You must not touch it while it moves. It never waits. This is dangerous.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  negations.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  [
    'the same in other words',
    { texts: ['Never touch it while it moves: you must keep away. It does not wait. That is a hazard.'] },
  ],
  [
    'Urdu',
    { texts: ['حرکت کے دوران اسے ہاتھ نہیں لگانا چاہیے۔ یہ کبھی انتظار نہیں کرتا۔ یہ خطرناک ہے۔'], language: 'ur' },
  ],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['a not that is lost', { texts: ['You must touch it while it moves. It never waits. This is dangerous.'] }],
  ['a not that is new', { texts: ['You must not touch it while it moves. It never waits. This is not dangerous.'] }],
  ['a lost danger', { texts: ['You must not touch it while it moves. It never waits.'] }],
  ['a must that became a may', { texts: ['You may touch it while it moves. It waits, and is a danger.'] }],
  [
    'a not lost in Urdu',
    { texts: ['حرکت کے دوران اسے ہاتھ لگائیں۔ یہ انتظار کرتا ہے۔ یہ خطرناک ہے۔'], language: 'ur' },
  ],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
