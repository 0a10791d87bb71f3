import { readFile, rm } from 'node:fs/promises';
import type { Log } from '../log.ts';
import { findPort, makeSocketFolder, urlOf, type Address } from './address.ts';
import { openBinaries, program } from './binaries.ts';
import { claimDataFolder, refuseIfHeld } from './claim.ts';
import { openDataFolder, sweep, type DataFolder } from './data-folder.ts';
import { asFolderError, EmbeddedDatabaseError } from './errors.ts';
import { initializeCluster } from './initialize.ts';
import { launchServer, type RunningServer } from './launch.ts';
import { ownerTag, removeOwner, writeOwner } from './owner.ts';
import { provision, ROLE } from './provision.ts';
import { reachableBinaries } from './reachable-binaries.ts';
import { defaultsFor, type Settings } from './settings.ts';
import { stopServer } from './stop-server.ts';
import { Supervisor } from './supervisor.ts';

export interface EmbeddedOptions {
  /** Kept between starts. Made at the first. */
  readonly dataDir: string;
  readonly log?: Log;
  /** `socket`: reached through the file system only (default, but on Windows) · `tcp`: 127.0.0.1 with a password. */
  readonly listen?: 'socket' | 'tcp';
  /** For `tcp`; any free one by default. */
  readonly port?: number;
  /** Folder of another PostgreSQL's programs, for data of its major version. */
  readonly programs?: string;
  /** Server settings in the place of ours. */
  readonly settings?: Settings;
  /** Called once if the server keeps ending and is not started again. */
  readonly onGaveUp?: (error: Error) => void;
}

export interface EmbeddedDatabase {
  /** Of the service's database, as its owner. Stays the same when the server is started again. */
  readonly url: string;
  readonly port: number;
  /** Folder of the socket; undefined for `tcp`. */
  readonly socketDir: string | undefined;
  /** Process number of the server, which changes when it is started again; undefined while it is down. */
  readonly pid: number | undefined;
  /** Stops the server cleanly and waits for its end. May be called twice. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL on a data folder and keeps it running until it is stopped. Rejects with `EmbeddedDatabaseError`. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => {}, listen = process.platform === 'win32' ? 'tcp' : 'socket' } = options;
  const other = options.programs === undefined ? undefined : await openBinaries(options.programs);
  const folder = await openDataFolder(options.dataDir, other?.major);
  try {
    const binaries = await reachableBinaries(folder.account, other?.binaries, other?.major);
    await claimDataFolder(folder, binaries, log);
    await initializeCluster(folder, binaries);
    const password = await readPassword(folder, listen);
    const address = listen === 'tcp' ? await findPort(options.port) : await makeSocketFolder(folder);
    return await run({ ...options, log }, { folder, binaries, address, password, defaults: defaultsFor(other?.major) });
  } catch (error) {
    // Of two that start at once the slower may fail at any step; what matters to it is who has the folder.
    await refuseIfHeld(folder);
    throw asFolderError(folder.path, error);
  }
}

interface Prepared {
  readonly folder: DataFolder;
  readonly binaries: string;
  readonly address: Address;
  readonly password: string | undefined;
  readonly defaults: Settings;
}

async function run(
  { log, settings, onGaveUp }: EmbeddedOptions & { readonly log: Log },
  { folder, binaries, address, password, defaults }: Prepared,
): Promise<EmbeddedDatabase> {
  const wanted = { ...defaults, ...settings, ...(await ownerTag()) };
  const launch = async (): Promise<RunningServer> => {
    try {
      return await launchServer({ folder, binaries, address, settings: wanted, log });
    } catch (error) {
      if (!(error instanceof EmbeddedDatabaseError) || error.code !== 'data_folder_in_use') throw error;
      // Somebody was faster since we looked: another Attune, or a server whose Attune was killed while it started.
      await claimDataFolder(folder, binaries, log);
      return launchServer({ folder, binaries, address, settings: wanted, log });
    }
  };
  let noted: number | undefined;
  const supervisor = new Supervisor({
    log,
    launch,
    stop: (pid, mode) => stopServer(pid, mode, folder.cluster, program(binaries, 'pg_ctl')),
    onStarted: async (pid) => {
      noted = pid;
      await writeOwner(folder, pid, address);
    },
    onGaveUp: (error) => {
      log('error', error.message, { error });
      onGaveUp?.(error);
    },
  });
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    await removeOwner(folder, noted);
    if (address.socketDir !== undefined) await rm(address.socketDir, { recursive: true, force: true });
  };
  try {
    await supervisor.start();
    await provision(urlOf(address, 'postgres', 'postgres', password), password);
    await sweep(folder, address.socketDir);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: urlOf(address, ROLE, ROLE, password),
    port: address.port,
    socketDir: address.socketDir,
    get pid() {
      return supervisor.pid;
    },
    stop,
  };
}

async function readPassword(folder: DataFolder, listen: 'socket' | 'tcp'): Promise<string | undefined> {
  const password = await readFile(folder.password, 'utf8').catch(() => undefined);
  if (password !== undefined || listen === 'socket') return password;
  const remedy = 'Put it back from a copy of the data folder, or start with a new data folder.';
  throw new EmbeddedDatabaseError('password_missing', `The password file ${folder.password} is missing.`, remedy);
}
