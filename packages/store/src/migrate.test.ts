import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MigrationError, openStore, type Store } from './index.ts';
import { readMigrations } from './migration-files.ts';
import { createTestDatabase } from './testing.ts';
import { query } from './testing/query.ts';

async function emptyStore(): Promise<{ store: Store; url: string }> {
  const database = await createTestDatabase({ empty: true });
  const store = openStore({ url: database.url });
  onTestFinished(() => store.close().then(() => database.drop()));
  return { store, url: database.url };
}

const tables = async (url: string): Promise<unknown[]> =>
  (await query(url, "select table_name from information_schema.tables where table_schema = 'public' order by 1")).map(
    (row) => row['table_name'],
  );
const TABLES = [
  'accounts',
  'adaptations',
  'attune_migrations',
  'cache_counts',
  'chapter_readers',
  'chapter_revisions',
  'classes',
  'feedback',
  'flags',
  'invalidations',
  'leases',
  'limits',
  'model_calls',
  'personalization_cache',
  'personalization_log',
  'personalization_log_default',
  'plans',
  'preferences',
  'reader_counts',
  'response_times',
  'reviews',
  'sessions',
  'uncounted_days',
  'usage_days',
  'users',
  'variant_references',
  'variants',
  'verifications',
  'withdrawals',
];

describe('migrations', () => {
  test('make the schema of an empty database and name what they applied', async () => {
    const { store, url } = await emptyStore();
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'pending' });
    expect(await store.migrate()).toEqual((await readMigrations()).map((file) => file.name));
    expect(await tables(url)).toEqual(TABLES);
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });

  test('do nothing the second time', async () => {
    const { store } = await emptyStore();
    await store.migrate();
    expect(await store.migrate()).toEqual([]);
  });

  test('run by twenty processes at once all succeed, and each is applied once', async () => {
    const { url, store } = await emptyStore();
    const program = fileURLToPath(new URL('./testing/run-migrate.ts', import.meta.url));
    const runs = await Promise.all(
      Array.from({ length: 20 }, () => promisify(execFile)(process.execPath, [program, url])),
    );
    const applied = runs.map((run) => JSON.parse(run.stdout) as string[]);
    const names = (await readMigrations()).map((file) => file.name);
    expect(applied.flat().sort()).toEqual(names);
    expect(applied.filter((list) => list.length > 0)).toEqual([names]);
    expect(await tables(url)).toEqual(TABLES);
    expect((await query(url, 'select name from attune_migrations order by name')).map((row) => row['name'])).toEqual(
      names,
    );
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });

  test('that fail leave nothing behind and say which one and why', async () => {
    const { store, url } = await emptyStore();
    await query(url, 'create table variants (other text)');
    const failure = await store.migrate().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MigrationError);
    expect(failure).toMatchObject({
      migration: '0017-variants',
      message: expect.stringMatching(/already exists/) as string,
    });
    expect(await tables(url)).toEqual(['variants']);
  });

  test('are refused on a database that another text of one of them has made', async () => {
    const { store, url } = await emptyStore();
    await store.migrate();
    await query(url, "update attune_migrations set checksum = 'other' where name = '0001-users'");
    await expect(store.migrate()).rejects.toThrow(/0001-users.*another text/);
  });

  test('of a newer version that are there already are let stand', async () => {
    const { store, url } = await emptyStore();
    await store.migrate();
    await query(url, "insert into attune_migrations values ('9999-newer', '')");
    expect(await store.migrate()).toEqual([]);
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });

  test('say of every table what is stored and why', async () => {
    const { store, url } = await emptyStore();
    await store.migrate();
    const silent = await query(
      url,
      `select relname from pg_class where relkind in ('r', 'p', 'v') and relnamespace in ('public'::regnamespace, 'seeds'::regnamespace)
       and relname <> 'attune_migrations' and obj_description(oid) is null`,
    );
    expect(silent).toEqual([]);
  });

  test('keep no reader in what models made or cost', async () => {
    const { store, url } = await emptyStore();
    await store.migrate();
    const made = ['plans', 'adaptations', 'reviews', 'flags', 'model_calls'];
    const readers = await query(
      url,
      `select table_name, column_name from information_schema.columns
       where table_name = any($1) and (column_name ~ 'user|reader|session' or data_type in ('uuid', 'inet'))`,
      [made],
    );
    expect(readers).toEqual([]);
  });

  test('have a number each, and each file that makes something is one statement', async () => {
    const files = await readMigrations();
    expect(new Set(files.map((file) => file.name.slice(0, 4))).size).toBe(files.length);
    const makers = files.filter((file) => !file.name.endsWith('-comments'));
    for (const file of makers) expect(file.statement.match(/;\s*$/gm), file.name).toHaveLength(1);
  });
});
