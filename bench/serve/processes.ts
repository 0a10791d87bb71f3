import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type autocannon from 'autocannon';

export interface Running {
  readonly url: string;
  /** Resident memory, in megabytes (Linux). */
  memory(): number;
  /** Time on processors so far, in microseconds: of all its threads, in steps of ten milliseconds. */
  cpu(): number;
  stop(): Promise<void>;
}

interface Starting {
  readonly args?: readonly string[];
  /** Of Node itself. */
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Path of the file that takes what is printed. */
  readonly log: string;
}

/** Starts a program of this folder; what it prints goes to a file, as a service's log does. */
export async function start(program: string, { args = [], flags = [], env = {}, log }: Starting): Promise<Running> {
  const child: ChildProcess = fork(fileURLToPath(new URL(program, import.meta.url)), args, {
    execArgv: [...flags],
    env: { ...process.env, ...env },
    stdio: ['ignore', openSync(log, 'a'), 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [url] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error(`${program} ended: see ${log}`))),
  ])) as [string];
  return {
    url,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    cpu() {
      const times = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(times[11]) + Number(times[12])) * 10_000;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const program = createRequire(import.meta.url).resolve('autocannon');

/** Asks one address again and again, from a process of its own. */
export async function load(url: string, { connections, seconds, headers = {} }: Load): Promise<autocannon.Result> {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const args = [program, '--json', '-c', String(connections), '-d', String(seconds), ...named, url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as autocannon.Result;
}
