import { beforeEach, describe, expect, test } from 'vitest';
import { exampleAdaptation, exampleMaker, exampleVariant, useTestStore } from './testing/open-test-store.ts';

const HASH = 'd'.repeat(64);
const LONG = '2020-01-01T00:00:00Z';

describe('the sweep', () => {
  const it = useTestStore();
  const run = (statement: string, values: unknown[] = []) => it.store.pool.query<{ key: string }>(statement, values);
  const keys = async (table: string): Promise<string[]> =>
    (await run(`select key from ${table} order by key`)).rows.map(({ key }) => key);

  beforeEach(async () => {
    await it.store.clear({ all: true });
    await run('truncate chapter_revisions');
  });

  /** A variant last used that many days ago. */
  async function addVariant(key: string, days: number): Promise<void> {
    await it.store.variants.putVariant(key, exampleVariant({ chapter: key }));
    await run('update variants set last_used_at = now() - make_interval(days => $2) where key = $1', [key, days]);
  }
  /** That reader's reference to it, last used that many days ago. */
  async function refer(userId: string, key: string, days: number): Promise<void> {
    await it.store.references.touch({ userId, chapter: key, profileHash: HASH, variantKey: key });
    await run(
      'update variant_references set last_used_at = now() - make_interval(secs => $2::float8 * 86400) where variant_key = $1',
      [key, days],
    );
  }

  test('counts what the log has before the oldest of it goes', async () => {
    await run('truncate personalization_log, uncounted_days, usage_days');
    const readers = await Promise.all(Array.from({ length: 5 }, () => it.addUser()));
    const use = {
      chapterId: 'counted',
      transformationType: 'none',
      responseTimeMs: 1,
      cached: true,
      llmProvider: null,
    };
    const createdAt = new Date(Date.now() - 500 * 86_400_000);
    await it.store.log.append(readers.map((userId) => ({ ...use, userId, createdAt })));
    await it.store.sweep({ logMonths: 12 });
    expect((await run('select from personalization_log')).rowCount).toBe(0);
    const { usage } = await it.store.statistics({ since: new Date(Date.now() - 600 * 86_400_000) });
    expect(usage?.requests).toBe(5);
  });

  test('takes sessions that are over, and the anonymous readers whom nobody can be any more', async () => {
    const [gone, stays, fresh, account] = await Promise.all(Array.from({ length: 4 }, () => it.addUser()));
    await run('update users set is_anonymous = true where id = any($1)', [[gone, stays, fresh]]);
    await run(`update users set created_at = now() - interval '2 days' where id = any($1)`, [[gone, stays, account]]);
    const session = (user: string | undefined, token: string, until: string) =>
      run('insert into sessions (user_id, token, expires_at) values ($1, $2, now() + $3::interval)', [
        user,
        token,
        until,
      ]);
    await session(gone, 'gone', '-1 minute');
    await session(stays, 'over', '-1 minute');
    await session(stays, 'stands', '1 minute');
    await session(account, 'account', '-1 minute');
    await run(
      `insert into verifications (identifier, value, expires_at) values ('i', 'v', now() - interval '1 minute')`,
    );
    expect(await it.store.sweep()).toMatchObject({ readers: 1, sessions: 3 });
    const { rows } = await run('select id as key from users where id = any($1)', [[gone, stays, fresh, account]]);
    expect(rows.map(({ key }) => key).sort()).toEqual([stays, fresh, account].sort());
    expect((await run('select identifier as key from verifications')).rows).toEqual([]);
  });

  describe('of variants', () => {
    test('takes those last used before the time to live, with the references to them', async () => {
      const reader = await it.addUser();
      await addVariant('fresh', 29);
      await addVariant('forgotten', 31);
      await addVariant('read long ago', 0);
      await refer(reader, 'read long ago', 31);
      await run("update variants set last_used_at = now() - interval '31 days' where key = 'read long ago'");
      expect(await it.store.sweep()).toMatchObject({ references: 1, variants: 2 });
      expect(await keys('variants')).toEqual(['fresh']);
      expect(await it.store.references.list(reader)).toEqual([]);
      expect(await it.store.sweep()).toMatchObject({ references: 0, variants: 0 });
    });

    test('has another time to live where one is given', async () => {
      await addVariant('week', 7);
      expect(await it.store.sweep({ days: 8 })).toMatchObject({ variants: 0 });
      expect(await it.store.sweep({ days: 6 })).toMatchObject({ variants: 1 });
    });

    test('leaves what a reader refers to, whose own date is a day behind', async () => {
      const reader = await it.addUser();
      await addVariant('in use', 0);
      await refer(reader, 'in use', 29.9);
      await run("update variants set last_used_at = now() - interval '30.5 days'");
      expect(await it.store.sweep()).toMatchObject({ references: 0, variants: 0 });
    });

    test('leaves what is pinned, for ever', async () => {
      await addVariant('pinned', 1000);
      await run('update variants set pinned_at = now()');
      expect(await it.store.sweep()).toMatchObject({ variants: 0 });
    });

    test('goes through any number, also of one and the same time', async () => {
      await run(`
        insert into variants (key, variant, chapter, revision, profile_hash, projection, edits, last_used_at)
        select 'many-' || n, '', 'many', '', '', '{}', '[]', '${LONG}' from generate_series(1, 2500) n`);
      expect(await it.store.sweep()).toMatchObject({ variants: 2500 });
    });

    test('passes over what somebody holds, waits for nobody, and takes it the next time', async () => {
      for (const key of ['held', 'other']) await addVariant(key, 31);
      const holder = await it.store.pool.connect();
      await holder.query('begin');
      await holder.query("select from variants where key = 'held' for key share");
      expect(await it.store.sweep()).toMatchObject({ variants: 1 });
      await holder.query('commit');
      holder.release();
      expect(await keys('variants')).toEqual(['held']);
      expect(await it.store.sweep()).toMatchObject({ variants: 1 });
    });

    test('and readers who use them at the same moment never meet an error, nor lose a reference they were told of', async () => {
      const readers = await Promise.all(Array.from({ length: 20 }, () => it.addUser()));
      for (const key of ['a', 'b', 'c']) await addVariant(key, 31);
      const uses = readers.flatMap((userId) =>
        ['a', 'b', 'c'].map(async (key) => {
          const use = { userId, chapter: key, profileHash: HASH, variantKey: key };
          return { use, told: await it.store.references.touch(use) };
        }),
      );
      await Promise.all([it.store.sweep(), it.store.sweep(), ...uses]);
      for (const { use, told } of await Promise.all(uses)) {
        const kept = (await it.store.references.list(use.userId)).some(({ chapter }) => chapter === use.chapter);
        expect(kept).toBe(told);
      }
    });
  });

  describe('of what models made', () => {
    const chapter = 'chapter';
    const publish = (revision: string, blocks?: string[]) =>
      it.store.revisions.publish([{ chapter, revision, path: 'c.md', source: '#', ...(blocks && { blocks }) }]);
    /** That revision became current so many days ago. */
    const age = (revision: string, days: number) =>
      run('update chapter_revisions set published_at = now() - make_interval(days => $2) where revision = $1', [
        revision,
        days,
      ]);

    async function make(block: string): Promise<void> {
      const maker = { ...exampleMaker(), at: LONG };
      await it.store.adaptations.putPlans([{ key: block, chapter, block, projection: {}, entry: null, maker }]);
      await it.store.adaptations.putAdaptations([exampleAdaptation({ key: block, chapter, block, maker })]);
      await run('update adaptations set updated_at = made_at');
    }
    const left = async (): Promise<string[][]> => [await keys('plans'), await keys('adaptations')];

    test('takes what is of blocks that no revision has had for the time to live', async () => {
      for (const block of ['now', 'lately', 'once']) await make(block);
      await publish('first', ['once']);
      await publish('second', ['lately']);
      await publish('third', ['now']);
      await age('first', 90);
      await age('second', 40);
      await age('third', 10);
      expect(await it.store.sweep()).toMatchObject({ plans: 1, adaptations: 1 });
      expect(await left()).toEqual([
        ['lately', 'now'],
        ['lately', 'now'],
      ]);
      await age('third', 31);
      await it.store.sweep();
      expect(await left()).toEqual([['now'], ['now']]);
    });

    test('leaves what is younger than the time to live, and the running example', async () => {
      for (const block of ['young', 'chapter']) await make(block);
      await run("update plans set made_at = now() where key = 'young'");
      await run('update adaptations set updated_at = now()');
      await publish('only', ['another']);
      await age('only', 90);
      expect(await it.store.sweep()).toMatchObject({ plans: 0, adaptations: 0 });
    });

    test('leaves all of a chapter that was never published, or whose blocks are not known', async () => {
      await make('once');
      expect(await it.store.sweep()).toMatchObject({ plans: 0, adaptations: 0 });
      await publish('old');
      await publish('new', ['now']);
      await age('old', 20);
      await age('new', 10);
      expect(await it.store.sweep()).toMatchObject({ plans: 0, adaptations: 0 });
      await publish('old', ['once']);
      await publish('new', ['now']);
      await age('old', 20);
      await age('new', 10);
      expect(await it.store.sweep({ days: 5 })).toMatchObject({ plans: 1, adaptations: 1 });
    });

    test('takes reviews of pages that have changed since, when they are old', async () => {
      const add = (key: string, at: string) =>
        it.store.adaptations.putReview({ key, chapter, remarks: 0, maker: { ...exampleMaker(), at } });
      await publish('only', ['now']);
      await age('only', 60);
      await add('before', LONG);
      await add('after', new Date(Date.now() - 45 * 86_400_000).toISOString());
      expect(await it.store.sweep()).toMatchObject({ reviews: 1 });
      expect(await keys('reviews')).toEqual(['after']);
    });
  });
});
