import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backup, ONBOARDING, openStore, restore } from '../index.ts';
import { applyMissing } from '../migrate.ts';
import { readMigrations } from '../migration-files.ts';
import { makePartitions, partitionsOf } from './catalog.ts';
import { connect } from './write-backup.ts';
import { createTestDatabase } from '../testing.ts';
import { query } from '../testing/query.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

async function database(options: { empty?: boolean } = {}): Promise<string> {
  const made = await createTestDatabase(options);
  onTestFinished(() => made.drop());
  return made.url;
}

const USER = '00000000-0000-4000-8000-000000000001';
/** What COPY must escape, beside two kinds of direction. */
const HARD = 'a\tb\nc\\.\n\\.\r\u0001 "quoted" اردو 😀';

/** A reader with preferences and a row in the log. */
async function fill(url: string): Promise<void> {
  await query(url, 'insert into users (id, name) values ($1, $2)', [USER, HARD]);
  await log(url);
  const store = openStore({ url });
  await store.preferences.change(USER, () => ({ profile: { role: 'Student' }, onboarding: ONBOARDING.at(-1)! }));
  await store.close();
}

async function log(url: string): Promise<void> {
  await query(
    url,
    "insert into personalization_log (user_id, chapter_id, transformation_type, response_time_ms, cached) values ($1, 'a/b/en/c', $2, 7, true)",
    [USER, HARD],
  );
}

const everything = async (url: string): Promise<Record<string, unknown[]>> => {
  const tables = await query(
    url,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'attune_migrations' order by 1`,
  );
  const rows = await Promise.all(
    tables.map(
      async ({ name }) =>
        [
          name as string,
          await query(url, `select to_jsonb(t) as row from "${String(name)}" t order by to_jsonb(t)::text`),
        ] as const,
    ),
  );
  return Object.fromEntries(rows);
};

async function saved(url: string): Promise<string> {
  const path = join(await temporaryFolder(), 'book.backup');
  await backup(url, path);
  return path;
}

describe('a backup', () => {
  test('restored into an empty database is the same to the last character', async () => {
    const url = await database();
    await fill(url);
    const path = join(await temporaryFolder(), 'book.backup');
    const made = await backup(url, path);
    expect(made.rows).toBeGreaterThan(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const target = await database({ empty: true });
    expect(await restore(target, path)).toEqual(made);
    expect(await everything(target)).toEqual(await everything(url));
    const store = openStore({ url: target });
    onTestFinished(() => store.close());
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });

  test('is refused where there are rows, and takes their place when that is said', async () => {
    const url = await database();
    await fill(url);
    const path = await saved(url);
    const target = await database();
    await query(target, 'insert into users (name) values ($1)', ['x']);
    const before = await everything(target);
    await expect(restore(target, path)).rejects.toMatchObject({
      code: 'not_empty',
      message: expect.stringContaining('users'),
    });
    expect(await everything(target)).toEqual(before);
    // As time and other versions may have left things there: a partition, a view, a type.
    await query(target, 'create table left_over (at date) partition by range (at)');
    await query(target, 'create table left_over_rest partition of left_over default');
    await query(target, "create type colour as enum ('red')");
    await query(target, 'create view seen as select * from users');
    await restore(target, path, { replace: true });
    expect(await everything(target)).toEqual(await everything(url));
  });

  test('goes into a database that was only migrated', async () => {
    const url = await database();
    await fill(url);
    const target = await database();
    await restore(target, await saved(url));
    expect(await everything(target)).toEqual(await everything(url));
  });

  test('goes on counting where it was', async () => {
    const url = await database();
    await fill(url);
    await log(url);
    const target = await database({ empty: true });
    await restore(target, await saved(url));
    await log(target);
    const ids = await query(target, 'select id::int from personalization_log order by id');
    expect(ids).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  test('knows the partitions that time has made, and makes them again', async () => {
    const parent = 'create table logs (at date not null, name text) partition by range (at)';
    const url = await database();
    await query(url, parent);
    await query(url, "create table logs_2026 partition of logs for values from ('2026-01-01') to ('2027-01-01')");
    await query(url, 'create table logs_rest partition of logs default');
    const partitions = JSON.parse(
      gunzipSync(await readFile(await saved(url)))
        .toString()
        .split('\n')[0]!,
    ).partitions;
    expect(partitions).toEqual(
      expect.arrayContaining([
        { parent: 'logs', name: 'logs_2026', bound: "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')" },
        { parent: 'logs', name: 'logs_rest', bound: 'DEFAULT' },
      ]),
    );
    const target = await database();
    await query(target, parent);
    await query(target, 'create table logs_rest partition of logs default');
    const client = await connect(target);
    onTestFinished(() => client.end());
    await makePartitions(client, partitions);
    expect(await partitionsOf(client)).toEqual(expect.arrayContaining(partitions));
  });

  test('made while a sweep moves rows of the log to their month has them in the log', async () => {
    const url = await database();
    await fill(url);
    const store = openStore({ url });
    await store.sweep({});
    await store.close();
    const [month] = await query(url, 'select tableoid::regclass::text as name from personalization_log');
    await query(url, `alter table personalization_log detach partition ${String(month?.name)}`);
    const target = await database({ empty: true });
    await restore(target, await saved(url));
    expect(await query(target, 'select chapter_id from personalization_log')).toEqual([{ chapter_id: 'a/b/en/c' }]);
  });

  test('of a database that is not Attune’s is not made, and none is restored over such a one', async () => {
    const url = await database();
    const path = await saved(url);
    const foreign = await database({ empty: true });
    await query(foreign, 'create table theirs as select 1 as one');
    await expect(backup(foreign, `${path}.2`)).rejects.toMatchObject({ code: 'foreign_database' });
    await expect(restore(foreign, path, { replace: true })).rejects.toMatchObject({ code: 'foreign_database' });
    expect(await query(foreign, 'select one from theirs')).toEqual([{ one: 1 }]);
  });

  test('never takes the place of a file', async () => {
    const path = await saved(await database());
    const before = await readFile(path);
    await expect(backup(await database(), path)).rejects.toMatchObject({ code: 'file_exists' });
    expect(await readFile(path)).toEqual(before);
  });

  test('that is cut off, changed, or none at all changes nothing', async () => {
    const url = await database();
    await fill(url);
    const whole = await readFile(await saved(url));
    const lines = gunzipSync(whole).toString().split('\n');
    const folder = await temporaryFolder();
    const target = await database();
    const before = await everything(target);
    const header = JSON.parse(lines[0]!) as Record<string, unknown>;
    const damaged: Record<string, Buffer> = {
      cut: whole.subarray(0, whole.length - 20),
      flipped: Buffer.from(whole.map((byte, index) => (index === 400 ? byte ^ 255 : byte))),
      text: Buffer.from('no backup'),
      empty: gzipSync(''),
      unended: gzipSync(`${lines.slice(0, -2).join('\n')}\n`),
      lacking: gzipSync(lines.filter((line) => !line.includes('quoted')).join('\n')),
      other: gzipSync('{"a":1}\n'),
    };
    for (const [name, content] of Object.entries(damaged)) {
      await writeFile(join(folder, name), content);
      await expect(restore(target, join(folder, name)), name).rejects.toMatchObject({ code: 'file_unreadable' });
    }
    const newer = { ...header, attune: 'backup/2' };
    const later = {
      ...header,
      migrations: [...(header.migrations as unknown[]), { name: '9999-later', checksum: '' }],
    };
    const rewritten = { ...header, migrations: [{ name: '0001-users', checksum: 'x' }] };
    for (const value of [newer, later, rewritten]) {
      const path = join(folder, 'version');
      await writeFile(path, gzipSync([JSON.stringify(value), ...lines.slice(1)].join('\n')));
      await expect(restore(target, path)).rejects.toMatchObject({ code: 'other_version' });
    }
    expect(await everything(target)).toEqual(before);
    await expect(restore(target, join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('of an older version is restored and brought up to date', async () => {
    const url = await database({ empty: true });
    const client = await connect(url);
    onTestFinished(() => client.end());
    const files = await readMigrations();
    await applyMissing(client, files.slice(0, 20), () => {});
    await query(url, 'insert into users (id, name) values ($1, $2)', [USER, HARD]);
    const path = await saved(url);
    const target = await database();
    await restore(target, path);
    expect(await query(target, 'select id, name from users')).toEqual([{ id: USER, name: HARD }]);
    const store = openStore({ url: target });
    onTestFinished(() => store.close());
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });
});
