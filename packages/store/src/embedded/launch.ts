import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { listenSettings, type Address } from './address.ts';
import { program } from './binaries.ts';
import type { DataFolder } from './data-folder.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { explainFailure, ORPHANED_CHILDREN } from './failure.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { settingArguments, type Settings } from './settings.ts';

/** Recovery after a crash reads the log back, which takes longer the more there is: this is for a disk that hangs. */
const START_PATIENCE = 300_000;
const CHILDREN_PATIENCE = 20_000;

export interface Launch {
  readonly folder: DataFolder;
  readonly binaries: string;
  readonly address: Address;
  readonly settings: Settings;
  readonly log: Log;
}

/** A server that accepts connections. */
export interface RunningServer {
  readonly pid: number;
  /** Fulfilled when it has ended, with how. */
  readonly ended: Promise<string>;
}

/** Starts the server and waits until it accepts connections, recovery included. */
export async function launchServer(launch: Launch): Promise<RunningServer> {
  const end = Date.now() + CHILDREN_PATIENCE;
  for (;;) {
    const attempt = await launchOnce(launch);
    if (!('output' in attempt)) return attempt;
    if (!ORPHANED_CHILDREN.test(attempt.output) || Date.now() > end) {
      throw explainFailure(launch.folder, launch.address, attempt.output, attempt.cause);
    }
    await delay(100);
  }
}

interface Failure {
  readonly output: string;
  readonly cause?: unknown;
}

async function launchOnce({ folder, binaries, address, settings, log }: Launch): Promise<RunningServer | Failure> {
  const values = ['-D', folder.cluster, ...settingArguments({ ...settings, ...listenSettings(address) })];
  const child = spawn(program(binaries, 'postgres'), values, {
    ...folder.account,
    cwd: folder.cluster,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    // A process group of its own: Ctrl-C in a terminal is for us, who still have requests to finish before it stops.
    detached: process.platform !== 'win32',
  });
  const tail = collectOutput(child, log);
  let failure: Failure | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (cause) => {
      failure ??= { output: '', cause };
      resolve(String(cause));
    });
    child.once('exit', (code, signal) => {
      failure ??= { output: '' };
      resolve(signal ?? `exit code ${code}`);
    });
  });

  const end = Date.now() + START_PATIENCE;
  while (!failure) {
    const file = await readPostmasterFile(folder.cluster);
    if (file?.ready && file.pid === child.pid) return { pid: file.pid, ended };
    if (Date.now() > end) throw await giveUp(child, folder);
    await delay(10);
  }
  // Its last words may arrive after its end, and its children may hold the pipe open after that.
  await Promise.race([new Promise((resolve) => child.once('close', resolve)), delay(200)]);
  return { ...failure, output: tail.join('\n') };
}

/** Passes on what the server writes, and keeps the last lines for an error. */
function collectOutput(child: ChildProcess, log: Log): string[] {
  const tail: string[] = [];
  if (!child.stderr) return tail;
  createInterface({ input: child.stderr }).on('line', (line) => {
    tail.push(line);
    if (tail.length > 40) tail.shift();
    log(/ (WARNING|ERROR|FATAL|PANIC): /.test(line) ? 'warn' : 'info', `postgres: ${line}`);
  });
  return tail;
}

async function giveUp(child: ChildProcess, folder: DataFolder): Promise<Error> {
  child.kill('SIGKILL');
  return new EmbeddedDatabaseError(
    'start_timeout',
    `PostgreSQL has not become ready on ${folder.path} within ${START_PATIENCE / 60_000} minutes.`,
    'See whether the disk answers, and start again: recovery goes on where it was.',
  );
}
