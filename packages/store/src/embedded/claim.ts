import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Log } from '../log.ts';
import { program } from './binaries.ts';
import type { DataFolder } from './data-folder.ts';
import { inUse } from './errors.ts';
import { isAlive, readOwner, readTag, type Attune } from './owner.ts';
import { disarmStaleFile, findPostmaster, type Postmaster } from './postmaster-file.ts';
import { waitForEnd } from './processes.ts';
import { stopServer } from './stop-server.ts';

/** How long an orphan may take to write out what it holds, in milliseconds. */
const ORPHAN_PATIENCE = 60_000;

/**
 * Makes sure that the data folder is free. Refuses while another Attune or a server that we know nothing of has it. A
 * server whose Attune was killed is stopped cleanly: it is not taken over running, because a process that is not our child
 * cannot be watched.
 */
export async function claimDataFolder(folder: DataFolder, binaries: string, log: Log): Promise<void> {
  const owner = await readOwner(folder);
  await refuseIfHeld(folder);
  const postmaster = await findPostmaster(folder.cluster);
  if (postmaster) await stopOrphan(folder, postmaster, binaries, log);
  else await disarmStaleFile(folder.cluster);
  if (owner?.socketDir && basename(owner.socketDir).startsWith('attune-'))
    await rm(owner.socketDir, { recursive: true, force: true });
}

/** Refuses if a living Attune has the data folder, by its note or by its server. */
export async function refuseIfHeld(folder: DataFolder): Promise<void> {
  const owner = await readOwner(folder);
  if (owner) await refuseIfAlive(folder, owner);
  const attune = readTag((await findPostmaster(folder.cluster))?.command ?? '');
  if (attune) await refuseIfAlive(folder, attune);
}

async function refuseIfAlive(folder: DataFolder, attune: Attune): Promise<void> {
  if (!(await isAlive(attune))) return;
  throw inUse(
    folder.path,
    `another Attune (process ${attune.pid})`,
    `Stop that one (kill ${attune.pid}), or choose another data folder.`,
  );
}

async function stopOrphan(folder: DataFolder, { pid, command }: Postmaster, binaries: string, log: Log): Promise<void> {
  const attune = readTag(command);
  if (!attune) throw heldBy(folder, pid);
  log('warn', 'stopping a database server whose Attune was killed', { postmaster: pid, attune: attune.pid });
  stopServer(pid, 'fast', folder.cluster, program(binaries, 'pg_ctl'));
  if (!(await waitForEnd(pid, ORPHAN_PATIENCE))) throw heldBy(folder, pid);
}

function heldBy(folder: DataFolder, postmaster: number): Error {
  return inUse(
    folder.path,
    `a PostgreSQL server (process ${postmaster})`,
    `Stop it (kill -INT ${postmaster}), or choose another data folder.`,
  );
}
