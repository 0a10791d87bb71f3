import { beforeEach, describe, expect, test } from 'vitest';
import type { LogEntry } from './index.ts';
import { useTestStore } from './testing/open-test-store.ts';

const since = new Date('2026-01-01T00:00:00Z');

describe('the roll-up', () => {
  const it = useTestStore();
  let readers: string[] = [];
  beforeEach(async () => {
    await it.store.pool.query(
      'truncate personalization_log, uncounted_days, usage_days, response_times, users cascade',
    );
    readers = await Promise.all(Array.from({ length: 5 }, () => it.addUser()));
  });

  const uses = (day: string, times = 1): LogEntry[] =>
    Array.from({ length: times }, () => readers)
      .flat()
      .map((userId) => ({
        ...{ userId, chapterId: 'chapter', transformationType: 'none', responseTimeMs: 10 },
        ...{ cached: true, llmProvider: null, createdAt: new Date(`${day}T12:00:00Z`) },
      }));
  const requests = async (): Promise<number | undefined> => (await it.store.statistics({ since })).usage?.requests;

  test('counts the days that got rows, and no others', async () => {
    await it.store.log.append([...uses('2026-11-02'), ...uses('2026-11-01')]);
    expect(await it.store.rollUp()).toEqual({ days: ['2026-11-01', '2026-11-02'] });
    expect(await it.store.rollUp()).toEqual({ days: [] });
    expect(await requests()).toBe(10);
    await it.store.log.append(uses('2026-11-01'));
    expect(await it.store.rollUp()).toEqual({ days: ['2026-11-01'] });
    expect(await requests()).toBe(15);
  });

  test('changes nothing when a day is counted again', async () => {
    await it.store.log.append(uses('2026-11-01', 3));
    await it.store.rollUp();
    const before = await it.store.statistics({ since });
    await it.store.pool.query("insert into uncounted_days values ('2026-11-01')");
    expect(await it.store.rollUp()).toEqual({ days: ['2026-11-01'] });
    expect({ ...(await it.store.statistics({ since })), cache: undefined }).toEqual({ ...before, cache: undefined });
  });

  test('counts a day again whose rows were on their way to their month when it was counted', async () => {
    const month = `personalization_log_${new Date().toISOString().slice(0, 7).replace('-', '_')}`;
    const today = new Date().toISOString().slice(0, 10);
    await it.store.sweep({});
    await it.store.log.append(uses(today));
    await it.store.pool.query(`alter table personalization_log detach partition ${month}`);
    await it.store.rollUp();
    expect(await requests()).toBeUndefined();
    await it.store.sweep({});
    expect(await it.store.rollUp()).toEqual({ days: [today] });
    expect(await requests()).toBe(5);
  });

  test('misses no row of those who write while it counts, and counts none twice', async () => {
    const writers = Array.from({ length: 8 }, async () => {
      for (let batch = 0; batch < 10; batch += 1) await it.store.log.append(uses('2026-11-01'));
    });
    const counters = Array.from({ length: 2 }, async () => {
      for (let round = 0; round < 10; round += 1) await it.store.rollUp();
    });
    await Promise.all([...writers, ...counters]);
    await it.store.rollUp();
    expect(await requests()).toBe(8 * 10 * 5);
  });

  /** Resolves when so many statements wait for others to end. */
  async function waiting(count: number): Promise<void> {
    const locked = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    await expect.poll(async () => (await it.store.pool.query(locked)).rowCount).toBe(count);
  }
  /** A connection on which that has been done, not yet committed. */
  async function begun(statement: string, values: unknown[] = []): Promise<() => Promise<void>> {
    const client = await it.store.pool.connect();
    await client.query('begin');
    await client.query(statement, values);
    return async () => {
      await client.query('commit');
      client.release();
    };
  }

  test('waits for a batch that is being written, and so has its rows', async () => {
    await it.store.log.append(uses('2026-11-01'));
    // A batch that has written all its rows, and cannot end before we let it.
    await it.store.pool.query(`create function slow() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(1); return null; end $$`);
    await it.store.pool.query('create trigger slow after insert on uncounted_days execute function slow()');
    const letEnd = await begun('select pg_advisory_xact_lock(1)');
    const writing = it.store.log.append(uses('2026-11-01'));
    await waiting(1);
    const counting = it.store.rollUp();
    await waiting(2);
    await letEnd();
    await Promise.all([writing, counting]);
    await it.store.pool.query('drop function slow cascade');
    expect(await requests()).toBe(10);
  });

  test('keeps what it has counted of rows that are gone', async () => {
    await it.store.log.append(uses('2026-11-01', 2));
    await it.store.rollUp();
    await it.store.pool.query('truncate personalization_log');
    await it.store.log.append(uses('2026-11-01'));
    await it.store.rollUp();
    expect(await requests()).toBe(10);
  });

  test('waits for a reader who is being deleted, and keeps nothing of them', async () => {
    await it.store.log.append(uses('2026-11-01'));
    const commit = await begun('delete from users where id = $1', [readers[0]]);
    const counting = it.store.rollUp();
    await waiting(1);
    await commit();
    expect(await counting).toEqual({ days: ['2026-11-01'] });
    const { rows } = await it.store.pool.query('select user_id from chapter_readers');
    expect(rows.map(({ user_id: id }: { user_id: string }) => id).sort()).toEqual(readers.slice(1).sort());
  });

  test('that fails leaves its day for the next', async () => {
    await it.store.log.append(uses('2026-11-01'));
    await it.store.pool.query('alter table response_times rename to away');
    await expect(it.store.rollUp()).rejects.toThrow('response_times');
    await it.store.pool.query('alter table away rename to response_times');
    expect(await it.store.rollUp()).toEqual({ days: ['2026-11-01'] });
    expect(await requests()).toBe(5);
  });
});
