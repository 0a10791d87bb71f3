import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { notTheSourceAgain } from './index.ts';

const book = testBook();
const chapter = testChapter('The robot sees the room with two cameras. It walks.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  notTheSourceAgain.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['a translation', { language: 'de', texts: ['Der Roboter sieht den Raum mit zwei Kameras.'] }],
  [
    'the source where its language was asked for',
    { language: 'en', texts: ['The robot sees the room with two cameras. It walks.'] },
  ],
  ['a short name', { language: 'de', texts: ['It walks.'] }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['the source', { language: 'de', texts: ['The robot sees the room with two cameras. It walks.'] }],
  ['a sentence of it', { language: 'de', texts: ['Er geht. The robot sees the room with two cameras.'] }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
