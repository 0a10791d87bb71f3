import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { leafCount } from './index.ts';

const book = testBook();
const chapter = testChapter('- one\n- two', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  leafCount.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['a text an item', { texts: ['a', 'b'] }],
  ['an insert with text, position and kind', { action: 'insert', position: 'after', kind: 'note', text: 'A note.' }],
  ['other actions', { action: 'fold' }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['one too few', { texts: ['a'] }],
  ['one too many', { texts: ['a', 'b', 'c'] }],
  ['none', { texts: [] }],
  ['an empty one', { texts: ['a', ' '] }],
  ['an insert without text', { action: 'insert', position: 'after', kind: 'note' }],
  ['an insert without position', { action: 'insert', kind: 'note', text: 'A' }],
  ['an insert of a kind that is the author’s', { action: 'insert', position: 'after', kind: 'substitute', text: 'A' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
