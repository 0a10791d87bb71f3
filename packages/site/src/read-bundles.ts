import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bundle } from '@attune/contract';
import { SiteError } from './site-error.ts';

/** Paths of the prepared adaptations that come with a book: every `.json` of a folder, by name; an absent folder has none. */
export async function bundlesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/** Throws SiteError where a file is no bundle. */
export async function readBundle(path: string): Promise<Bundle> {
  const parsed = Bundle.safeParse(asJson(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new SiteError(
    `${path} is no bundle of adaptations${place === '' ? '' : `: ${place}: ${issue?.message}`}`,
    'write it again with attune bundle, or take it away',
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
