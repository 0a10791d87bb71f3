import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BookSettings } from '@attune/contract';
import { SiteError } from './site-error.ts';

const NAMES = ['attune.config.ts', 'attune.config.mts', 'attune.config.js', 'attune.config.mjs', 'attune.config.json'];
/** A site whose book has all settings at their defaults needs no file of ours. */
const DOCUSAURUS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `docusaurus.config.${extension}`);

/** A book's settings, and the file they stand in (absent: all defaults). */
export interface LoadedSettings {
  readonly settings: BookSettings;
  readonly path?: string;
}

/** Reads `attune.config.*` of a site's folder. Throws SiteError where it cannot be loaded or does not fit its schema. */
export async function loadSettings(siteDir: string): Promise<LoadedSettings> {
  const path = settingsPathOf(siteDir);
  if (path === undefined) return { settings: BookSettings.parse({}) };
  const parsed = BookSettings.safeParse(await importSettings(path));
  if (parsed.success) return { settings: parsed.data, path };
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(whole)'}: ${issue.message}`);
  throw new SiteError(`${path} does not fit:\n${problems.join('\n')}`, 'docs/configuration.md describes every setting');
}

/** Path of a site's `attune.config.*`, where it has one. */
export const settingsPathOf = (siteDir: string): string | undefined =>
  NAMES.map((name) => join(siteDir, name)).find((candidate) => existsSync(candidate));

async function importSettings(path: string): Promise<unknown> {
  try {
    if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'));
    // The query gives an edited file another address: Node keeps a module that it has loaded once.
    const { mtimeMs } = await stat(path);
    const loaded = (await import(`${pathToFileURL(path).href}?edited=${Math.round(mtimeMs)}`)) as { default?: unknown };
    return loaded.default;
  } catch (cause) {
    const isUnread = path.endsWith('ts') && !process.features.typescript;
    const remedy = isUnread
      ? 'Node 22.18 or newer reads TypeScript; older ones need attune.config.mjs'
      : 'mend the file';
    throw new SiteError(`${path} cannot be loaded: ${(cause as Error).message}`, remedy, { cause });
  }
}

/** The nearest folder at or above `folder` that has an `attune.config.*` or is a Docusaurus site; else `folder` itself. */
export function siteFolderOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (settingsPathOf(at) !== undefined || DOCUSAURUS.some((name) => existsSync(join(at, name)))) return at;
    if (dirname(at) === at) return folder;
  }
}
