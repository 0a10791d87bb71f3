import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { placeholders } from './index.ts';

const book = testBook();
const chapter = testChapter('Run `a` and [the b](x) now.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  placeholders.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['each mark once, in any order', { texts: ['Now ⟦2⟧the b⟦/2⟧ and ⟦1⟧ run.'] }],
  ['an insert without marks', { action: 'insert', position: 'after', kind: 'note', text: 'A note.' }],
  ['an insert that names one of its block', { action: 'insert', position: 'after', kind: 'note', text: 'See ⟦1⟧.' }],
  ['a quotation with its marks', { texts: ['Run ⟦1⟧ and ⟦2⟧the b⟦/2⟧ now.'], original: 'Run ⟦1⟧' }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['one that is lost', { texts: ['Run and ⟦2⟧the b⟦/2⟧ now.'] }],
  ['one twice', { texts: ['Run ⟦1⟧ ⟦1⟧ and ⟦2⟧the b⟦/2⟧ now.'] }],
  ['one of another number', { texts: ['Run ⟦3⟧ and ⟦2⟧the b⟦/2⟧ now.'] }],
  ['a broken bracket', { texts: ['Run ⟦1⟧ and ⟦2⟧the b⟦/2⟧ now ⟦.'] }],
  ['half a link in an insert', { action: 'insert', position: 'after', kind: 'note', text: 'See ⟦2⟧there.' }],
  ['one in an insert that its block has not', { action: 'insert', position: 'after', kind: 'note', text: 'See ⟦7⟧.' }],
  ['one in a gloss', { action: 'gloss', form: 'now', text: 'At ⟦1⟧.' }],
  ['one in a quotation that the author has not', { texts: ['Run ⟦1⟧ and ⟦2⟧the b⟦/2⟧ now.'], original: '⟦9⟧' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
