import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { mustKeep } from './index.ts';

const book = testBook({
  glossary:
    'terms: [{ term: topic, forms: [topics], keepInEnglish: true, definitions: { en: A } }, { term: action server, keepInEnglish: true, definitions: { en: B } }, { term: "roll, pitch and yaw", keepInEnglish: true, definitions: { en: C } }]',
});
const chapter = testChapter(
  '---\nattune: { mustKeep: [Saathi] }\n---\n\nSaathi has topics and an action server.\n\nIt knows roll, pitch and yaw.',
  book,
);
const id = chapter.blocks[1]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  mustKeep.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([['the terms in another form', { texts: ['Saathi: a topic, an action server.'] }]])(
  'lets pass %s',
  (_what, edit) => {
    expect(check(edit)).toBeUndefined();
  },
);

it.each<[string, Partial<Edit>]>([
  ['a lost term', { texts: ['Saathi has channels and an action server.'] }],
  ['half a term', { texts: ['Saathi has topics and a server of actions.'] }],
  ['what the author names', { texts: ['The robot has topics and an action server.'] }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});

it('takes an enumeration for kept where each of its members is, whatever stands between them', () => {
  const block = chapter.blocks[2]?.id as string;
  expect(check({ block, language: 'ur', texts: ['وہ roll، pitch اور yaw جانتا ہے۔'] })).toBeUndefined();
  expect(check({ block, language: 'ur', texts: ['وہ roll اور yaw جانتا ہے۔'] })).toBeDefined();
});
