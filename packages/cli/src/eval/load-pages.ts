import type { Profile } from '@attune/contract';
import { openPage, personalize, recall, type VariantStore } from '@attune/core';
import { project } from '@attune/contract';
import type { Parts } from '@attune/server/main';
import { readFile } from 'node:fs/promises';
import { checkProfiles, chooseChapters } from '../warm/pages.ts';
import type { EvaluatedPage } from './types.ts';

export interface PagesOptions {
  /** Ids, or the ends of them; all where absent. */
  readonly chapters?: readonly string[];
  /** Path of a JSON file with a list of profiles; the usual answers where absent. */
  readonly profiles?: string;
}

/** Pages as they would be served now, without asking any model; readers for whom a chapter is the same have one. */
export async function loadPages({ site, store }: Parts, options: PagesOptions): Promise<EvaluatedPage[]> {
  const { book } = site;
  const given: unknown = options.profiles === undefined ? [{}] : JSON.parse(await readFile(options.profiles, 'utf8'));
  const profiles = checkProfiles(given, book);
  const pages: EvaluatedPage[] = [];
  const seen = new Set<string>();
  for (const chapter of chooseChapters(site.chapters, options.chapters)) {
    for (const profile of profiles) {
      const projection = project(book.facets, profile, chapter.facets);
      const name = JSON.stringify([chapter.id, projection]);
      if (seen.has(name)) continue;
      seen.add(name);
      const page = openPage(chapter, projection, book);
      const known = [...(await recall(page, store.adaptations)).blocks.values()];
      const { variant } = await personalize(
        { chapter, profile, book },
        { store: NOTHING_KEPT, adaptations: store.adaptations },
      );
      pages.push({
        chapter,
        book,
        reader: readerOf(profile),
        projection,
        profile,
        ...(page.language === undefined ? {} : { language: page.language }),
        variant,
        adaptations: known.flatMap(({ adaptation }) => adaptation ?? []),
        planned: known.flatMap(({ block, entry }) => (entry === undefined ? [] : [{ block: block.id, entry }])),
      });
    }
  }
  return pages;
}

/** An evaluation looks and leaves nothing behind. */
const NOTHING_KEPT: VariantStore = {
  findVariant: async () => undefined,
  putVariant: async (_, variant) => variant,
};

const readerOf = (profile: Profile): string => Object.values(profile).flat().join(', ') || 'the usual answers';
