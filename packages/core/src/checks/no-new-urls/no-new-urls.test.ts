import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { noNewUrls } from './index.ts';

const book = testBook();
const chapter = testChapter('See example.org and [docs](https://a.example).', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  noNewUrls.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['the author’s', { texts: ['See example.org, ⟦1⟧docs⟦/1⟧.'] }],
  ['file names', { action: 'insert', position: 'after', kind: 'note', text: 'Open main.py or Node.js.' }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['an address', { action: 'insert', position: 'after', kind: 'note', text: 'See https://b.example/c' }],
  ['a domain', { action: 'insert', position: 'after', kind: 'note', text: 'See b.com' }],
  ['a domain with www', { action: 'insert', position: 'after', kind: 'note', text: 'See www.b.example' }],
  ['an e-mail address', { action: 'insert', position: 'after', kind: 'note', text: 'Write to a@b.example' }],
  ['a link', { action: 'insert', position: 'after', kind: 'note', text: 'See [b](c)' }],
  ['a script', { action: 'insert', position: 'after', kind: 'note', text: 'See javascript:alert(1)' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
