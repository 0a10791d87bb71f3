import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from '@attune/contract';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publishSite } from './main.ts';
import { sourceOf } from './testing/demo-site.ts';
import { BEGINNER, failingAt, soundly, URDU } from './testing/model-trial.ts';
import { type Cluster, openCluster, type ServiceNode } from './testing/nodes.ts';

// What several processes of the service do by themselves, over one database.

let database: TestDatabase;
let cluster: Cluster;
const JOBS = { ATTUNE_JOBS: 'on', ATTUNE_LEASE: '10000', ATTUNE_METRICS_PORT: '0' };
const PATIENCE = { timeout: 60_000, interval: 100 };
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});
beforeEach(() => cluster.play(soundly));

async function readAs(node: ServiceNode, chapter: string, profile: Profile): Promise<void> {
  const reader = await node.newReader();
  await reader.updatePreferences({ profile });
  await reader.personalize({ chapter, revision: await node.revisionOf(chapter) });
}
/** Publishes the chapter with another last paragraph. */
async function publishEdited(chapter: string): Promise<void> {
  const path = join(cluster.siteDir, sourceOf(chapter));
  await writeFile(path, (await readFile(path, 'utf8')).replace('A call that nobody answers', 'A call nobody answers'));
  const logger = pino({ level: 'silent' });
  const { changed } = await publishSite({
    siteDir: cluster.siteDir,
    logger,
    environment: { DATABASE_URL: database.url },
  });
  expect(changed).toEqual([chapter]);
}
async function isMaking(node: ServiceNode): Promise<boolean> {
  const address = /"metricsUrl":"([^"]+)"/.exec(node.log())?.[1] ?? '';
  return (await (await fetch(address)).text()).includes('\nattune_pages_being_made 1\n');
}
/** Jobs that were ever asked for. */
const jobs = async (name: string): Promise<string[]> =>
  (
    await cluster.store.pool.query<{ state: string }>('select state from attune_jobs.job where name = $1', [name])
  ).rows.map(({ state }) => state);
async function idle(name: string): Promise<void> {
  await expect.poll(async () => new Set(await jobs(name)), PATIENCE).toEqual(new Set(['completed']));
}

test(
  'after a publication the pages that readers use are made by one node, without anyone asking',
  { timeout: 120_000 },
  async () => {
    const nodes = [await cluster.start({ environment: JOBS }), await cluster.start({ environment: JOBS })] as const;
    const chapter = cluster.nextChapter();
    await readAs(nodes[0], chapter, BEGINNER);
    await readAs(nodes[1], chapter, BEGINNER);
    await readAs(nodes[1], chapter, URDU);
    await idle('warm');
    const before = (await jobs('warm')).length;
    cluster.asked();

    await publishEdited(chapter);
    await expect.poll(async () => (await cluster.kept(chapter)).variants.length, PATIENCE).toBe(4);
    await idle('warm');
    const asked = cluster.asked();
    // Of each kind of reader the edited paragraph alone, and its plan once for both.
    expect(asked).toEqual(['plan b7', 'section 2: b7', 'section 2: b7']);
    expect((await jobs('warm')).length - before).toBe(1);
    for (const node of nodes)
      for (const profile of [BEGINNER, URDU]) expect((await node.read(chapter, profile)).cached).toBe(true);
    expect(cluster.asked()).toEqual([]);
    await Promise.all(nodes.map((node) => node.stop()));
  },
);

test(
  'kill -9 of the node at work: another takes it up, and asks only for what is not there',
  { timeout: 180_000 },
  async () => {
    const nodes = [await cluster.start({ environment: JOBS }), await cluster.start({ environment: JOBS })];
    const chapter = cluster.nextChapter();
    await readAs(nodes[0]!, chapter, BEGINNER);
    await idle('warm');
    // The first that asks for the section never gets an answer.
    let hangs = true;
    cluster.play(
      failingAt('section 2', (asked) => {
        if (!hangs) return soundly(asked);
        return { hang: 'begun' };
      }),
    );
    cluster.asked();
    await publishEdited(chapter);
    let asked: string[] = [];
    await expect.poll(() => (asked = [...asked, ...cluster.asked()]), PATIENCE).toContain('section 2: b7');
    hangs = false;
    const making = await Promise.all(nodes.map(isMaking));
    expect(making.toSorted()).toEqual([false, true]);
    await nodes[making.indexOf(true)]?.kill();
    await expect
      .poll(async () => (await cluster.kept(chapter)).variants.length, { ...PATIENCE, timeout: 120_000 })
      .toBe(2);
    await idle('warm');
    expect(cluster.asked()).toEqual(['section 2: b7']);
  },
);
