import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BookSettings } from '@attune/contract';
import { SiteError } from './site-error.ts';

const NAMES = ['attune.config.ts', 'attune.config.mts', 'attune.config.js', 'attune.config.mjs', 'attune.config.json'];

/** A book's settings, and the file they stand in (absent: all defaults). */
export interface LoadedSettings {
  readonly settings: BookSettings;
  readonly path?: string;
}

/** Reads `attune.config.*` of a site's folder. Throws SiteError where it cannot be loaded or does not fit its schema. */
export async function loadSettings(siteDir: string): Promise<LoadedSettings> {
  const path = NAMES.map((name) => join(siteDir, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) return { settings: BookSettings.parse({}) };
  const parsed = BookSettings.safeParse(await importSettings(path));
  if (parsed.success) return { settings: parsed.data, path };
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(whole)'}: ${issue.message}`);
  throw new SiteError(`${path} does not fit:\n${problems.join('\n')}`, 'docs/configuration.md describes every setting');
}

async function importSettings(path: string): Promise<unknown> {
  try {
    if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'));
    const loaded = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return loaded.default;
  } catch (cause) {
    const remedy = path.endsWith('ts') ? 'Node 22.18 or newer reads TypeScript; older ones need attune.config.mjs' : 'mend the file';
    throw new SiteError(`${path} cannot be loaded: ${(cause as Error).message}`, remedy, { cause });
  }
}

/** The folder at or above `folder` that has an `attune.config.*`; else `folder` itself. */
export function siteFolderOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (NAMES.some((name) => existsSync(join(at, name)))) return at;
    if (dirname(at) === at) return folder;
  }
}
