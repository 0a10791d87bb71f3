import { type BookSettingsInput, BookSettings, Syntax } from '@attune/contract';
import { type Book, type Chapter, openBook, openChapter } from '@attune/core';

interface TestBook {
  readonly settings?: BookSettingsInput;
  readonly glossary?: string;
  /** By name. */
  readonly primers?: Readonly<Record<string, string>>;
  readonly syntax?: Partial<Syntax>;
}

/** A book of the default facets with what a test adds to it. */
export function testBook({ settings = {}, glossary, primers = {}, syntax = {} }: TestBook = {}): Book {
  const { facets, folds } = BookSettings.parse(settings);
  const files = Object.entries(primers).map(([name, text]) => [name, { path: `primers/${name}.md`, text }]);
  return openBook({
    facets,
    folds,
    syntax: Syntax.parse(syntax),
    ...(glossary === undefined ? {} : { glossary: { path: 'glossary.yaml', text: glossary } }),
    primers: Object.fromEntries(files),
  }).book;
}

export function testChapter(source: string, book: Book = testBook(), path = 'chapter.md'): Chapter {
  return openChapter({ id: `default/current/en/${path.replace(/\.mdx?$/, '')}`, path, source }, book);
}
