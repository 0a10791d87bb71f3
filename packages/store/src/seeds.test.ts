import { describe, expect, test } from 'vitest';
import { exampleVariant, useTestStore } from './testing/open-test-store.ts';

// The statements stand here as the first data model (2025-12-12) wrote them, to the letter.

const LOOKUP = `
SELECT personalized_content, created_at
FROM personalization_cache
WHERE user_id = $1 AND chapter_id = $2 AND profile_hash = $3
LIMIT 1;`;
const FORGET_READER = `
DELETE FROM personalization_cache
WHERE user_id = $1;`;
const FORGET_CHAPTER = `
DELETE FROM personalization_cache
WHERE chapter_id = $1;`;
const CACHE_STATISTICS = `
SELECT
    COUNT(*) as total_entries,
    COUNT(DISTINCT user_id) as unique_users,
    COUNT(DISTINCT chapter_id) as unique_chapters,
    AVG(LENGTH(personalized_content)) as avg_content_size
FROM personalization_cache;`;
const MOST_PERSONALIZED = `
SELECT chapter_id, COUNT(*) as requests
FROM personalization_log
GROUP BY chapter_id
ORDER BY requests DESC;`;
const HIT_RATE = `
SELECT
    COUNT(CASE WHEN cached THEN 1 END)::FLOAT / COUNT(*) * 100 as hit_rate_percent
FROM personalization_log;`;
const RESPONSE_TIMES = `
SELECT
    cached,
    AVG(response_time_ms) as avg_ms,
    PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY response_time_ms) as p95_ms
FROM personalization_log
GROUP BY cached;`;
const CACHE_COLUMNS = [
  'id',
  'user_id',
  'chapter_id',
  'profile_hash',
  'personalized_content',
  'applied_transformations',
  'created_at',
  'version',
];
const USER_COLUMNS = ['id', 'email', 'hashed_password', 'onboarding', 'created_at', 'updated_at'];

describe('the first data model', () => {
  const it = useTestStore();
  const { profileHash } = exampleVariant();
  const run = async (statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await it.store.pool.query<Record<string, unknown>>(statement, values)).rows;

  async function read(userId: string, chapter: string): Promise<void> {
    await it.store.variants.putVariant(chapter, exampleVariant({ chapter }), `# ${chapter}, for you\n`);
    await it.store.references.touch({ userId, chapter, profileHash, variantKey: chapter });
  }
  const columns = async (schema: string, view: string): Promise<unknown[]> =>
    (
      await run(
        'select column_name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position',
        [schema, view],
      )
    ).map((row) => row['column_name']);

  test('has its columns under their names', async () => {
    expect(await columns('public', 'personalization_cache')).toEqual(CACHE_COLUMNS);
    expect(await columns('seeds', 'users')).toEqual(USER_COLUMNS);
  });

  test('finds a reader’s entry by its statement, and nobody else’s', async () => {
    const [ada, ben] = [await it.addUser(), await it.addUser()];
    await read(ada, 'found');
    expect(await run(LOOKUP, [ada, 'found', profileHash])).toEqual([
      { personalized_content: '# found, for you\n', created_at: expect.any(Date) as Date },
    ]);
    for (const values of [
      [ben, 'found', profileHash],
      [ada, 'other', profileHash],
      [ada, 'found', 'other'],
    ])
      expect(await run(LOOKUP, values)).toEqual([]);
    const [entry] = await run('select * from personalization_cache where chapter_id = $1', ['found']);
    expect(entry).toMatchObject({ user_id: ada, profile_hash: profileHash, version: 1 });
    expect(entry?.['applied_transformations']).toEqual(exampleVariant().tags);
  });

  test('has a chapter id of any length, and the edits for content where it was kept before Markdown was', async () => {
    const [user, chapter] = [await it.addUser(), 'c'.repeat(500)];
    await it.store.variants.putVariant('before', exampleVariant({ chapter }));
    await it.store.references.touch({ userId: user, chapter, profileHash, variantKey: 'before' });
    const [entry] = await run(LOOKUP, [user, chapter, profileHash]);
    expect(JSON.parse(String(entry?.['personalized_content']))).toEqual(exampleVariant().edits);
  });

  test('counts its entries, users, chapters and their mean size', async () => {
    await run('delete from personalization_cache');
    const [ada, ben] = [await it.addUser(), await it.addUser()];
    await read(ada, 'long chapter');
    await read(ada, 'chapter');
    await read(ben, 'chapter');
    const sizes = ['# long chapter, for you\n', '# chapter, for you\n', '# chapter, for you\n'].map(
      (text) => text.length,
    );
    expect(await run(CACHE_STATISTICS)).toEqual([
      { total_entries: '3', unique_users: '2', unique_chapters: '2', avg_content_size: expect.any(String) as string },
    ]);
    const [{ avg_content_size: mean } = {}] = await run(CACHE_STATISTICS);
    expect(Number(mean)).toBeCloseTo(sizes.reduce((sum, size) => sum + size, 0) / 3);
  });

  test('forgets by its statements what a reader refers to, or a chapter; what is shared stays', async () => {
    const [ada, ben] = [await it.addUser(), await it.addUser()];
    for (const reader of [ada, ben]) for (const chapter of ['one', 'two']) await read(reader, chapter);
    const chapters = async (user: string): Promise<string[]> =>
      (await it.store.references.list(user)).map(({ chapter }) => chapter).sort();
    await run(FORGET_READER, [ada]);
    expect([await chapters(ada), await chapters(ben)]).toEqual([[], ['one', 'two']]);
    await run(FORGET_CHAPTER, ['one']);
    expect(await chapters(ben)).toEqual(['two']);
    expect(await it.store.variants.findVariant('one')).toBeDefined();
  });

  test('answers what was asked most, how often it was there, and how long it took', async () => {
    const use = (chapterId: string, cached: boolean, responseTimeMs: number) => ({
      ...{ userId: null, chapterId, cached, responseTimeMs },
      ...{ transformationType: 'none', llmProvider: null },
    });
    await it.store.log.append([use('a', true, 10), use('b', true, 20), use('b', false, 1000), use('b', true, 30)]);
    expect(await run(MOST_PERSONALIZED)).toEqual([
      { chapter_id: 'b', requests: '3' },
      { chapter_id: 'a', requests: '1' },
    ]);
    expect(await run(HIT_RATE)).toEqual([{ hit_rate_percent: 75 }]);
    expect((await run(RESPONSE_TIMES)).map((row) => [row['cached'], Number(row['avg_ms']), row['p95_ms']])).toEqual([
      [false, 1000, 1000],
      [true, 20, 29],
    ]);
  });

  test('has its users, with profile and hashed password; anonymous readers have neither name nor password', async () => {
    const [account, anonymous] = [await it.addUser(), await it.addUser()];
    await run("update users set email = 'ada@example.org' where id = $1", [account]);
    await run(
      "insert into accounts (account_id, provider_id, user_id, password) values ('', 'credential', $1, 'scrypt')",
      [account],
    );
    await it.store.preferences.change({ userId: account }, () => ({
      profile: { role: 'Student' },
      onboarding: 'done',
    }));
    const client = await it.store.pool.connect();
    await client.query('begin; set local search_path = seeds, public');
    const { rows } = await client.query<Record<string, unknown>>(
      'select id, email, hashed_password, onboarding from users where id = any($1) order by email',
      [[account, anonymous]],
    );
    expect((await client.query(LOOKUP, [account, 'chapter', profileHash])).rows).toEqual([]);
    await client.query('rollback');
    client.release();
    expect(rows).toEqual([
      { id: account, email: 'ada@example.org', hashed_password: 'scrypt', onboarding: { role: 'Student' } },
      { id: anonymous, email: null, hashed_password: null, onboarding: {} },
    ]);
  });
});
