import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failingAt, soundly } from './testing/model-trial.ts';
import { type Cluster, openCluster } from './testing/nodes.ts';

let database: TestDatabase;
let cluster: Cluster;
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});

/** A good model that hangs in the second section after two edits. */
const hangAfterTwo = (): void =>
  cluster.play(
    failingAt('section 2', ({ sound }) => ({
      chunks: (async function* () {
        yield* sound.slice(0, 2);
        await new Promise(() => {});
      })(),
    })),
  );

it('kill -9 of the node that makes a page: another makes the rest, of which nothing is asked for twice that was kept', async () => {
  const chapter = cluster.nextChapter();
  const environment = { ATTUNE_LEASE: '3000' };
  const [one, other] = await Promise.all([cluster.start({ environment }), cluster.start({ environment })]);
  const reference = await other.read(cluster.nextChapter());
  cluster.asked();
  hangAfterTwo();
  const first = one.visit(chapter);
  await expect.poll(() => first.edited()).toContain('b6');
  const second = other.visit(chapter);
  await expect.poll(() => second.events.length).toBeGreaterThan(0);
  expect(cluster.asked()).toEqual(['plan b1-b3, b4-b7', 'section 1: b2', 'section 2: b5, b6, b7']);

  cluster.play(soundly);
  await one.kill();
  const killed = await cluster.kept(chapter);
  // What was being written when it died is not there; what came before is.
  expect([cluster.names(killed.adaptations), killed.variants]).toEqual([['b2', 'b5'], []]);
  await expect(first.end).rejects.toThrow();

  const end = await second.end;
  expect(end).toMatchObject({ type: 'end', chapter: { complete: true, edits: reference.edits } });
  expect(cluster.asked()).toEqual(['section 2: b6, b7']);
  const again = await cluster.start();
  expect(await again.read(chapter)).toMatchObject({ cached: true, edits: reference.edits });
  expect((await cluster.kept(chapter)).variants).toHaveLength(1);
});

it('a node that is frozen while it makes a page, and wakes when another has made it: its readers get that one', async () => {
  const chapter = cluster.nextChapter();
  const environment = { ATTUNE_LEASE: '3000' };
  const [one, other] = await Promise.all([cluster.start({ environment }), cluster.start({ environment })]);
  cluster.asked();
  hangAfterTwo();
  const first = one.visit(chapter);
  await expect.poll(() => first.edited()).toContain('b6');
  const second = other.visit(chapter);
  await expect.poll(() => second.events.length).toBeGreaterThan(0);
  cluster.play(soundly);
  one.freeze();
  const end = await second.end;
  expect(end).toMatchObject({ type: 'end', chapter: { complete: true } });
  one.thaw();
  const late = await first.end;
  expect(late.type === 'end' && end.type === 'end' && late.chapter.variant === end.chapter.variant).toBe(true);
  expect(cluster.asked()).toEqual(['plan b1-b3, b4-b7', 'section 1: b2', 'section 2: b5, b6, b7', 'section 2: b6, b7']);
  expect(first.edited()).toEqual(['b2', 'b5', 'b6', 'b7']);
  expect((await cluster.kept(chapter)).variants).toHaveLength(1);
});
