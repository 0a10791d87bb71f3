import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

export interface CorpusFile {
  readonly path: string;
  readonly source: string;
}

/** Whether the corpus of real chapters lies beside the project. `ATTUNE_CORPUS=required` makes its absence a failure. */
export function hasCorpus(): boolean {
  const present = existsSync(join(folder, 'MANIFEST.json'));
  if (!present && process.env['ATTUNE_CORPUS'] === 'required')
    throw new Error(`ATTUNE_CORPUS=required, but there is no ${folder}`);
  return present;
}

export const corpusFolder = folder;

/** Every chapter of the corpus, read in place. */
export function corpusFiles(): CorpusFile[] {
  if (!hasCorpus()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.mdx?$/.test(path))
    .sort()
    .map((path) => ({ path, source: readFileSync(join(folder, path), 'utf8') }));
}
