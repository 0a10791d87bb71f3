import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Address } from './address.ts';
import type { DataFolder } from './data-folder.ts';
import { inspectProcess } from './processes.ts';

/** A process of Attune. */
export interface Attune {
  readonly pid: number;
  readonly started: string;
}

/**
 * Who runs a data folder, written beside the cluster. It is a note, not a lock: the lock is PostgreSQL's own
 * (`postmaster.pid`). It speaks for an Attune whose server is down for a moment.
 */
export interface Owner extends Attune {
  /** Process number of the server it started. */
  readonly postmaster: number;
  readonly port: number;
  /** Folder of its socket; absent where it listens on 127.0.0.1. */
  readonly socketDir?: string;
}

export async function readOwner(folder: Pick<DataFolder, 'owner'>): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(folder.owner, 'utf8')) as Owner;
  } catch {
    // Missing, or cut off by a crash: either way it says nothing.
    return undefined;
  }
}

/** Whether that process still runs: the same one, not another with its number. */
export async function isAlive(attune: Attune): Promise<boolean> {
  return (await inspectProcess(attune.pid))?.started === attune.started;
}

async function ourselves(): Promise<Attune> {
  return { pid: process.pid, started: (await inspectProcess(process.pid))?.started ?? '' };
}

/**
 * A server carries the name of its Attune in its arguments, as a setting that PostgreSQL ignores: so that it can be told
 * whose it is from its first moment on, whatever could or could not be written to a file before a kill.
 */
const TAG = 'attune.process';

export async function ownerTag(): Promise<Record<string, string>> {
  const { pid, started } = await ourselves();
  return { [TAG]: `${pid}:${encodeURIComponent(started)}` };
}

/** The Attune that started a server, from the server's command; undefined if none did. */
export function readTag(command: string): Attune | undefined {
  const [, pid, started] = /attune\.process=(\d+):(\S*)/.exec(command) ?? [];
  return pid === undefined || started === undefined
    ? undefined
    : { pid: Number(pid), started: decodeURIComponent(started) };
}

export async function writeOwner(folder: DataFolder, postmaster: number, address: Address): Promise<void> {
  const owner: Owner = { ...(await ourselves()), postmaster, ...address };
  const next = `${folder.owner}.${process.pid}`;
  await writeFile(next, JSON.stringify(owner), { mode: 0o600 });
  await rename(next, folder.owner);
}

/** Removes the note if it is of this server. */
export async function removeOwner(folder: DataFolder, postmaster: number | undefined): Promise<void> {
  const owner = await readOwner(folder);
  if (owner?.pid === process.pid && owner.postmaster === postmaster) await rm(folder.owner, { force: true });
}
