import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failingAt, soundly } from './testing/model-trial.ts';
import { type Cluster, openCluster, type ServiceNode } from './testing/nodes.ts';

// Two processes of the service over one Postgres, and a model that counts what it is asked.

let database: TestDatabase;
let cluster: Cluster;
let one: ServiceNode;
let other: ServiceNode;
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
  [one, other] = await Promise.all([cluster.start(), cluster.start()]);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});
beforeEach(() => void cluster.asked());

const ALL = ['plan b1-b3, b4-b7', 'section 1: b2', 'section 2: b5, b6, b7'];

/** Whether readers of another node wait for what is being made. */
const isWaitedFor = async (): Promise<boolean> =>
  (await cluster.store.pool.query('select from leases where wanted_until > now()')).rows.length > 0;

/** A good model that keeps back the second section after two edits, until it is let go on. */
function heldBack(): { letGo: () => void } {
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
  return {
    letGo: () => {
      cluster.play(soundly);
      resolve();
    },
  };
}

it('a hundred first readers at once, over two nodes: each section is asked for once, and all get the same variant', async () => {
  const chapter = cluster.nextChapter();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? one : other).read(chapter)),
  );
  expect(cluster.asked()).toEqual(ALL);
  expect(new Set(answers.map(({ variant }) => variant)).size).toBe(1);
  expect(answers.filter(({ complete }) => !complete)).toEqual([]);
  const kept = await cluster.kept(chapter);
  expect(kept.variants).toEqual([answers[0]!.variant]);
  expect(await cluster.leases()).toBe(0);
});

describe('readers on another node than the one that makes the page', () => {
  it('are shown its blocks as they come, and in the end the same page', async () => {
    const chapter = cluster.nextChapter();
    const { letGo } = heldBack();
    const first = one.visit(chapter);
    await expect.poll(() => first.edited()).toContain('b5');
    const second = other.visit(chapter);
    // The block that is being written is kept when the next one begins.
    await expect.poll(() => second.events[0]?.type).toBe('ready');
    const late = other.visit(chapter);
    await expect
      .poll(() => {
        const [ready] = second.events;
        const shown = ready?.type === 'ready' ? cluster.names(ready.chapter.edits) : [];
        return [...shown, ...second.edited()];
      })
      .toEqual(['b2', 'b5']);
    letGo();
    const ends = await Promise.all([first.end, second.end, late.end]);
    expect(ends.map((end) => end.type === 'end' && [end.chapter.complete, cluster.names(end.chapter.edits)])).toEqual(
      Array.from({ length: 3 }, () => [true, ['b2', 'b5', 'b6', 'b7']]),
    );
    expect(new Set(ends.map((end) => end.type === 'end' && end.chapter.variant)).size).toBe(1);
    expect(second.edited().slice(-2)).toEqual(['b6', 'b7']);
    expect(cluster.asked()).toEqual(ALL);
  });

  it('keep it going when the readers of that one have left, and get all of it', async () => {
    const chapter = cluster.nextChapter();
    const { letGo } = heldBack();
    const first = one.visit(chapter);
    await expect.poll(() => first.edited()).toContain('b5');
    const second = other.visit(chapter);
    await expect.poll(() => second.events.length).toBeGreaterThan(0);
    await expect.poll(isWaitedFor).toBe(true);
    first.leave();
    const third = one.visit(chapter);
    await expect.poll(() => third.events.length).toBeGreaterThan(0);
    third.leave();
    letGo();
    expect(await second.end).toMatchObject({ type: 'end', chapter: { complete: true } });
    expect([cluster.provider.aborted, cluster.asked()]).toEqual([0, ALL]);
  });

  it('are told at once that the model failed, and it is not asked again for them; who comes later asks', async () => {
    const chapter = cluster.nextChapter();
    const { promise, resolve } = Promise.withResolvers<void>();
    cluster.play(({ sound }) => ({
      chunks: (async function* () {
        yield* sound.slice(0, 1);
        await promise;
      })(),
      finish: 'cut',
    }));
    const first = one.visit(chapter);
    await expect.poll(() => first.events.length).toBeGreaterThan(0);
    const second = other.visit(chapter);
    await expect.poll(isWaitedFor).toBe(true);
    resolve();
    const failed = { type: 'end', chapter: { complete: false, failure: { code: 'model_unavailable' } } };
    expect(await Promise.all([first.end, second.end])).toMatchObject([failed, failed]);
    expect(cluster.asked()).toEqual(ALL.slice(0, 1));
    cluster.play(soundly);
    expect(await other.read(chapter)).toMatchObject({ complete: true });
    expect((await cluster.kept(chapter)).variants).toHaveLength(1);
  });
});

it('when nobody waits on any node, the model is stopped; what there is by then is kept', async () => {
  const chapter = cluster.nextChapter();
  heldBack();
  const first = one.visit(chapter);
  await expect.poll(() => first.edited()).toContain('b5');
  const before = cluster.provider.aborted;
  first.leave();
  await expect.poll(() => cluster.provider.aborted).toBe(before + 1);
  await expect.poll(() => cluster.leases()).toBe(0);
  expect((await cluster.kept(chapter)).variants).toEqual([]);
  cluster.asked();
  cluster.play(soundly);
  expect(await other.read(chapter)).toMatchObject({ complete: true });
  expect(cluster.asked().filter((called) => !called.startsWith('section 2'))).toEqual([]);
});

it('a node that is stopped gives over what readers of others wait for', async () => {
  const chapter = cluster.nextChapter();
  heldBack();
  const leaving = await cluster.start();
  const first = leaving.visit(chapter);
  await expect.poll(() => first.edited()).toContain('b5');
  const second = other.visit(chapter);
  await expect.poll(() => second.events.length).toBeGreaterThan(0);
  await expect.poll(isWaitedFor).toBe(true);
  first.leave();
  cluster.play(soundly);
  const { rows } = await cluster.store.pool.query<{ holder: string }>('select holder from leases');
  await leaving.stop();
  const held = 'select from leases where holder = $1 and expires_at > now()';
  expect((await cluster.store.pool.query(held, [rows[0]?.holder])).rows).toEqual([]);
  expect(await second.end).toMatchObject({ type: 'end', chapter: { complete: true } });
  const [plan, ...sections] = cluster.asked();
  expect([plan, sections.length]).toEqual([ALL[0], 3]);
});
