import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BookSettings, Syntax } from '@attune/contract';
import { type Book, type Chapter, openChapter } from '@attune/core';
import { bundlesIn, loadSettings, MANIFEST_PATH, openSite, readBook, readBundle } from '@attune/site';
import { type Measured, measureBundle } from './measure-bundle.ts';
import { SimulateError } from './simulate-error.ts';

/** The book that comes with Attune: what models answer is measured on its adaptations where a site has none of its own. */
export const DEMO = fileURLToPath(new URL('../../../../examples/physical-ai', import.meta.url));

export interface SimulatedSite {
  readonly book: Book;
  readonly settings: BookSettings;
  /** By id, in their order. */
  readonly chapters: ReadonlyMap<string, Chapter>;
}

/** A site's chapters: as its build lists them, or of its folder `docs` where it has not been built. */
export async function openSimulatedSite(siteDir: string): Promise<SimulatedSite> {
  await readdir(siteDir);
  const { settings } = await loadSettings(siteDir);
  if (existsSync(join(siteDir, 'build', MANIFEST_PATH))) {
    const built = await openSite(siteDir);
    await built.close();
    return { settings, book: built.book, chapters: readable([...built.chapters.values()]) };
  }
  const { book } = await readBook(siteDir, settings, Syntax.parse({}));
  const docs = join(siteDir, 'docs');
  const paths = await readdir(docs, { recursive: true }).catch(() => {
    throw new SimulateError(`${siteDir} is not built and has no folder docs`, 'build the site, or name its folder');
  });
  const chapters = await Promise.all(
    paths
      .filter((path) => /(?:^|[\\/])[^_\\/][^\\/]*\.mdx?$/.test(path))
      .map(async (path) => {
        const file = join(docs, path);
        const id = `default/current/en/${path.replaceAll('\\', '/').replace(/\.mdx?$/, '')}`;
        return openChapter({ id, path: relative(siteDir, file), source: await readFile(file, 'utf8') }, book);
      }),
  );
  return { settings, book, chapters: readable(chapters) };
}

const readable = (chapters: readonly Chapter[]): Map<string, Chapter> =>
  new Map(
    chapters
      .filter((chapter) => chapter.readable)
      .map((chapter): [string, Chapter] => [chapter.id, chapter])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The longest chapters, in the book's order. */
export function longest(chapters: ReadonlyMap<string, Chapter>, count: number): Chapter[] {
  const all = [...chapters.values()];
  const chosen = new Set(all.toSorted((a, b) => b.source.length - a.source.length).slice(0, count));
  return all.filter((chapter) => chosen.has(chapter));
}

/** How models answered: for the site itself where adaptations were prepared for it, else for the demo book. */
export async function measureSite(siteDir: string, site: SimulatedSite): Promise<{ measured: Measured; of: string }> {
  const paths = await bundlesIn(join(siteDir, site.settings.adaptations));
  if (paths.length === 0 && siteDir !== DEMO) {
    return { measured: (await measureSite(DEMO, await openSimulatedSite(DEMO))).measured, of: 'the demo book' };
  }
  if (paths.length === 0) throw new SimulateError('the demo book has no prepared adaptations', 'check it out anew');
  const bundles = await Promise.all(paths.map(readBundle));
  const { plans, adaptations, reviews } = {
    plans: bundles.flatMap((bundle) => bundle.plans),
    adaptations: bundles.flatMap((bundle) => bundle.adaptations),
    reviews: bundles.flatMap((bundle) => bundle.reviews),
  };
  return { measured: measureBundle({ plans, adaptations, reviews }, site), of: 'this book' };
}
