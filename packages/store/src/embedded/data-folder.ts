import { chmod, mkdir, readFile, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chooseAccount, findBarrier, notTraversable, type Account } from './account.ts';
import { POSTGRES_MAJOR } from './binaries.ts';
import { asFolderError, EmbeddedDatabaseError, isMissing, notWritable } from './errors.ts';
import { inspectProcess } from './processes.ts';

/** Folder, in the data folder, in which an upgrade makes the new cluster. */
export const UPGRADING = 'upgrading';

export const PASSWORD_FILE = 'attune.password';

/** One data folder and what is in it. */
export interface DataFolder {
  readonly path: string;
  /** The database cluster (`PGDATA`); not there before the first start. */
  readonly cluster: string;
  /** Who runs it: see `owner.ts`. */
  readonly owner: string;
  /** File with the roles' password, for connections by TCP. In the cluster, so that both come to be at once. */
  readonly password: string;
  readonly account: Account | undefined;
}

/** Makes it where it is missing and refuses what cannot be ours or cannot be used, before anything is changed in it. */
export async function openDataFolder(dataDir: string, major = POSTGRES_MAJOR): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  try {
    await mkdir(wanted, { recursive: true, mode: 0o755 });
    const path = await realpath(wanted);
    const cluster = join(path, 'postgres');
    await refuseForeign(path, cluster, major);
    const account = await chooseAccount(path, cluster);
    await letPass(path, account);
    return { path, cluster, owner: join(path, 'owner.json'), password: join(cluster, PASSWORD_FILE), account };
  } catch (error) {
    throw asFolderError(wanted, error);
  }
}

/** Whether the first start has been. */
export async function hasCluster({ cluster }: DataFolder): Promise<boolean> {
  return (await majorVersion(cluster)) !== undefined;
}

export async function majorVersion(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function refuseForeign(path: string, cluster: string, major: string): Promise<void> {
  if ((await majorVersion(path)) !== undefined)
    throw foreign(path, 'is itself a database folder that Attune did not make');
  const found = await stat(cluster).catch(() => undefined);
  if (!found && (await readdir(path)).includes(UPGRADING)) throw unfinishedUpgrade(path);
  if (!found) return;
  const uid = process.getuid?.();
  if (uid !== undefined && uid !== 0 && found.uid !== uid) throw notWritable(cluster);
  const version = await majorVersion(cluster);
  if (version === undefined) throw foreign(cluster, 'is no database folder');
  if (version === major) return;
  throw new EmbeddedDatabaseError(
    'data_folder_other_version',
    `The data in ${cluster} is of PostgreSQL ${version}; this version of Attune runs PostgreSQL ${major}.`,
    `Run attune upgrade with PostgreSQL ${version}'s programs (docs/operating-backup.md), or choose another data folder.`,
  );
}

/** Between two renames of an upgrade there is no cluster at its place: a start must not make a new, empty one. */
function unfinishedUpgrade(path: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'upgrade_unfinished',
    `An upgrade of the database in ${path} was cut off at its end; the old data and the new are both there.`,
    'Run attune upgrade again.',
  );
}

function foreign(path: string, what: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError('data_folder_foreign', `${path} ${what}.`, 'Choose another data folder.');
}

// The folder itself may only be passed through, and only where the server could not otherwise reach its own part of it.
async function letPass(path: string, account: Account | undefined): Promise<void> {
  if (!account) return;
  if ((await findBarrier(path, account)) === path) await chmod(path, (await stat(path)).mode | 0o011);
  const barrier = await findBarrier(path, account);
  if (barrier !== undefined) throw notTraversable(barrier, path, account);
}

/** Where something is made aside, or for one run: it carries our number, so that the next run knows whether it is left over. */
export const asidePath = (folder: DataFolder, kind: 'run' | 'init'): string =>
  join(folder.path, `${kind}-${process.pid}-`);

/** Removes what earlier runs that were killed have left: folders of sockets and half-made clusters. */
export async function sweep(folder: DataFolder, keep: string | undefined): Promise<void> {
  for (const name of await readdir(folder.path)) {
    const [, maker] = /^(?:run|init)-(\d+)-/.exec(name) ?? [];
    const path = join(folder.path, name);
    if (maker === undefined || path === keep) continue;
    // Another that is starting just now and will find us here cleans up after itself.
    if (Number(maker) === process.pid || !(await inspectProcess(Number(maker))))
      await rm(path, { recursive: true, force: true });
  }
}
