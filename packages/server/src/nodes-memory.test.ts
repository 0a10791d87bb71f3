import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, openCluster, type ServiceNode } from './testing/nodes.ts';

// What two processes of the service have in memory goes when the database says so, whoever told it.

let database: TestDatabase;
let cluster: Cluster;
let nodes: readonly ServiceNode[];
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
  nodes = await Promise.all([cluster.start(), cluster.start()]);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});

/** What each node answers for a variant. */
const served = (hash: string): Promise<number[]> =>
  Promise.all(nodes.map(async ({ url }) => (await fetch(`${url}/v1/variants/${hash}.json`)).status));

it.each<[string, number, (made: { chapter: string; variant: string }) => Promise<unknown>]>([
  ['withdrawn', 410, ({ variant }) => cluster.store.variants.withdraw(variant)],
  ['cleared with its chapter', 404, ({ chapter }) => cluster.store.clear({ chapter })],
  ['cleared with all else', 404, () => cluster.store.clear({ all: true })],
])('a variant that is %s from elsewhere is served by no node any more', async (_, status, take) => {
  const chapter = cluster.nextChapter();
  const made = await nodes[0]!.read(chapter);
  expect(await served(made.variant)).toEqual([200, 200]);
  await take(made);
  await expect.poll(() => served(made.variant)).toEqual([status, status]);
});
