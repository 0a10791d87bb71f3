import { Client } from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from './index.ts';
import { readMigrations } from './migration-files.ts';
import { createTestDatabase } from './testing.ts';

/** The last migration of before there were the views of the first data model and counts. */
const BEFORE = '0052-personalization-log-time-index';
const READER = '00000000-0000-4000-8000-000000000001';
const FILL = [
  `insert into users (id, name, email) values ('${READER}', 'Ada', 'ada@example.org')`,
  `insert into sessions (user_id, token, expires_at) values ('${READER}', 'token', '2026-12-01Z')`,
  `insert into accounts (account_id, provider_id, user_id, password) values ('', 'credential', '${READER}', 'scrypt')`,
  `insert into verifications (identifier, value, expires_at) values ('mail', 'secret', '2026-12-01Z')`,
  `insert into preferences (user_id, profile, onboarding) values ('${READER}', '{"role": "Student"}', 'done')`,
  `insert into chapter_revisions (chapter, revision, path, source) values ('c', 'r', 'c.mdx', '# C')`,
  `insert into variants (key, variant, chapter, revision, profile_hash, projection, edits, tags)
   values ('k', 'v', 'c', 'r', 'h', '{"role": "Student"}', '[]', '{glossary}')`,
  `insert into variant_references (user_id, chapter, profile_hash, variant_key) values ('${READER}', 'c', 'h', 'k')`,
  `insert into personalization_log (user_id, chapter_id, transformation_type, response_time_ms, cached, created_at)
   values ('${READER}', 'c', 'none', 7, true, '2026-10-20T12:00:00Z'), (null, 'c', 'none', 900, false, '2026-11-20T12:00:00Z')`,
  `insert into leases (key, holder, expires_at) values ('k', '${READER}', '2026-11-01Z')`,
  `insert into plans values ('k', 'c', 'b', '{}', null, 'm/m', 'p', false, '2026-11-01Z')`,
  `insert into adaptations values ('k', 'c', 'b', '{}', null, 'done', '[]', '[]', '[]', 1, '{}', 'm/m', 'p', true, '2026-11-01Z')`,
  `insert into reviews values ('k', 'c', 0, 'm/m', 'p', false, '2026-11-01Z')`,
  `insert into flags values ('k', 'c', 'b', 'No.', 'm/m', 'p', false, '2026-11-01Z')`,
  `insert into model_calls (kind, model, input, cache_read, cache_write, output, estimated, usd, ms, outcome, fallback, attempt)
   values ('plan', 'm/m', 1, 2, 3, 4, false, 0.125, 5, 'ok', false, 1)`,
];

type Row = Record<string, unknown>;

describe('migrations of a filled database', () => {
  let before: ReadonlyMap<string, readonly Row[]>;
  let after: ReadonlyMap<string, readonly Row[]>;
  let url = '';
  let drop = async (): Promise<void> => {};

  beforeAll(async () => {
    const database = await createTestDatabase({ empty: true });
    ({ url, drop } = database);
    const client = new Client({ connectionString: url });
    await client.connect();
    await migrateUntil(client, BEFORE);
    for (const statement of FILL) await client.query(statement);
    before = await contents(client);
    const store = openStore({ url });
    await store.migrate();
    await store.close();
    after = await contents(client);
    await client.end();
    return drop;
  });

  test('are tried on a row in every table that there was', () => {
    expect([...before].filter(([, rows]) => rows.length === 0)).toEqual([]);
    expect(before.size).toBeGreaterThan(12);
  });

  test('keep every row and every value', () => {
    const kept = [...before].map(([table, rows]) => {
      const columns = Object.keys(rows[0] ?? {});
      const now = after.get(table) ?? [];
      return [table, now.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])))];
    });
    expect(kept).toEqual([...before]);
  });

  test('let what was there be found, counted and read under its new names', async () => {
    const store = openStore({ url });
    onTestFinished(() => store.close());
    expect(await store.variants.findVariant('k')).toMatchObject({ variant: 'v', tags: ['glossary'] });
    expect(await store.references.list(READER)).toMatchObject([{ chapter: 'c', variantKey: 'k' }]);
    expect(await store.rollUp()).toEqual({ days: ['2026-10-20', '2026-11-20'] });
    const { rows } = await store.pool.query('select * from personalization_cache');
    expect(rows).toMatchObject([{ user_id: READER, chapter_id: 'c', personalized_content: '[]', version: 1 }]);
    await store.sweep({ logMonths: 1200 });
    expect((await store.pool.query('select from personalization_log')).rows).toHaveLength(2);
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });
});

/** As a version did whose last migration was that one. */
async function migrateUntil(client: Client, last: string): Promise<void> {
  const files = (await readMigrations()).filter(({ name }) => name <= last);
  await client.query(
    'create table attune_migrations (name text primary key, checksum text not null, applied_at timestamptz)',
  );
  for (const { name, statement, checksum } of files) {
    await client.query(statement);
    await client.query('insert into attune_migrations values ($1, $2, now())', [name, checksum]);
  }
}

/** All rows of all tables by their names. */
async function contents(client: Client): Promise<Map<string, Row[]>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
     and relname <> 'attune_migrations' order by 1`,
  );
  const all = new Map<string, Row[]>();
  for (const { name } of rows) all.set(name, (await client.query<Row>(`select * from ${name} order by ctid`)).rows);
  return all;
}
