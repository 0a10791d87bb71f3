import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { canonicalJson } from '@attune/contract';
import { pointerPath, variantPath } from '@attune/contract/client';
import type { Pointer } from '@attune/contract/routes';
import { type Chapter, personalize, type VariantStore } from '@attune/core';
import type { Parts } from '@attune/server/main';
import { copySite } from './copy-site.ts';
import { allPages, countAll, type ExportedPage, pagesFor } from './projections.ts';

export interface ExportOptions {
  /** Path of a JSON file of answers; all answers that matter where absent. */
  readonly profiles?: string;
  /** Most pages that may be written. */
  readonly limit: number;
  /** Also the pages of the built site, so that the folder is a whole site; without, what a CDN in front of a service would hold. */
  readonly site: boolean;
}

export interface Exported {
  readonly chapters: number;
  readonly pages: number;
  /** Bytes of variants. */
  readonly bytes: number;
  /** Pages that were left out because what they would show was withdrawn. */
  readonly withdrawn: number;
}

/** What stands in the way of an export; the message says what, the remedy how to mend it. */
class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Writes files that any server of files answers readers with, at the addresses at which a service does. Throws ExportError. */
export async function exportSite(parts: Parts, folder: string, options: ExportOptions): Promise<Exported> {
  const { site } = parts;
  await refuseUnfit(folder, site.outDir);
  const chapters = builtChapters(parts);
  const pages = await pagesOf(chapters, parts, options);
  let [bytes, withdrawn] = [0, 0];
  for (const page of pages) {
    const written = await writePage(page, parts, folder);
    bytes += written;
    withdrawn += Number(written === 0);
  }
  if (options.site) await copySite(site.outDir, folder, site.manifest.baseUrl);
  return { chapters: chapters.length, pages: pages.length - withdrawn, bytes, withdrawn };
}

async function refuseUnfit(folder: string, outDir: string): Promise<void> {
  const inside = relative(resolve(outDir), resolve(folder));
  if (!inside.startsWith('..')) throw new ExportError(`${folder} is in the built site`, 'name a folder beside it');
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (there.length > 0) throw new ExportError(`${folder} is not empty`, 'name a new folder, or empty that one');
}

/** The readable chapters. Each has to be what its page was built from: edits of one revision do not belong on another. */
function builtChapters({ site }: Parts): Chapter[] {
  return site.manifest.chapters.flatMap(({ id, source, revision }) => {
    const chapter = site.chapters.get(id);
    if (!chapter?.readable) return [];
    if (chapter.revision !== revision)
      throw new ExportError(`${source} has changed since the site was built`, 'build the site again');
    return [chapter];
  });
}

async function pagesOf(
  chapters: readonly Chapter[],
  { site: { book } }: Parts,
  { profiles, limit }: ExportOptions,
): Promise<ExportedPage[]> {
  const pages = profiles === undefined ? undefined : pagesFor(chapters, await readProfiles(profiles), book);
  const count = pages ? pages.length : countAll(chapters, book);
  if (count > limit) {
    const remedy = `${pages ? 'name fewer readers' : 'name the readers with --profiles <file>'}, or allow as many with --limit ${count}`;
    throw new ExportError(`${count} pages for ${pages ? 'these readers' : 'all answers'}, more than ${limit}`, remedy);
  }
  return pages ?? allPages(chapters, book);
}

async function readProfiles(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ExportError(
      `${path} is not JSON: ${error.message}`,
      'write a list of answers, such as attune warm takes',
    );
  }
}

const keepNothing: VariantStore = { findVariant: async () => undefined, putVariant: async (_key, variant) => variant };

/** Bytes of the variant; 0 where it was withdrawn, and nothing is written. */
async function writePage({ chapter, projection }: ExportedPage, parts: Parts, folder: string): Promise<number> {
  const { site, store } = parts;
  const ports = { store: keepNothing, adaptations: store.adaptations };
  const made = await personalize({ chapter, profile: projection, book: site.book }, ports);
  const { variant, ...content } = made.variant;
  if ((await store.variants.findServed(variant)) === 'withdrawn') return 0;
  const text = canonicalJson(content);
  await write(join(folder, variantPath(variant)), text);
  // File names are letters as they are; servers decode an address before they look.
  const pointer: Pointer = { variant, current: true, complete: true };
  await write(join(folder, ...pointerPath(content).split('/').map(decodeURIComponent)), JSON.stringify(pointer));
  return Buffer.byteLength(text);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
