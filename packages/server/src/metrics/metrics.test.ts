import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase, startDatabaseProxy, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BEGINNER, MODEL } from '../testing/model-trial.ts';
import { type Cluster, openCluster, type ServiceNode } from '../testing/nodes.ts';

// What Prometheus is told by processes of the service.

let database: TestDatabase;
let cluster: Cluster;
const METRICS = { ATTUNE_METRICS_PORT: '0' };
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
  await writeFile(
    join(cluster.siteDir, 'attune.config.mjs'),
    `export default { models: { budget: { tokensPerDay: 1_000_000 } } };`,
  );
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});

/** As its log says when it is ready; that may come a little after the word of its address. */
async function addressOf(node: ServiceNode): Promise<string> {
  await expect.poll(() => node.log()).toContain('"msg":"ready"');
  return /"metricsUrl":"([^"]+)"/.exec(node.log())?.[1] ?? 'none';
}

/** Series by name and labels; none of a name that nothing was counted under. */
async function scrape(node: ServiceNode): Promise<Map<string, number>> {
  const answer = await fetch(await addressOf(node));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}
const requests = (method: string, route: string, status: number): string =>
  `attune_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`;

test('requests, what was found where, the models’ calls and the pool are counted', async () => {
  const node = await cluster.start({ environment: METRICS });
  const chapter = cluster.nextChapter();
  const [made] = await Promise.all([node.read(chapter), node.read(chapter)]);
  await node.read(chapter);
  const { revision, profileHash, variant } = made;
  const pointer = `${node.url}/v1/chapters/${chapter}/${revision}/${profileHash}.json`;
  for (let time = 0; time < 2; time += 1) expect((await fetch(pointer)).status).toBe(200);
  for (let time = 0; time < 3; time += 1) await (await fetch(`${node.url}/v1/variants/${variant}.json`)).text();

  const series = await scrape(node);
  expect(Object.fromEntries(series)).toMatchObject({
    [requests('POST', '/v1/personalize', 200)]: 3,
    [requests('GET', '/v1/variants/:file', 200)]: 3,
    'attune_cache_lookups_total{what="page",found="none"}': 2,
    'attune_cache_lookups_total{what="page",found="database"}': 1,
    'attune_cache_lookups_total{what="pointer",found="database"}': 1,
    'attune_cache_lookups_total{what="pointer",found="memory"}': 1,
    'attune_cache_lookups_total{what="body",found="database"}': 1,
    'attune_cache_lookups_total{what="body",found="memory"}': 2,
    'attune_single_flight_waits_total{where="process"}': 1,
    [`attune_model_call_duration_seconds_count{model="${MODEL}",kind="plan",outcome="ok"}`]: 1,
    [`attune_model_call_duration_seconds_count{model="${MODEL}",kind="section",outcome="ok"}`]: 2,
    attune_bodies: 1,
    attune_pages_being_made: 0,
    attune_readers_waiting: 0,
    attune_database_connections_max: 10,
    'attune_database_connections{state="waiting"}': 0,
    'attune_model_state{state="ok"}': 1,
    'attune_model_state{state="failing"}': 0,
  });
  const tokens = (sort: string): number =>
    series.get(`attune_model_tokens_total{model="${MODEL}",sort="${sort}"}`) ?? 0;
  expect([tokens('input'), tokens('output')]).toEqual([300, 30]);
  await expect
    .poll(async () => (await scrape(node)).get('attune_model_budget_left{unit="tokens"}'))
    .toBe(1_000_000 - 330);
  expect(series.get('attune_bodies_bytes')).toBeGreaterThan(100);
  expect(series.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
});

test('who waits for what another node makes is counted there', async () => {
  const nodes = [await cluster.start({ environment: METRICS }), await cluster.start({ environment: METRICS })] as const;
  const chapter = cluster.nextChapter();
  await Promise.all(nodes.map((node) => node.read(chapter)));
  const waited = await Promise.all(
    nodes.map(async (node) => (await scrape(node)).get('attune_single_flight_waits_total{where="node"}') ?? 0),
  );
  expect(waited.toSorted()).toEqual([0, 1]);
});

test('no label has an id, a chapter, a reader or what anybody wrote into an address', async () => {
  const node = await cluster.start({ environment: METRICS });
  const chapter = cluster.nextChapter();
  const { variant } = await node.read(chapter, BEGINNER);
  const reader = await (await node.newReader()).getReader();
  const before = (await scrape(node)).size;
  for (const path of ['/v1/chapters/', '/v1/variants/', '/v1/', '/', '/docs/'])
    for (let index = 0; index < 5; index += 1) await fetch(`${node.url}${path}made-up-${index}`);
  await fetch(node.url, { method: 'PROPFIND' });
  const series = [...(await scrape(node)).keys()];
  expect(series.join('\n')).not.toMatch(new RegExp(`made-up|PROPFIND|${chapter}|${variant}|${reader.reader.id}`));
  expect(series.some((name) => name.includes('method="other"'))).toBe(true);
  // Four statuses of as many routes at most, of 20 series each.
  expect(series.length - before).toBeLessThan(8 * 20);
});

test('the public address has none of it, and without a port for them nothing has', async () => {
  const [node, silent] = [await cluster.start({ environment: METRICS }), await cluster.start()];
  expect((await fetch(`${node.url}/metrics`)).status).toBe(404);
  const own = new URL(await addressOf(node));
  expect(['localhost', '127.0.0.1']).toContain(own.hostname);
  expect((await fetch(new URL('/v1/chapters', own))).status).toBe(404);
  expect((await fetch(own, { method: 'POST' })).status).toBe(405);
  expect(await addressOf(silent)).toBe('none');
  expect((await fetch(`${silent.url}/metrics`)).status).toBe(404);
});

test('a node whose database does not answer tells all that it knows by itself', async () => {
  await using proxy = await startDatabaseProxy(database.url);
  const node = await cluster.start({ databaseUrl: proxy.url, environment: METRICS });
  proxy.freeze();
  const series = await scrape(node);
  expect(series.has('attune_model_budget_left{unit="tokens"}')).toBe(false);
  expect(series.has('attune_bodies_bytes')).toBe(true);
  await proxy.heal();
  await expect.poll(async () => (await scrape(node)).has('attune_model_budget_left{unit="tokens"}')).toBe(true);
});
