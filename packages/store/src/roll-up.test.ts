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

  test('waits for a batch under way, and so has its rows', async () => {
    await it.store.log.append(uses('2026-11-01'));
    const writer = await it.store.pool.connect();
    await writer.query('begin');
    await writer.query(
      `with written as (
        insert into personalization_log (chapter_id, transformation_type, response_time_ms, cached, created_at)
        values ('chapter', 'none', 1, true, '2026-11-01T13:00:00Z') returning 1
      ) insert into uncounted_days select '2026-11-01' from written
        on conflict (day) do update set day = excluded.day where false`,
    );
    const counting = it.store.rollUp();
    await expect
      .poll(
        async () =>
          (await it.store.pool.query("select from pg_stat_activity where wait_event_type = 'Lock'")).rows.length,
      )
      .toBeGreaterThan(0);
    await writer.query('commit');
    writer.release();
    await counting;
    expect(await requests()).toBe(6);
  });

  test('keeps what it has counted of rows that are gone', async () => {
    await it.store.log.append(uses('2026-11-01', 2));
    await it.store.rollUp();
    await it.store.pool.query('truncate personalization_log');
    await it.store.log.append(uses('2026-11-01'));
    await it.store.rollUp();
    expect(await requests()).toBe(10);
  });

  test('survives readers who are deleted while it counts', async () => {
    const leaving = await Promise.all(Array.from({ length: 20 }, () => it.addUser()));
    await it.store.log.append(leaving.flatMap((userId) => uses('2026-11-01').map((use) => ({ ...use, userId }))));
    await Promise.all([it.store.rollUp(), ...leaving.map((id) => it.removeUser(id)), it.store.rollUp()]);
    await it.store.rollUp();
    const { rows } = await it.store.pool.query('select from chapter_readers where user_id = any($1)', [leaving]);
    expect(rows).toEqual([]);
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
