import type { Manifest } from '@attune/contract';
import { openChapter, type Book, type Chapter } from '@attune/core';
import type { Library } from './ports.ts';

/** What the library needs of an opened site; it changes as the author writes. */
export interface OpenedSite {
  readonly manifest: Manifest;
  readonly book: Book;
  readonly chapters: ReadonlyMap<string, Chapter>;
}

/** The author's site as the service sees it. What the build listed is a chapter; how it reads is as its source is now. */
export function siteLibrary(site: OpenedSite): Library {
  return {
    book: () => site.book,
    chapters: () =>
      site.manifest.chapters.flatMap(({ id, title, permalink }) => {
        const chapter = site.chapters.get(id);
        if (!chapter) return [];
        const { revision, facets, readable } = chapter;
        return [{ id, title, permalink, revision, facets: [...facets], readable }];
      }),
    current: (id) => site.chapters.get(id),
    reopen: (source) => openChapter(source, site.book),
  };
}
