import { chmod, cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, findBarrier } from './account.ts';
import { findBinaries, POSTGRES_MAJOR } from './binaries.ts';
import { isMissing } from './errors.ts';

/** Where root keeps what every account of the machine may run. A plain path: initdb calls `postgres` through a shell. */
const SHARED = '/var/lib/attune';

/**
 * The programs, where the server's account can reach them. A project that only root can enter (below /root, in a private folder) is closed
 * to every other account: then they are copied, once for a machine and version (60 MB).
 */
export async function reachableBinaries(
  account: Account | undefined,
  found?: string,
  major = POSTGRES_MAJOR,
): Promise<string> {
  const installed = found ?? (await findBinaries());
  if ((await findBarrier(installed, account)) === undefined) return installed;
  const copy = join(SHARED, `postgres-${major}-${await stamp(installed)}`);
  if (await exists(copy)) return copy;
  await mkdir(SHARED, { recursive: true, mode: 0o755 });
  const half = await mkdtemp(join(SHARED, 'copying-'));
  await cp(installed, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  // Another process may have been first; its copy is as good.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  return copy;
}

// So that another version of the package is copied anew.
async function stamp(installed: string): Promise<string> {
  const { size } = await stat(join(installed, 'bin', 'postgres'));
  return `${process.arch}-${size}`;
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
