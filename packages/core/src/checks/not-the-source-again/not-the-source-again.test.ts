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
  ['a short sentence of it', { language: 'de', texts: ['Er hat zwei Kameras. It walks.'] }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['the source', { language: 'de', texts: ['The robot sees the room with two cameras. It walks.'] }],
  ['a sentence of it', { language: 'de', texts: ['Er geht. The robot sees the room with two cameras.'] }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});

it.each<[string, string, boolean]>([
  ['a title', '# Reading the camera', true],
  ['a title of words that the page writes small elsewhere', '# Two Cameras\n\nIt has two cameras.', true],
  ['a name', '# Gazebo Harmonic', false],
  ['a name with a word', '# Gazebo setup', false],
  ['code', '# migrate-links', false],
  ['a term that the glossary keeps', '# topic and service', false],
])('of %s: %s', (_what, source, isRefused) => {
  const kept = testBook({
    glossary:
      'terms: [{ term: topic, keepInEnglish: true, definitions: { en: A. } }, { term: service, keepInEnglish: true, definitions: { en: B. } }]',
  });
  const titled = testChapter(source, kept);
  const text = /^# (.*)/.exec(source)?.[1] as string;
  const edit: Edit = {
    block: titled.blocks[0]?.id as string,
    action: 'rewrite',
    tag: 'x',
    why: [],
    language: 'de',
    texts: [text],
  };
  expect(notTheSourceAgain.check(edit, titled, kept) !== undefined).toBe(isRefused);
});
