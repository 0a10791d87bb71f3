import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The commands of a document's `sh` blocks, line by line. */
export function commandsOf(path: string): string[] {
  const blocks = [...readFileSync(path, 'utf8').matchAll(/^```sh\n([^]*?)^```/gm)];
  return blocks.flatMap(([, code = '']) => code.trim().split('\n'));
}

interface Where {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end; gives what it printed. Throws with that where it fails. */
export async function run(command: string, where: Where): Promise<string> {
  const { child, output } = start(command, where);
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${command}: exit ${String(status)}\n${output()}`);
  return output();
}

/** Starts a command that stays; gives what it printed once `sign` is in it, and what stops it and all it started. */
export async function runUntil(
  command: string,
  sign: RegExp,
  where: Where,
): Promise<{ found: RegExpMatchArray; stop: () => Promise<void> }> {
  const { child, output } = start(command, where);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const found = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const look = (): void => {
      const match = output().match(sign);
      if (match) resolve(match);
    };
    child.stdout?.on('data', look);
    void closed.then(() => reject(new Error(`${command} ended:\n${output()}`)));
  });
  const stop = async (): Promise<void> => {
    process.kill(-(child.pid as number), 'SIGTERM');
    await closed;
  };
  return { found, stop };
}

function start(command: string, { cwd, env }: Where): { child: ChildProcess; output: () => string } {
  const child = spawn('bash', ['-c', command], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text };
}
