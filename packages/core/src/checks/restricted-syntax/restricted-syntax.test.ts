import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { restrictedSyntax } from './index.ts';

const book = testBook();
const chapter = testChapter('Run `a_b` for $5, if a<b.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  restrictedSyntax.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['prose with emphasis', { texts: ['Run *now* **⟦1⟧** for $5 and $6, if a<b or {x}.'] }],
  ['the author’s code', { texts: ['Run ⟦1⟧, `a_b`.'] }],
  [
    'paragraphs, a list and a table in an insert',
    { action: 'insert', position: 'after', kind: 'note', text: 'A:\n\n- b\n- c\n\n| a | b |\n| - | - |\n| c | d |' },
  ],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['a heading', { texts: ['# Run ⟦1⟧'] }],
  ['a quote', { texts: ['> Run ⟦1⟧'] }],
  ['a list', { texts: ['- Run ⟦1⟧'] }],
  ['a rule', { texts: ['Run ⟦1⟧\n\n---'] }],
  ['a link', { texts: ['[Run](x) ⟦1⟧'] }],
  ['an image', { texts: ['![Run](x) ⟦1⟧'] }],
  ['other code', { texts: ['Run `c` ⟦1⟧'] }],
  ['a fence', { texts: ['```\nRun\n```'] }],
  ['a formula', { texts: ['Run ⟦1⟧ $x^2$'] }],
  ['a second paragraph', { texts: ['Run\n\n⟦1⟧'] }],
  ['a footnote', { texts: ['Run ⟦1⟧[^1]'] }],
  ['struck text', { texts: ['~~Run~~ ⟦1⟧'] }],
  ['code in an insert', { action: 'insert', position: 'after', kind: 'note', text: 'A:\n\n```sh\nls\n```' }],
  ['a nested list', { action: 'insert', position: 'after', kind: 'note', text: '- a\n  - b' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
