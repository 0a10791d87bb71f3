import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inspectProcess } from './processes.ts';

/** What PostgreSQL's own lock file says: `postmaster.pid` in the cluster. */
export interface PostmasterFile {
  readonly pid: number;
  readonly ready: boolean;
}

const pathOf = (cluster: string): string => join(cluster, 'postmaster.pid');
const read = (cluster: string): Promise<string> => readFile(pathOf(cluster), 'utf8').catch(() => '');

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const lines = (await read(cluster)).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return Number.isNaN(pid) ? undefined : { pid, ready: lines[7]?.trim() === 'ready' };
}

/** A server that runs now. */
export interface Postmaster {
  readonly pid: number;
  readonly command: string;
}

/** The server that runs on this cluster; undefined if the file is missing or stale. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = await readPostmasterFile(cluster);
  const holder = file && (await inspectProcess(file.pid));
  if (!holder) return undefined;
  const [executable = ''] = holder.command.replaceAll('"', '').split(/ -D | --/);
  // A postmaster works in its cluster's folder. Where the system does not tell, its name must do.
  const isOurs =
    holder.folder === undefined ? /^postgres(\.exe)?$/.test(basename(executable.trim())) : holder.folder === cluster;
  return isOurs ? { pid: file.pid, command: holder.command } : undefined;
}

/**
 * Makes a stale lock file harmless. PostgreSQL sees by itself that a process is gone, but takes any program of the same
 * account that has got the number since (or a dead process that nobody collected) for the server, and refuses. The file is
 * not deleted, because from its other lines PostgreSQL finds out whether children of the dead server are still writing:
 * only the number is replaced by ours, which it passes over as its parent's. Windows knows no such parent.
 */
export async function disarmStaleFile(cluster: string): Promise<void> {
  const text = await read(cluster);
  if (!isTaken(Number.parseInt(text, 10))) return;
  if (process.platform === 'win32') return rm(pathOf(cluster), { force: true });
  await writeFile(pathOf(cluster), text.replace(/^.*$/m, String(process.pid)));
}

// As PostgreSQL asks.
function isTaken(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
