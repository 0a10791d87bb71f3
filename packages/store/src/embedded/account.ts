import { chown, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError } from './errors.ts';

/** The system account that the server runs under, where that is not our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody": listed on every system, and owns nothing. */
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root. As root we run it as whoever owns the cluster; for a new one as whoever owns the data
 * folder, if the system lists them (initdb insists on that, and a folder from outside a container may be of somebody
 * unlisted), or else as nobody.
 */
export async function chooseAccount(folder: string, cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const made = await stat(cluster).catch(() => undefined);
  if (made) return { uid: made.uid, gid: made.gid };
  const { uid, gid } = await stat(folder);
  return uid !== 0 && (await isListed(uid)) ? { uid, gid } : NOBODY;
}

async function isListed(uid: number): Promise<boolean> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return accounts.split('\n').some((line) => line.split(':')[2] === String(uid));
}

/** Makes a folder that only the server's account may enter. */
export async function makePrivateFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await give(folder, account);
}

export async function give(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

/** The nearest folder on the way to `path` that the account may not pass through; undefined if it gets there. */
export async function findBarrier(path: string, account: Account | undefined): Promise<string | undefined> {
  if (!account) return undefined;
  const { uid, gid, mode } = await stat(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const parent = dirname(path);
  const above = parent === path ? undefined : await findBarrier(parent, account);
  return above ?? ((mode & bit) === 0 ? path : undefined);
}

export function notTraversable(barrier: string, path: string, account: Account): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'folder_not_traversable',
    `PostgreSQL does not run as root, and the account it runs under (uid ${account.uid}) cannot pass through ${barrier} to ${path}.`,
    `Run as another account than root, choose a folder elsewhere (such as /var/lib/attune), or allow it: chmod o+x ${barrier}`,
  );
}
