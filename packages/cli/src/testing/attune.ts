import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../../../..', import.meta.url));
const binary = fileURLToPath(new URL('../../bin/attune.js', import.meta.url));

export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What it reads of stdin. */
  readonly input?: string;
}

/** Starts `attune` as a user does, with nothing of the environment that changes what it does. */
export function startAttune(
  args: readonly string[],
  { cwd = root, environment = {}, input }: Surroundings = {},
): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ATTUNE_LOG: 'error', ...environment };
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const child = spawn(process.execPath, [binary, ...args], { cwd, env, stdio: [stdin, 'pipe', 'pipe'] });
  child.stdin?.end(input);
  return child;
}

/** Runs `attune` to its end. */
export const attune = (args: readonly string[], surroundings?: Surroundings): Promise<Run> =>
  resultOf(startAttune(args, surroundings));

export async function resultOf(child: ChildProcess): Promise<Run> {
  if (!child.stdout || !child.stderr) throw new Error('the process was started without pipes');
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode: exitCode as number | null, stdout, stderr };
}

/** A folder with these files, gone when the test is over. */
export async function temporaryFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'attune-cli-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // The embedded database runs as another user where tests run as root, and must get through.
  await chmod(folder, 0o755);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
