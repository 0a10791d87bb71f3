import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildDemoIfStale } from '../scripts/demo.ts';
import { median, round } from './statistics.ts';

const ROUNDS = 5;
const root = fileURLToPath(new URL('..', import.meta.url));

/** A second `npm start`, site built and database there: seconds to ready, and resident memory of everything it runs, at rest. */
export async function measureStart(): Promise<Record<string, number | string>> {
  buildDemoIfStale();
  await startOnce();
  const runs: Run[] = [];
  for (let run = 0; run < ROUNDS; run++) runs.push(await startOnce());
  return {
    runs: ROUNDS,
    secondsToReady: round(median(runs.map((run) => run.seconds))),
    slowestSeconds: round(Math.max(...runs.map((run) => run.seconds))),
    // Proportional set size: shared pages of Postgres' processes are counted once.
    megabytesAtRest: round(median(runs.map((run) => run.megabytes)), 0),
    megabytesOfThatNpm: round(median(runs.map((run) => run.npm)), 0),
  };
}

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
  /** Of them npm's own, which only waits. */
  readonly npm: number;
}

async function startOnce(): Promise<Run> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await ready(child);
  const seconds = (performance.now() - began) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const { all: megabytes, own: npm } = memoryOf(child.pid as number);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-(child.pid as number), 'SIGTERM');
  await ended;
  return { seconds, megabytes, npm };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Attune is ready at')) resolve();
    });
    child.once('exit', () => reject(new Error(`npm start ended: ${output}`)));
  });
}

/** Megabytes of a process and all its descendants, and of itself alone (Linux). */
function memoryOf(pid: number): { all: number; own: number } {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const status = readFileSync(`/proc/${name}/status`, 'utf8');
          return [[Number(name), Number(status.match(/^PPid:\s+(\d+)/m)?.[1])] as const];
        } catch {
          return [];
        }
      }),
  );
  const isOurs = (one: number | undefined): boolean =>
    one === pid || (one !== undefined && one > 1 && isOurs(parents.get(one)));
  const megabytesOf = (one: number): number => {
    const rollup = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
    return Number(rollup.match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) / 1024;
  };
  const all = [...parents.keys()].filter(isOurs).reduce((sum, one) => sum + megabytesOf(one), 0);
  return { all, own: megabytesOf(pid) };
}
