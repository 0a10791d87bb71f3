import { portTaken, type Address } from './address.ts';
import type { DataFolder } from './data-folder.ts';
import { diskFull, EmbeddedDatabaseError, inUse, notWritable } from './errors.ts';

/** What PostgreSQL says when children of a server that was killed have not noticed yet. They do, within moments. */
export const ORPHANED_CHILDREN = /pre-existing shared memory block/;

const UNUSABLE =
  /error while loading shared libraries|cannot execute|Exec format error|GLIBC|spawn .*(ENOENT|EACCES|ENOEXEC)/;

/** The error for a server or its setup program that ended instead of working, from what it wrote. */
export function explainFailure(
  folder: DataFolder,
  address: Address | undefined,
  output: string,
  cause?: unknown,
): EmbeddedDatabaseError {
  const said = `${output}\n${cause instanceof Error ? cause.message : ''}`;
  const holder = /lock file ".*" already exists[^]*?PID (\d+)/.exec(said)?.[1];
  if (holder !== undefined)
    return inUse(
      folder.path,
      `another PostgreSQL server (process ${holder})`,
      `Stop its Attune, or choose another data folder.`,
    );
  if (/No space left on device|Disk quota exceeded/.test(said)) return diskFull(folder.path, cause);
  if (/could not bind|Address already in use/.test(said) && address) return portTaken(address.port, cause);
  const uid = /could not look up effective user ID (\d+)/.exec(said)?.[1];
  if (uid !== undefined) return unlisted(uid);
  if (UNUSABLE.test(said)) return unusable(said, cause);
  if (/Permission denied|wrong ownership|Read-only file system/.test(said)) return notWritable(folder.path, cause);
  const words =
    output.trim().split('\n').slice(-8).join('\n') || (cause instanceof Error ? cause.message : 'It said nothing.');
  const remedy = 'If this does not tell what to do, keep a copy of the data folder and report it.';
  return new EmbeddedDatabaseError('start_failed', `PostgreSQL did not start on ${folder.path}:\n${words}\n`, remedy, {
    cause,
  });
}

function unlisted(uid: string): EmbeddedDatabaseError {
  const problem = `PostgreSQL does not run under an account that the system does not list, and there is none with the number ${uid}.`;
  return new EmbeddedDatabaseError('account_unlisted', problem, 'Add it to /etc/passwd, or run under another account.');
}

function unusable(said: string, cause: unknown): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'binaries_unusable',
    `The PostgreSQL that npm installed does not run on this machine: ${said.trim().split('\n')[0]}.`,
    'It needs glibc (not Alpine’s musl) and a file system that allows programs; otherwise give the URL of a PostgreSQL of your own (DATABASE_URL).',
    { cause },
  );
}
