import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { type Book, openPage } from '../index.ts';

const plain: Book = { ...testBook(), rewriting: true };
const chapter = testChapter('The robot moves its arm.', plain);
const languageFor = (written: Book['written'], preferred: string, id = chapter.id): string | undefined =>
  openPage({ ...chapter, id }, { preferred_language: preferred }, written ? { ...plain, written } : plain).language;
const told = (language: string, translations: string[], id = chapter.id): Book['written'] =>
  new Map([[id, { language, translations }]]);

it('a chapter is put into a reader’s language where that is not its own', () => {
  expect(languageFor(undefined, 'Urdu')).toBe('ur');
  expect(languageFor(undefined, 'English')).toBeUndefined();
  expect(languageFor(undefined, 'English', 'default/current/ur/intro')).toBe('en');
});

it('a language in which its author has written it, on this page or another, is not asked of a model', () => {
  expect(languageFor(told('en', ['ur']), 'Urdu')).toBeUndefined();
  expect(languageFor(told('en', ['ur-PK']), 'Urdu')).toBeUndefined();
  expect(languageFor(told('en', ['tr']), 'Urdu')).toBe('ur');
});

it('an untranslated page of a locale is in the language of the others', () => {
  const id = 'default/current/ur/intro';
  expect(languageFor(told('en', [], id), 'Urdu', id)).toBe('ur');
  expect(languageFor(told('en', [], id), 'English', id)).toBeUndefined();
});
