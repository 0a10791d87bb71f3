import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { hashText } from '@attune/contract';

/**
 * Where the embedded database and the secret are: the folder that is configured, else `.attune` in the site's. PostgreSQL does not run as
 * root and, started by root, could not pass through a folder that is root's alone: then a folder of this site's under /var/lib/attune.
 */
export async function dataFolder(siteDir: string, configured: string | undefined): Promise<string> {
  if (configured !== undefined) return resolve(siteDir, configured);
  const own = resolve(siteDir, '.attune');
  const isRoot = process.getuid?.() === 0;
  return isRoot && (await hasClosedParent(own)) ? join('/var/lib/attune', hashText(own).slice(0, 12)) : own;
}

async function hasClosedParent(path: string): Promise<boolean> {
  const parent = dirname(path);
  if (parent === path) return false;
  const isClosed = await stat(parent).then(
    ({ mode }) => (mode & 0o001) === 0,
    () => false,
  );
  return isClosed || hasClosedParent(parent);
}
