import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchLog } from './batch-log.ts';
import type { LogEntry } from './ports.ts';

const entry = (chapterId: string): LogEntry => ({
  userId: null,
  chapterId,
  transformationType: 'none',
  responseTimeMs: 1,
  cached: true,
  llmProvider: null,
});
const noLoss = (error: unknown): never => {
  throw error;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('entries of a while are written together, on their own', async () => {
  const batches: string[][] = [];
  const log = batchLog(async (entries) => void batches.push(entries.map(({ chapterId }) => chapterId)), noLoss);
  log.append(entry('a'));
  log.append(entry('b'));
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  log.append(entry('c'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('a flush waits for the batch under way and takes what came meanwhile', async () => {
  const written: string[] = [];
  const slow = (entries: readonly LogEntry[]): Promise<void> =>
    new Promise((resolve) =>
      setTimeout(() => resolve(void written.push(...entries.map(({ chapterId }) => chapterId))), 500),
    );
  const log = batchLog(slow, noLoss);
  log.append(entry('a'));
  await vi.advanceTimersByTimeAsync(300);
  log.append(entry('b'));
  const flushed = log.flush();
  await vi.advanceTimersByTimeAsync(2000);
  await flushed;
  expect(written).toEqual(['a', 'b']);
});

test('a batch that fails is told once and the next is written', async () => {
  const losses: unknown[] = [];
  let fails = true;
  const written: number[] = [];
  const log = batchLog(
    async (entries) => {
      if (fails) throw new Error('full');
      written.push(entries.length);
    },
    (error) => losses.push(error),
  );
  log.append(entry('a'));
  await log.flush();
  fails = false;
  log.append(entry('b'));
  await log.flush();
  expect([losses, written]).toEqual([[new Error('full')], [1]]);
});

test('a database that hangs does not fill the memory', async () => {
  let given = 0;
  let release = (): void => {};
  const hanging = new Promise<void>((resolve) => void (release = resolve));
  const log = batchLog((entries) => {
    given += entries.length;
    return hanging;
  }, noLoss);
  log.append(entry('first'));
  await vi.advanceTimersByTimeAsync(300);
  for (let index = 0; index < 20_000; index += 1) log.append(entry('x'));
  await vi.advanceTimersByTimeAsync(5000);
  expect(given).toBe(1);
  release();
  await log.flush();
  expect(given).toBe(10_001);
});
