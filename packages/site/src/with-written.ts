import { hashValue, type Manifest } from '@attune/contract';
import type { Book, Written } from '@attune/core';

type Entry = Pick<Manifest['chapters'][number], 'id' | 'language'> & {
  readonly translations?: readonly string[] | undefined;
};

/** A book that knows which chapters stand in several languages. Its pages depend on that, so it is part of the fingerprint. */
export function withWritten(book: Book, chapters: readonly Entry[]): Book {
  const told = chapters.flatMap(({ id, language, translations = [] }): [string, Written][] => {
    if (language === undefined && translations.length === 0) return [];
    return [[id, { language: language ?? id.split('/')[2] ?? 'en', translations }]];
  });
  if (told.length === 0) return book;
  return { ...book, written: new Map(told), fingerprint: hashValue({ book: book.fingerprint, told }) };
}
