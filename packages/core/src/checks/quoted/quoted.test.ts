import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { quoted } from './index.ts';

const book = testBook();
const chapter = testChapter('The `rate` is *200* Hz. It is fixed.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  quoted.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['the author’s words', { action: 'correct', original: 'The ⟦1⟧ is 200 Hz.' }],
  ['a rewrite without any', { action: 'rewrite' }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['words that are not the author’s', { action: 'correct', original: 'The rate is 100 Hz.' }],
  ['a correction without any', { action: 'correct' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
