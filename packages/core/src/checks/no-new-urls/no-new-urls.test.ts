import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { noNewUrls } from './index.ts';

const book = testBook();
const chapter = testChapter('See example.org and [docs](https://a.example). Or ftp://c.example/a\\_b.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  noNewUrls.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['the author’s', { texts: ['See example.org, ⟦1⟧docs⟦/1⟧.'] }],
  ['the author’s with an escape', { texts: ['Or ftp://c.example/a\\_b. See example.org.'] }],
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
  [
    'an address with an entity',
    { action: 'insert', position: 'after', kind: 'note', text: 'See https&#58;//b.example' },
  ],
  [
    'an address with wide letters',
    { action: 'insert', position: 'after', kind: 'note', text: 'See ｗｗｗ．b．example' },
  ],
  ['an address with another dot', { action: 'insert', position: 'after', kind: 'note', text: 'See b。com' }],
  ['an address made harmless', { action: 'insert', position: 'after', kind: 'note', text: 'See hxxps://b[.]example' }],
  ['a script', { action: 'insert', position: 'after', kind: 'note', text: 'See javascript:alert(1)' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
