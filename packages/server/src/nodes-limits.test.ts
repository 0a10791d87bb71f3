import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BEGINNER } from './testing/model-trial.ts';
import { type Cluster, openCluster, type ServiceNode } from './testing/nodes.ts';

// Limits over two processes of the service, behind a proxy that says where requests come from.

let database: TestDatabase;
let cluster: Cluster;
let nodes: ServiceNode[];
beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await openCluster(database.url);
  const environment = {
    ATTUNE_PROXIES: 'loopback',
    ATTUNE_LIMIT_READERS: '17',
    ATTUNE_LIMIT_PAGES: '3',
    ATTUNE_LIMIT_NETWORK_PAGES: '5',
  };
  nodes = [await cluster.start({ environment }), await cluster.start({ environment })];
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database.drop();
});

interface Sent {
  readonly node: number;
  readonly method: string;
  readonly path: string;
  readonly address: string;
  readonly token?: string;
  readonly body?: unknown;
}

async function send({
  node,
  method,
  path,
  address,
  token,
  body,
}: Sent): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(nodes[node % nodes.length]!.url + path, {
    method,
    headers: {
      'x-forwarded-for': address,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const newReader = async (address: string): Promise<string> =>
  (await send({ node: 0, method: 'POST', path: '/v1/readers', address })).body['token'] as string;

async function read(node: number, chapter: string, token: string, address: string): Promise<Record<string, unknown>> {
  const revision = await nodes[0]!.revisionOf(chapter);
  return (await send({ node, method: 'POST', path: '/v1/personalize', address, token, body: { chapter, revision } }))
    .body;
}
const beginner = async (address: string): Promise<string> => {
  const token = await newReader(address);
  await send({
    node: 0,
    method: 'PUT',
    path: '/v1/readers/me/preferences',
    address,
    token,
    body: { profile: BEGINNER },
  });
  return token;
};

test('of two hundred at once over two nodes exactly as many new readers are made as one network may', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, node) =>
      send({ node, method: 'POST', path: '/v1/readers', address: '198.51.100.1' }),
    ),
  );
  const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
  expect([count(201), count(429)]).toEqual([17, 183]);
});

test('a reader has as many pages made in a day as may be, whichever node is asked; what is there costs nothing', async () => {
  const chapters = Array.from({ length: 6 }, () => cluster.nextChapter());
  const token = await beginner('198.51.100.2');
  const made = await Promise.all(chapters.map((chapter, node) => read(node, chapter, token, '198.51.100.2')));
  const whole = made.filter(({ complete }) => complete === true);
  expect(whole).toHaveLength(3);
  for (const { failure, edits } of made.filter(({ complete }) => complete !== true)) {
    expect(failure).toMatchObject({ code: 'quota_spent' });
    expect((failure as { retryAfter: number }).retryAfter).toBeGreaterThan(80_000);
    expect(edits).toEqual([]);
  }
  const again = await read(0, whole[0]!['chapter'] as string, token, '198.51.100.2');
  expect(again).toMatchObject({ cached: true, complete: true });

  // Another reader of the same kind finds those pages, and has others made; both together no more than their network may.
  const second = await beginner('198.51.100.2');
  for (const { chapter } of whole)
    expect(await read(1, chapter as string, second, '198.51.100.2')).toMatchObject({ cached: true });
  const missing = made.filter(({ complete }) => complete !== true).map(({ chapter }) => chapter as string);
  const others = await Promise.all(missing.map((chapter, node) => read(node, chapter, second, '198.51.100.2')));
  expect(others.filter(({ complete }) => complete === true)).toHaveLength(2);
  expect(
    await read(
      0,
      others.find(({ complete }) => complete !== true)!['chapter'] as string,
      await beginner('198.51.100.3'),
      '198.51.100.3',
    ),
  ).toMatchObject({ complete: true });
});

test('who has some left is not refused with one who has not: those who wait for one page pay in turn', async () => {
  const [spent, free] = [await beginner('198.51.100.4'), await beginner('198.51.100.5')];
  for (let index = 0; index < 3; index += 1) await read(0, cluster.nextChapter(), spent, '198.51.100.4');
  const chapter = cluster.nextChapter();
  const [refused, ...served] = await Promise.all([
    read(0, chapter, spent, '198.51.100.4'),
    read(0, chapter, free, '198.51.100.5'),
    read(1, chapter, free, '198.51.100.5'),
  ]);
  for (const one of served) expect(one).toMatchObject({ complete: true });
  // Together with others, or alone and too early.
  expect(refused['complete'] === true || (refused['failure'] as { code: string }).code === 'quota_spent').toBe(true);
});

test('a page that no model could make costs nothing', async () => {
  const token = await beginner('198.51.100.6');
  cluster.play(() => ({ status: 400 }));
  for (let index = 0; index < 5; index += 1)
    expect(await read(index, cluster.nextChapter(), token, '198.51.100.6')).toMatchObject({
      failure: { code: 'model_unavailable' },
    });
  cluster.play(({ sound }) => ({ chunks: sound }));
  await expect.poll(() => read(0, cluster.nextChapter(), token, '198.51.100.6')).toMatchObject({ complete: true });
});
