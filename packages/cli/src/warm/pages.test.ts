import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { checkProfiles, chooseChapters, pagesOf } from './pages.ts';

const book = { ...testBook(), rewriting: true };
const chapters = ['a/nodes.md', 'b/nodes.md', 'urdf.md'].map((path) => testChapter('A robot.', book, path));
const all = new Map(chapters.map((chapter) => [chapter.id, chapter]));

describe('chapters', () => {
  it('are all, or those named by id or the end of it', () => {
    expect(chooseChapters(all, undefined)).toHaveLength(3);
    expect(chooseChapters(all, ['urdf', 'default/current/en/a/nodes']).map(({ path }) => path)).toEqual([
      'urdf.md',
      'a/nodes.md',
    ]);
  });

  it.each([
    ['none has', 'zmp', /no chapter.*zmp/],
    ['two have', 'nodes', /more than one chapter.*nodes/],
  ])('by a name that %s are refused, with those there are', (_, name, message) => {
    expect(() => chooseChapters(all, [name])).toThrow(message);
  });
});

describe('profiles', () => {
  it.each([
    ['no list', {}, /no list/],
    ['an empty one', [], /no list/],
    ['a question that the book does not ask', [{ level: 'x' }], /profile 1: the book does not ask level/],
    ['an answer that it does not have', [{}, { role: 'Pupil' }], /profile 2: role cannot be "Pupil"/],
    ['no object', ['Beginner'], /profile 1 is no object/],
  ])('that are %s are refused with the place', (_, value, message) => {
    expect(() => checkProfiles(value, book)).toThrow(message);
  });

  it('for which a chapter is the same make one page', () => {
    const profiles = checkProfiles([{}, { programming_experience: 'Intermediate' }, { role: 'Researcher' }], book);
    expect(pagesOf([chapters[2]!], profiles, book)).toHaveLength(1);
  });
});
