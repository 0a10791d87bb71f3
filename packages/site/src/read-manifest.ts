import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Manifest } from '@attune/contract';
import { SiteError } from './site-error.ts';

export const MANIFEST_PATH = 'attune/book.json';

/** What a build says of its chapters; those of all locales together. Throws SiteError where the site is not built. */
export async function readManifest(outDir: string): Promise<Manifest> {
  const main = await readOne(join(outDir, MANIFEST_PATH));
  if (!main) {
    throw new SiteError(
      `there is no ${MANIFEST_PATH} in ${outDir}`,
      'build the site first, with withAttune in its configuration',
    );
  }
  const folders = await readdir(outDir, { withFileTypes: true });
  const others = await Promise.all(
    folders.filter((entry) => entry.isDirectory()).map((entry) => readOne(join(outDir, entry.name, MANIFEST_PATH))),
  );
  return { ...main, chapters: [main, ...others].flatMap((manifest) => manifest?.chapters ?? []) };
}

async function readOne(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const parsed = Manifest.safeParse(asJson(text));
  if (!parsed.success) throw new SiteError(`${path} is of another version, or cut off`, 'build the site again');
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
