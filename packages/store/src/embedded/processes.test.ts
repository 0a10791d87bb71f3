import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { inspectProcess, waitForEnd } from './processes.ts';

test('a running process is told from another by its start, and says what it is', async () => {
  const self = await inspectProcess(process.pid);
  expect(await inspectProcess(process.pid)).toEqual(self);
  expect(self?.started).not.toBe((await inspectProcess(process.ppid))?.started);
  expect(self?.command).toContain('node');
});

test('a process that ended is none, nor is a number that no process can have', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  for (const pid of [child.pid!, 0, -1, Number.NaN, 2 ** 30]) expect(await inspectProcess(pid)).toBeUndefined();
});

test('waiting for an end gives up when patience does', async () => {
  const child = spawn('sleep', ['60']);
  expect(await waitForEnd(child.pid!, 60)).toBe(false);
  child.kill('SIGKILL');
  expect(await waitForEnd(child.pid!, 5_000)).toBe(true);
});
