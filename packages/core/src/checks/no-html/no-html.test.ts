import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { noHtml } from './index.ts';

const book = testBook();
const chapter = testChapter('If a < b and x <100 ms then {y}.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  noHtml.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([['comparisons', { texts: ['If a<b, a < b or <100 ms, then {y}.'] }]])(
  'lets pass %s',
  (_what, edit) => {
    expect(check(edit)).toBeUndefined();
  },
);

it.each<[string, Partial<Edit>]>([
  ['a tag', { action: 'insert', position: 'after', kind: 'note', text: 'A <b>note</b>.' }],
  ['a break', { action: 'insert', position: 'after', kind: 'note', text: 'A<br/>note.' }],
  ['a type that reads as a tag', { action: 'insert', position: 'after', kind: 'note', text: 'A vector<int>.' }],
  ['a comment', { action: 'insert', position: 'after', kind: 'note', text: 'A <!-- note -->.' }],
  ['a component', { action: 'insert', position: 'after', kind: 'note', text: 'A <Note />.' }],
  ['an expression', { action: 'insert', position: 'after', kind: 'note', text: 'A {note}.' }],
  ['an import', { action: 'insert', position: 'after', kind: 'note', text: 'import a from "b"' }],
  ['a tag in disguise', { action: 'insert', position: 'after', kind: 'note', text: 'A &lt;script&gt;.' }],
  ['a directive', { action: 'insert', position: 'after', kind: 'note', text: ':::note\n\nA note.\n\n:::' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
