import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Edit, Facet, Profile } from '@attune/contract';
import { type Client, ServiceError } from '@attune/contract/client';
import { startEmbedded, type EmbeddedDatabase } from '@attune/store/embedded';
import { type DatabaseProxy, startDatabaseProxy } from '@attune/store/testing';
import { Client as Connection } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { failingAt, soundly } from './testing/model-trial.ts';
import { type Cluster, openCluster, type ServiceNode } from './testing/nodes.ts';

// Two processes of the service over one Postgres that fails in every way; one reaches it through a network that fails too.

let dataDir: string;
let database: EmbeddedDatabase;
let proxy: DatabaseProxy;
let cluster: Cluster;
let one: ServiceNode;
let far: ServiceNode;
/** What a page has that nothing befell. */
let sound: readonly Edit[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'attune-nodes-'));
  await chmod(dataDir, 0o755);
  database = await startEmbedded({ dataDir: join(dataDir, 'postgres') });
  cluster = await openCluster(database.url);
  await cluster.store.migrate();
  proxy = await startDatabaseProxy(database.url);
  const environment = {
    ATTUNE_CONNECTIONS: '4',
    ATTUNE_CONNECT_TIMEOUT: '500',
    ATTUNE_STATEMENT_TIMEOUT: '1000',
    // Longer than any test waits: no lease may be left behind by a node that lives.
    ATTUNE_LEASE: '300000',
  };
  [one, far] = await Promise.all([
    cluster.start({ environment }),
    cluster.start({ environment, databaseUrl: proxy.url }),
  ]);
  sound = (await one.read(cluster.nextChapter())).edits;
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await database.stop();
  await promisify(execFile)('umount', [join(dataDir, 'small')]).catch(() => {});
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  cluster.asked();
  cluster.play(soundly);
});

/** What a call came to: `ok`, or the code of the refusal. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error instanceof ServiceError ? error.code : String(error)),
  );

/** That a chapter has, in the end, one whole page, and that nothing else is kept of it than a page that nothing befell has. */
async function expectWhole(node: ServiceNode, chapter: string): Promise<void> {
  await expect.poll(() => node.read(chapter).catch(String)).toMatchObject({ complete: true });
  const { edits, variant } = await node.read(chapter);
  expect(edits).toEqual(sound);
  const kept = await cluster.kept(chapter);
  expect(kept.variants).toEqual([variant]);
  expect(kept.adaptations.map(({ state }) => state)).toEqual(kept.adaptations.map(() => 'done'));
  expect(cluster.names(kept.adaptations)).toEqual(['b2', 'b5', 'b6', 'b7']);
}

/** A reader who changes their answers again and again, each time to others. */
function writer(client: Client, facets: readonly Facet[]): { stop: () => Promise<Writing> } {
  const state = { confirmed: 0, attempted: 0, isStopped: false };
  const refusals = new Set<string>();
  const write = async (): Promise<void> => {
    for (let count = 1; !state.isStopped; count += 1) {
      state.attempted = count;
      const said = await outcome(client.updatePreferences({ profile: numbered(count, facets) }));
      if (said === 'ok') state.confirmed = count;
      else refusals.add(said);
    }
  };
  const writing = write();
  return {
    async stop() {
      state.isStopped = true;
      await writing;
      return { ...state, refusals: [...refusals] };
    },
  };
}
interface Writing {
  /** The last that was said to be kept, and the last that was tried. */
  readonly confirmed: number;
  readonly attempted: number;
  readonly refusals: readonly string[];
}

/** A number as answers: each number has its own. */
function numbered(count: number, facets: readonly Facet[]): Profile {
  let rest = count;
  return Object.fromEntries(
    facets.map(({ id, options }) => {
      const option = options[rest % options.length];
      rest = Math.floor(rest / options.length);
      return [id, option?.value ?? ''];
    }),
  );
}

async function expectNothingLost(client: Client, facets: readonly Facet[], writing: Writing): Promise<void> {
  const { answered } = await client.getPreferences();
  const found = Array.from({ length: writing.attempted + 1 }, (_, count) => count).findLast(
    (count) => JSON.stringify(sorted(numbered(count, facets))) === JSON.stringify(sorted(answered)),
  );
  expect(writing.confirmed).toBeGreaterThan(0);
  expect(found).toBeGreaterThanOrEqual(writing.confirmed);
}
const sorted = (profile: Profile): unknown[] => Object.entries(profile).sort(([a], [b]) => (a < b ? -1 : 1));

/** A good model that keeps back the last block, until it is let go on. */
function heldBack(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  cluster.play(
    failingAt('section 2', (asked) => ({
      chunks: (async function* () {
        yield* asked.sound.slice(0, 2);
        await promise;
        yield* asked.sound.slice(2);
      })(),
    })),
  );
  return () => {
    cluster.play(soundly);
    resolve();
  };
}

it('kill -9 of Postgres: readers are told, ask again and have all; nothing confirmed is lost', async () => {
  const chapter = cluster.nextChapter();
  const { facets } = await one.client.facets();
  const reader = await one.newReader();
  const writing = writer(reader, facets);
  const letGo = heldBack();
  const [here, there] = [one.visit(chapter), far.visit(chapter)];
  await expect.poll(() => [...here.edited(), ...there.edited()]).toContain('b5');
  await expect.poll(async () => (await outcome(reader.getPreferences())) === 'ok').toBe(true);

  const before = database.pid;
  process.kill(before ?? 0, 'SIGKILL');
  letGo();
  const ends = await Promise.all([here.end, there.end]);
  for (const end of ends)
    expect(end.type === 'error' ? end.error.code : end.type).toMatch(/^(?:database_unavailable|end)$/);
  await expect.poll(() => database.pid !== undefined && database.pid !== before).toBe(true);
  await expect.poll(() => outcome(reader.getPreferences())).toBe('ok');
  const written = await writing.stop();
  expect(written.refusals.filter((code) => code !== 'database_unavailable')).toEqual([]);
  await expectNothingLost(reader, facets, written);
  await expectWhole(far, chapter);
});

describe.each(['cut', 'frozen'] as const)('a database that cannot be reached (%s)', (how) => {
  it('is told to readers of that node, who read the author’s pages meanwhile; what was confirmed is there after', async () => {
    const chapter = cluster.nextChapter();
    const { facets } = await far.client.facets();
    const reader = await far.newReader();
    const writing = writer(reader, facets);
    const letGo = heldBack();
    const visit = far.visit(chapter);
    await expect.poll(() => visit.edited()).toContain('b5');

    if (how === 'cut') await proxy.cut();
    else proxy.freeze();
    letGo();
    expect(await visit.end).toMatchObject({ type: 'error', error: { code: 'database_unavailable' } });
    expect(await outcome(far.read(chapter))).toBe('database_unavailable');
    expect(await outcome(reader.getPreferences())).toBe('database_unavailable');
    expect((await fetch(far.url)).status).toBe(200);
    expect((await fetch(`${far.url}/v1/health`)).status).toBe(503);
    // The other node has lost nothing, and is not kept waiting by this one for ever.
    expect(await outcome(one.client.createReader())).toBe('ok');

    await proxy.heal();
    await expect.poll(() => outcome(reader.getPreferences())).toBe('ok');
    const written = await writing.stop();
    expect(written.refusals).toEqual(['database_unavailable']);
    await expectNothingLost(reader, facets, written);
    await expectWhole(far, chapter);
  });
});

it('an answer that is stuck in the network, and comes through when a later one was confirmed, takes nothing back', async () => {
  const { token } = await far.client.createReader();
  const [reader, elsewhere] = [far.withToken(token), one.withToken(token)];
  await reader.updatePreferences({ profile: { role: 'Instructor' } });
  proxy.freezeAt('insert into "preferences"');
  expect(await outcome(reader.updatePreferences({ profile: { role: 'Student' } }))).toBe('database_unavailable');
  await elsewhere.updatePreferences({ profile: { role: 'Researcher' } });
  await proxy.heal();
  await expect.poll(() => outcome(reader.getPreferences())).toBe('ok');
  const stuck = `select from pg_stat_activity where application_name = 'attune' and state = 'active' and pid <> pg_backend_pid()`;
  await expect.poll(async () => (await cluster.store.pool.query(stuck)).rows.length).toBe(0);
  expect((await elsewhere.getPreferences()).answered).toEqual({ role: 'Researcher' });
});

describe('connections', () => {
  it('that are all taken: it is said soon, those of the other node notice nothing, and it is over when it is over', async () => {
    const holding = new Connection({ connectionString: database.url });
    await holding.connect();
    const reader = await one.newReader();
    await holding.query('begin; lock table preferences in access exclusive mode');
    const stuck = Array.from({ length: 12 }, () => outcome(reader.updatePreferences({ profile: { role: 'Student' } })));
    await expect.poll(() => outcome(one.client.createReader())).toBe('database_unavailable');
    expect(await outcome(one.client.chapters())).toBe('ok');
    expect(await outcome(far.client.createReader())).toBe('ok');
    await holding.query('rollback');
    await holding.end();
    expect(new Set(await Promise.all(stuck))).toContain('database_unavailable');
    await expect.poll(() => outcome(one.client.createReader())).toBe('ok');
    await expectWhole(one, cluster.nextChapter());
  });

  it('are not held while a model answers, however many readers wait for it', async () => {
    const chapters = Array.from({ length: 3 }, () => cluster.nextChapter());
    const letGo = heldBack();
    const visits = chapters.flatMap((chapter) => Array.from({ length: 10 }, () => one.visit(chapter)));
    await expect.poll(() => visits.every(({ events }) => events.length > 0)).toBe(true);
    const busy = `select from pg_stat_activity where application_name = 'attune' and state <> 'idle' and pid <> pg_backend_pid()`;
    await expect.poll(async () => (await cluster.store.pool.query(busy)).rows.length).toBe(0);
    expect(await outcome(one.newReader())).toBe('ok');
    letGo();
    const ends = await Promise.all(visits.map(({ end }) => end));
    expect(ends.filter((end) => end.type !== 'end' || !end.chapter.complete)).toEqual([]);
    for (const chapter of chapters) await expectWhole(far, chapter);
  });
});

/** The database's tables of what models made, on a disk that is full. Where none can be mounted, they say that theirs is. */
async function fillDisk(): Promise<{ how: 'disk' | 'trigger'; free: () => Promise<void> }> {
  const admin = new URL(database.url);
  admin.searchParams.set('user', 'postgres');
  const connection = new Connection({ connectionString: admin.href });
  await connection.connect();
  onTestFinished(() => connection.end());
  const disk = join(dataDir, 'small');
  await mkdir(disk);
  const isMounted = await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
  if (!isMounted) {
    await connection.query(`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
    const tables = ['adaptations', 'variants'];
    for (const table of tables)
      await connection.query(`create trigger full_disk before insert on ${table} execute function full_disk()`);
    const free = async (): Promise<void> => void (await connection.query('drop function full_disk cascade'));
    return { how: 'trigger', free };
  }
  const { rows } = await connection.query<{ data_directory: string }>('show data_directory');
  const { uid, gid } = await stat(rows[0]?.data_directory ?? '');
  await chown(disk, uid, gid);
  await connection.query(`create tablespace small location '${disk}'`);
  for (const table of ['adaptations', 'variants']) await connection.query(`alter table ${table} set tablespace small`);
  await connection.query('create table filler (text text) tablespace small');
  await connection.query('alter table filler alter column text set storage external');
  const fill = async (statement: string): Promise<void> => {
    await expect
      .poll(() => connection.query(statement).catch(({ code }) => code as string), { timeout: 20_000, interval: 1 })
      .toBe('53100');
  };
  for (const size of [200_000, 2_000, 10]) await fill(`insert into filler values (repeat('x', ${size}))`);
  // The last page of the variants may have room for one more.
  for (const size of [1_000, 1])
    await fill(`insert into variants (key, variant, chapter, revision, profile_hash, projection, edits)
      values (gen_random_uuid(), '', 'filler', '', '', '{}', repeat('x', ${size}))`);
  const free = async (): Promise<void> => {
    await connection.query('drop table filler');
    await connection.query("delete from variants where chapter = 'filler'");
    for (const table of ['adaptations', 'variants'])
      await connection.query(`alter table ${table} set tablespace pg_default`);
    await connection.query('drop tablespace small');
    await promisify(execFile)('umount', [disk]);
  };
  return { how: 'disk', free };
}

it('a disk that is full when a page is to be kept: readers are told, nothing is half kept, and all is well when there is room', async () => {
  const chapter = cluster.nextChapter();
  const { free } = await fillDisk();
  let isFull = true;
  onTestFinished(() => (isFull ? free() : undefined));
  const [visit, other] = [one.visit(chapter), far.visit(chapter)];
  for (const end of await Promise.all([visit.end, other.end]))
    expect(end).toMatchObject({ type: 'error', error: { code: 'database_unavailable' } });
  // What found room in the middle of the disk's last pages is whole, each for itself.
  const { adaptations, variants } = await cluster.kept(chapter);
  expect(variants).toEqual([]);
  const texts = sound.map((edit) => edit.texts);
  for (const { edits } of adaptations) for (const edit of edits) expect(texts).toContainEqual(edit.texts);
  const reader = await one.newReader();
  expect(await outcome(reader.updatePreferences({ profile: { role: 'Student' } }))).toBe('ok');
  await free();
  isFull = false;
  await expectWhole(far, chapter);
  expect((await reader.getPreferences()).answered).toEqual({ role: 'Student' });
});

it('notifications that are lost: who waits on the other node looks by itself', async () => {
  const chapter = cluster.nextChapter();
  proxy.loseNotifications(true);
  onTestFinished(() => proxy.loseNotifications(false));
  const letGo = heldBack();
  const first = one.visit(chapter);
  await expect.poll(() => first.edited()).toContain('b5');
  const second = far.visit(chapter);
  await expect.poll(() => second.events.length).toBeGreaterThan(0);
  letGo();
  expect(await second.end).toMatchObject({ type: 'end', chapter: { complete: true, edits: sound } });
  expect(cluster.asked()).toEqual(['plan b1-b3, b4-b7', 'section 1: b2', 'section 2: b5, b6, b7']);
  await expectWhole(far, chapter);
});
