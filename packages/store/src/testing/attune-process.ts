import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./run-embedded.ts', import.meta.url));

export interface AttuneProcess {
  readonly child: ChildProcess;
  /** What `run-embedded.ts` said of its server; or of the error it got. */
  readonly said: { url?: string; pid?: number; code?: string; message?: string };
  /** Kills it as a crash would, and waits for its end. Its server goes on: the test must start on that folder again. */
  kill(): Promise<void>;
}

/** Another process with an embedded server on that folder, as soon as it is ready or has failed. */
export async function startAttuneProcess(
  dataDir: string,
  account: { uid?: number; gid?: number } = {},
): Promise<AttuneProcess> {
  const child = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], ...account });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(async () => {
    child.stdin.end();
    await exited;
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, said: JSON.parse(line) as AttuneProcess['said'], kill };
}
