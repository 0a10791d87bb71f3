import { cp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findBarrier } from './account.ts';
import { findBinaries, POSTGRES_MAJOR } from './binaries.ts';
import { asidePath, type DataFolder } from './data-folder.ts';
import { isMissing } from './errors.ts';

/**
 * The programs, where the server's account can reach them. A project below /root is closed to every other account: then
 * they are copied into the data folder once (60 MB).
 */
export async function reachableBinaries(folder: DataFolder, found?: string): Promise<string> {
  const installed = found ?? (await findBinaries());
  if ((await findBarrier(installed, folder.account)) === undefined) return installed;
  const copy = join(folder.path, `binaries-${POSTGRES_MAJOR}-${await stamp(installed)}`);
  if (await exists(copy)) return copy;
  const half = `${asidePath(folder, 'init')}binaries`;
  await cp(installed, half, { recursive: true, verbatimSymlinks: true });
  // Another process may have been first; its copy is as good.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  return copy;
}

// So that another version of the package is copied anew.
async function stamp(installed: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(installed, 'bin', 'postgres'));
  return `${size}-${Math.round(mtimeMs)}`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
