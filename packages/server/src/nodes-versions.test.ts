import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceError } from '@attune/contract/client';
import { createTestDatabase, startDatabaseProxy, type TestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { publishSite } from './main.ts';
import { sourceOf } from './testing/demo-site.ts';
import { failingAt, soundly } from './testing/model-trial.ts';
import { type Cluster, openCluster, type ServiceNode } from './testing/nodes.ts';

// Nodes that are not alike: an older and a newer version, clocks an hour apart, a book that changes under their hands.

let database: TestDatabase;
let cluster: Cluster;
let one: ServiceNode;
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
  one = await cluster.start();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});
beforeEach(() => {
  cluster.asked();
  cluster.play(soundly);
});

const PLAN = 'plan b1-b3, b4-b7';
const ALL = [PLAN, 'section 1: b2', 'section 2: b5, b6, b7'];

/** A version in which the check of lengths is a newer one, and also wants no clerks: the good model's sixth block has one. */
const NEWER = `
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith('/checks/length/index.ts')) return loaded;
      const source = String(loaded.source)
        .replace('version: 2,', 'version: 3,')
        .replace('check: (edit, chapter, book) =>', "check: (edit, chapter, book) => JSON.stringify(edit).includes('clerk') ? 'it has a clerk' :");
      return { ...loaded, source };
    },
  });`;

describe('two versions of the checks at the same time', () => {
  let newer: ServiceNode;
  beforeAll(async () => {
    newer = await cluster.start({ preload: NEWER });
  });
  afterAll(() => newer.stop());

  it('what the older let pass is judged anew by the newer, which shows no more of it than it lets pass', async () => {
    const chapter = cluster.nextChapter();
    const before = await one.read(chapter);
    expect(cluster.names(before.edits)).toEqual(['b2', 'b5', 'b6', 'b7']);
    expect(cluster.asked()).toEqual(ALL);
    const after = await newer.read(chapter);
    expect([after.complete, cluster.names(after.edits)]).toEqual([true, ['b2', 'b5', 'b7']]);
    // Only for what it refuses, once more; the model says the same again, and the author's words stand.
    expect(cluster.asked()).toEqual(['section 2: b6 again']);
    expect(await one.read(chapter)).toEqual({ ...before, cached: true });
    expect(await newer.read(chapter)).toEqual({ ...after, cached: true });
    expect(cluster.asked()).toEqual([]);
  });

  it('they make a page together: neither asks for what the other has asked for, and each shows what it lets pass', async () => {
    const chapter = cluster.nextChapter();
    const visits = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : newer).visit(chapter));
    const ends = await Promise.all(visits.map(({ end }) => end));
    const shown = ends.map((end) => end.type === 'end' && cluster.names(end.chapter.edits).join());
    const ofNewer = shown.filter((_, index) => index % 2 === 1);
    expect(new Set(ofNewer)).toEqual(new Set(['b2,b5,b7']));
    const told = JSON.stringify(visits.filter((_, index) => index % 2 === 1).map(({ events }) => events));
    expect(told).toContain('the answer is there');
    expect(told).not.toContain('clerk');
    const asked = cluster.asked();
    expect(asked.filter((called) => !called.endsWith('again'))).toEqual(ALL);
    expect(asked.filter((called) => called.endsWith('again'))).toEqual(['section 2: b6 again']);
    const kept = await cluster.kept(chapter);
    expect(new Set(kept.variants)).toEqual(new Set(ends.map((end) => end.type === 'end' && end.chapter.variant)));
  });
});

/** A process that takes the time to be an hour later. */
const AN_HOUR_LATER = `
  const Then = Date;
  const now = () => Then.now() + 3_600_000;
  globalThis.Date = class Date extends Then {
    constructor(...given) { super(...(given.length === 0 ? [now()] : given)); }
    static now() { return now(); }
  };`;

describe('a node whose clock is an hour ahead', () => {
  let ahead: ServiceNode;
  beforeAll(async () => {
    ahead = await cluster.start({ preload: AN_HOUR_LATER });
  });
  afterAll(() => ahead.stop());

  it.each([
    ['makes a page, and the other waits for it', () => [ahead, one] as const],
    ['waits for the page that the other makes', () => [one, ahead] as const],
  ] as const)('%s', async (_, nodes) => {
    const chapter = cluster.nextChapter();
    const [making, waiting] = nodes();
    const { promise, resolve } = Promise.withResolvers<void>();
    cluster.play(
      failingAt('section 2', ({ sound }) => ({
        chunks: (async function* () {
          await promise;
          yield* sound;
        })(),
      })),
    );
    const first = making.visit(chapter);
    await expect.poll(() => first.edited()).toEqual(['b2']);
    const second = waiting.visit(chapter);
    const waits = 'select from leases where wanted_until > now() and expires_at > now()';
    await expect.poll(async () => (await cluster.store.pool.query(waits)).rows.length).toBe(1);
    resolve();
    const ends = await Promise.all([first.end, second.end]);
    expect(ends.map((end) => end.type === 'end' && end.chapter.complete)).toEqual([true, true]);
    expect(new Set(ends.map((end) => end.type === 'end' && end.chapter.variant)).size).toBe(1);
    expect(cluster.asked()).toEqual(ALL);
  });

  it('knows the readers of the other, and the other its own; the last answer stands, wherever it was given', async () => {
    for (const [here, there] of [
      [one, ahead],
      [ahead, one],
    ] as const) {
      const { token } = await here.client.createReader();
      const [reader, elsewhere] = [here.withToken(token), there.withToken(token)];
      await reader.updatePreferences({ profile: { role: 'Student' } });
      await elsewhere.updatePreferences({ profile: { role: 'Researcher' } });
      expect((await reader.getPreferences()).answered).toEqual({ role: 'Researcher' });
      await reader.updatePreferences({ profile: { role: 'Instructor' } });
      expect((await elsewhere.getPreferences()).answered).toEqual({ role: 'Instructor' });
    }
  });
});

describe('a chapter that is edited and published', () => {
  const publish = (siteDir: string) =>
    publishSite({
      siteDir,
      logger: pino({ level: 'silent' }),
      environment: { DATABASE_URL: database.url, ATTUNE_LOG: 'silent' },
    });
  /** A copy of the site, as it is where the author builds it. */
  async function copied(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'attune-published-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp(cluster.siteDir, folder, { recursive: true });
    return folder;
  }
  async function edit(siteDir: string, chapter: string, [from, to]: readonly [string, string]): Promise<void> {
    const path = join(siteDir, sourceOf(chapter));
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  }

  it('while it is being made: who reads the former gets that, whole; of the new one only the change is asked for', async () => {
    const chapter = cluster.nextChapter();
    const other = await cluster.start();
    const former = await one.revisionOf(chapter);
    const { promise, resolve } = Promise.withResolvers<void>();
    cluster.play(
      failingAt('section 2', ({ sound }) => ({
        chunks: (async function* () {
          yield* sound.slice(0, 2);
          await promise;
          yield* sound.slice(2);
        })(),
      })),
    );
    const first = one.visit(chapter);
    await expect.poll(() => first.edited()).toContain('b6');
    const siteDir = await copied();
    await edit(siteDir, chapter, ['A call that nobody answers', 'A call that nobody ever answers']);
    expect((await publish(siteDir)).changed).toEqual([chapter]);
    await expect.poll(() => other.revisionOf(chapter)).not.toBe(former);
    await expect.poll(() => one.revisionOf(chapter)).toBe(await other.revisionOf(chapter));

    cluster.asked();
    cluster.play(soundly);
    const after = await other.read(chapter);
    expect(after).toMatchObject({ complete: true, current: true, revision: await other.revisionOf(chapter) });
    expect(cluster.asked()).toEqual(['plan b7', 'section 2: b6, b7']);
    resolve();
    const end = await first.end;
    expect(end).toMatchObject({ type: 'end', chapter: { complete: true, revision: former } });
    const texts = (edits: readonly { texts?: readonly string[] | undefined }[]) =>
      edits.flatMap((one) => one.texts ?? []);
    if (end.type === 'end') {
      expect(texts(end.chapter.edits)).toEqual(texts(after.edits));
      expect(end.chapter.edits.map(({ block }) => block)).not.toEqual(after.edits.map(({ block }) => block));
      expect(new Set((await cluster.kept(chapter)).variants)).toEqual(new Set([end.chapter.variant, after.variant]));
    }
    // The former is answered still, and told apart.
    const again = await other.client.personalize({
      chapter,
      revision: former,
      profile: { programming_experience: 'Beginner' },
    });
    expect(again).toMatchObject({ current: false, cached: true, revision: former });
    await other.stop();
  });

  it('is not taken back by a node that starts with the older build, and found by one that was not reached meanwhile', async () => {
    const chapter = cluster.nextChapter();
    const former = await one.revisionOf(chapter);
    await using proxy = await startDatabaseProxy(database.url);
    const far = await cluster.start({ databaseUrl: proxy.url });
    await proxy.cut();
    const siteDir = await copied();
    await appendFile(join(siteDir, sourceOf(chapter)), '\nOne paragraph more.\n');
    await publish(siteDir);
    const published = async (node: ServiceNode) => (await node.revisionOf(chapter)) !== former;
    await expect.poll(() => published(one)).toBe(true);
    expect(await published(far)).toBe(false);
    await proxy.heal();
    await expect.poll(() => published(far)).toBe(true);
    const late = await cluster.start();
    expect(await Promise.all([late, one, far].map(published))).toEqual([true, true, true]);
    expect((await publish(siteDir)).changed).toEqual([]);
    await Promise.all([late.stop(), far.stop()]);
  });

  it('that no node has been told of is refused with a code, and its page stays the author’s', async () => {
    const refused = one.client.personalize({
      chapter: cluster.nextChapter(),
      revision: 'f'.repeat(64),
      profile: {},
    });
    await expect(refused).rejects.toSatisfy(
      (error) => error instanceof ServiceError && error.code === 'revision_unknown',
    );
  });
});
