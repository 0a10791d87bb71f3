import { describe, expect, test } from 'vitest';
import { useTestStore } from './testing/open-test-store.ts';

describe('the log’s partitions', () => {
  const it = useTestStore();
  const month = (months: number): Date => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15));
  };
  const name = (months: number): string =>
    `personalization_log_${month(months).toISOString().slice(0, 7).replace('-', '_')}`;
  const append = (chapterId: string, createdAt: Date, userId: string | null = null) =>
    it.store.log.append([
      { userId, chapterId, transformationType: 'none', responseTimeMs: 1, cached: true, llmProvider: null, createdAt },
    ]);
  const places = async (chapter: string): Promise<string[]> => {
    const { rows } = await it.store.pool.query<{ place: string }>(
      'select tableoid::regclass::text as place from personalization_log where chapter_id = $1 order by id',
      [chapter],
    );
    return rows.map(({ place }) => place);
  };
  const upkeep = async (logMonths = 2) => (await it.store.sweep({ logMonths })).log;

  test('are made for this month and two ahead, once', async () => {
    expect(await upkeep()).toEqual({ made: [name(0), name(1), name(2)], dropped: [], busy: false });
    expect(await upkeep()).toEqual({ made: [], dropped: [], busy: false });
    await append('now', month(0));
    await append('soon', month(2));
    expect(await places('now')).toEqual([name(0)]);
    expect(await places('soon')).toEqual([name(2)]);
  });

  test('take in the rows that came before them, whole and in their order', async () => {
    const user = await it.addUser();
    await append('early', month(-1), user);
    await append('early', month(-2), user);
    expect(await places('early')).toEqual(['personalization_log_default', 'personalization_log_default']);
    const rows = 'select * from personalization_log where chapter_id = $1 order by id';
    const before = await it.store.pool.query(rows, ['early']);
    expect((await upkeep()).made).toEqual([name(-2), name(-1)]);
    expect(await places('early')).toEqual([name(-1), name(-2)]);
    expect((await it.store.pool.query(rows, ['early'])).rows).toEqual(before.rows);
    await it.removeUser(user);
    const { rows: after } = await it.store.pool.query(rows, ['early']);
    expect(after).toMatchObject([{ user_id: null }, { user_id: null }]);
  });

  test('go when their month ended longer ago than is kept, and so do older rows that never had one', async () => {
    await append('kept', month(-2));
    await append('never', month(-30));
    expect(await upkeep(1)).toEqual({ made: [], dropped: [name(-2)], busy: false });
    expect(await places('kept')).toEqual([]);
    expect(await places('never')).toEqual([]);
    expect(await places('now')).toEqual([name(0)]);
  });

  test('leave rows of a time far ahead where they are', async () => {
    await append('far', month(40));
    expect(await upkeep()).toEqual({ made: [], dropped: [], busy: false });
    expect(await places('far')).toEqual(['personalization_log_default']);
  });

  test('are left for the next time while somebody has been at the log for seconds', async () => {
    await append('waits', month(-1));
    await it.store.pool.query(`drop table ${name(1)}`);
    const reader = await it.store.pool.connect();
    await reader.query('begin');
    await reader.query('select count(*) from personalization_log_default');
    expect(await upkeep()).toEqual({ made: [], dropped: [], busy: true });
    await reader.query('commit');
    reader.release();
    expect((await upkeep()).made).toEqual([name(1)]);
  });

  test('are finished where a sweep was cut off between its steps', async () => {
    await append('cut', month(-1));
    await it.store.pool.query(`alter table personalization_log detach partition ${name(-1)}`);
    await append('cut', month(-1));
    expect((await upkeep()).made).toEqual([name(-1)]);
    expect(await places('cut')).toEqual([name(-1), name(-1)]);
  });

  test('take in more rows than are moved at once', async () => {
    await it.store.pool.query(`drop table ${name(-1)}`);
    await it.store.pool.query(
      `insert into personalization_log (chapter_id, transformation_type, response_time_ms, cached, created_at)
       select 'many', 'none', 1, true, $1 from generate_series(1, 25000)`,
      [month(-1)],
    );
    await upkeep();
    expect(new Set(await places('many'))).toEqual(new Set([name(-1)]));
    expect(await places('many')).toHaveLength(25_000);
  });

  test('lose no row that is written while they are made', async () => {
    await it.store.pool.query(`drop table ${name(0)}`);
    const writing = Array.from({ length: 200 }, () => append('meanwhile', month(0)));
    const [log] = await Promise.all([upkeep(), ...writing]);
    expect(log.made).toEqual([name(0)]);
    expect(await places('meanwhile')).toEqual(writing.map(() => name(0)));
  });

  test('are told what they are', async () => {
    const { rows } = await it.store.pool.query<{ told: string }>('select obj_description($1::regclass) as told', [
      name(0),
    ]);
    expect(rows[0]?.told).toMatch(/^Rows of the log of one month, from \d{4}-\d\d-01 \(UTC\)\.$/);
  });

  test('are made once by many sweeps at the same time', async () => {
    await it.store.pool.query(`drop table ${name(0)}, ${name(2)}`);
    const all = await Promise.all([upkeep(), upkeep(), upkeep(), upkeep()]);
    expect(all.flatMap(({ made }) => made).sort()).toEqual([name(0), name(2)]);
  });
});
