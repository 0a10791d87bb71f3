import { setTimeout as pause } from 'node:timers/promises';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createMetrics } from '../metrics/metrics.ts';
import { type Job, type JobQueue, openJobQueue } from './job-queue.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

interface Node {
  readonly queue: JobQueue;
  readonly lines: Record<string, unknown>[];
  count(name: string): Promise<number | undefined>;
}

function node(jobs: readonly Job[], { pool }: Pick<Store, 'pool'> = store): Node {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const retries = { retryLimit: 2, retryDelay: 1 };
  const queue = openJobQueue({ pool, jobs, logger, metrics, takeOver: 10_000, retries });
  onTestFinished(() => queue.close());
  const count = async (name: string): Promise<number | undefined> =>
    Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\d+)$`, 'm').exec(await metrics.registry.metrics())?.[1]);
  return { queue, lines, count };
}

test(
  'a job that fails is tried again later each time, and in the end told in log and metrics',
  { timeout: 60_000 },
  async () => {
    const tries: number[] = [];
    const { queue, lines, count } = node([
      {
        name: 'failing',
        work() {
          tries.push(Date.now());
          return Promise.reject(new Error('no such luck'));
        },
      },
    ]);
    queue.ask('failing', 0);
    await expect
      .poll(() => lines.map(({ msg }) => msg), { timeout: 50_000 })
      .toContain('a job failed for the last time');
    expect(tries).toHaveLength(3);
    expect(lines.map(({ msg, job, again }) => [msg, job, again])).toEqual([
      ['a job failed', 'failing', true],
      ['a job failed', 'failing', true],
      ['a job failed', 'failing', false],
      ['a job failed for the last time', 'failing', undefined],
    ]);
    expect(JSON.stringify(lines.at(-1))).toContain('no such luck');
    expect(await count('attune_job_duration_seconds_count{job="failing",outcome="failed"}')).toBe(3);
    expect(await count('attune_jobs_given_up_total{job="failing"}')).toBe(1);
  },
);

test('where the database does not let it have its tables, the node says so, and ends as ever', async () => {
  const bare = await createTestDatabase();
  const limited = openStore(bare);
  await limited.pool.query(
    `do $$ begin execute format('revoke create on database %I from %I', current_database(), current_user); end $$`,
  );
  const { queue, lines } = node([{ name: 'never', work: async () => 'done' }], limited);
  queue.ask('never', 0);
  await expect.poll(() => lines.map(({ msg }) => msg)).toEqual(['jobs cannot be looked after just now']);
  expect(JSON.stringify(lines)).toContain('permission denied');
  await queue.close();
  await limited.close();
  await bare.drop();
});

test('of two nodes that ask for the same job one does it, once', { timeout: 40_000 }, async () => {
  const done: string[] = [];
  const job = (by: string): Job => ({
    name: 'shared',
    async work() {
      done.push(by);
      await pause(200);
      return 'done';
    },
  });
  const nodes = [node([job('one')]), node([job('other')])];
  for (const { queue } of nodes) for (let time = 0; time < 3; time += 1) queue.ask('shared', 1);
  await expect.poll(() => done.length, { timeout: 20_000 }).toBe(1);
  const { rows } = await store.pool.query("select state from attune_jobs.job where name = 'shared'");
  expect(rows).toHaveLength(1);
  await expect
    .poll(
      async () =>
        (await store.pool.query("select from attune_jobs.job where name = 'shared' and state = 'completed'")).rowCount,
    )
    .toBe(1);
  expect(done).toHaveLength(1);
});

test('a node that stops hands its job to another at once', { timeout: 40_000 }, async () => {
  const log: string[] = [];
  const until = (signal: AbortSignal): Promise<unknown> =>
    new Promise((resolve) => signal.addEventListener('abort', resolve));
  const one = node([
    {
      name: 'handed',
      async work(signal) {
        log.push('one begins');
        await until(signal);
        log.push('one stops');
        return 'more';
      },
    },
  ]);
  one.queue.ask('handed', 0);
  await expect.poll(() => log, { timeout: 20_000 }).toEqual(['one begins']);
  node([
    {
      name: 'handed',
      async work() {
        log.push('other');
        return 'done';
      },
    },
  ]);
  await one.queue.close();
  await expect.poll(() => log, { timeout: 20_000 }).toEqual(['one begins', 'one stops', 'other']);
});
