import { Variant } from '@attune/contract';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NODES, SAFETY } from './testing/demo-book.ts';
import { testApp, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  // How long a busy machine takes is not what is tested.
  store = openStore({ ...database, connectTimeout: 60_000 });
});
beforeEach(async () => {
  await store.pool.query('truncate users, variants, chapter_revisions, personalization_log cascade');
  service = testApp(store);
});
// A batch written while the next test empties the tables would be in its way.
afterEach(() => service.log.flush());
afterAll(async () => {
  await store.close();
  await database.drop();
});

async function readerWith(profile: Record<string, string>): Promise<{ id: string; token: string }> {
  const reader = await service.newReader();
  await service.call('PUT', '/v1/readers/me/preferences', { token: reader.token, body: { profile } });
  return reader;
}
const count = async (table: string): Promise<number> =>
  Number((await store.pool.query(`select count(*) from ${table}`)).rows[0].count);

test('P-01: a chapter for a reader, by the stored answers', async () => {
  const beginner = await readerWith({ programming_experience: 'Beginner' });
  const expert = await readerWith({ programming_experience: 'Advanced', hardware_availability: 'Jetson Kit' });

  const plain = await service.personalize(NODES, beginner);
  expect(plain.status).toBe(200);
  expect(plain.body).toMatchObject({ chapter: NODES, current: true, cached: false });
  const { current: _current, cached: _cached, complete, ...variant } = plain.body;
  expect(complete).toBe(true);
  expect(Variant.parse(variant).edits.map((edit) => edit.action)).toEqual(expect.arrayContaining(['gloss', 'fold']));

  const other = await service.personalize(NODES, expert);
  expect(other.body['variant']).not.toBe(plain.body['variant']);
  expect((other.body['edits'] as { action: string }[]).map((edit) => edit.action)).toContain('show');
});

test('C-02: readers with the same answers share one entry and own a reference each', async () => {
  const [one, other] = [
    await readerWith({ programming_experience: 'Beginner' }),
    await readerWith({ programming_experience: 'Beginner' }),
  ];
  const first = await service.personalize(NODES, one);
  const second = await service.personalize(NODES, other);
  expect([first.body['cached'], second.body['cached']]).toEqual([false, true]);
  expect(second.body['variant']).toBe(first.body['variant']);
  expect([await count('variants'), await count('variant_references')]).toEqual([1, 2]);
});

test('C-03: a hundred first requests at once are answered and make one entry', async () => {
  const readers = await Promise.all(
    Array.from({ length: 10 }, () => readerWith({ programming_experience: 'Beginner' })),
  );
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => service.personalize(NODES, readers[index % 10] ?? {})),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(new Set(answers.map((answer) => answer.body['variant'])).size).toBe(1);
  expect([await count('variants'), await count('variant_references')]).toEqual([1, 10]);
});

test('with a profile in the request no token is needed and nothing is stored about the reader', async () => {
  const reader = await service.newReader();
  const profile = { programming_experience: 'Beginner' };
  const anonymous = await service.personalize(NODES, { profile });
  expect(anonymous.status).toBe(200);
  const known = await service.personalize(NODES, { profile, token: reader.token });
  expect(known.body['variant']).toBe(anonymous.body['variant']);
  await service.log.flush();
  expect([await count('variant_references'), await count('preferences')]).toEqual([0, 0]);
  expect((await store.pool.query('select distinct user_id from personalization_log')).rows).toEqual([
    { user_id: null },
  ]);
});

test('a page of an earlier revision gets the edits of that revision, and is told', async () => {
  const reader = await readerWith({ programming_experience: 'Beginner' });
  const before = await service.personalize(NODES, reader);
  const kept = service.demo.edit(NODES, (source) => `${source}\nA topic more.\n`);
  await store.revisions.publish([{ chapter: NODES, revision: kept.revision, path: kept.path, source: kept.source }]);

  const old = await service.personalize(NODES, { ...reader, revision: kept.revision });
  expect(old.body).toMatchObject({ current: false, revision: kept.revision, variant: before.body['variant'] });
  const now = await service.personalize(NODES, reader);
  expect(now.body).toMatchObject({ current: true });
  expect(now.body['revision']).not.toBe(kept.revision);
});

test('C-05: after an edit the former revision is refused unless it was published, and never answered with another', async () => {
  const kept = service.demo.edit(NODES, (source) => `${source}\nMore.\n`);
  const { status, body } = await service.personalize(NODES, { profile: {}, revision: kept.revision });
  expect([status, body.error?.code]).toEqual([409, 'revision_unknown']);
});

test('a kept source that reads differently now is refused', async () => {
  const revision = 'f'.repeat(64);
  await store.revisions.publish([{ chapter: NODES, revision, path: 'nodes.mdx', source: '# Other\n' }]);
  const { status, body } = await service.personalize(NODES, { profile: {}, revision });
  expect([status, body.error?.code]).toEqual([409, 'revision_unknown']);
});

test('A-01: each request is logged, after the answer', async () => {
  const reader = await readerWith({ programming_experience: 'Beginner' });
  await service.personalize(NODES, reader);
  await service.personalize(NODES, reader);
  await service.log.flush();
  const { rows } = await store.pool.query(
    'select user_id, chapter_id, transformation_type, cached, llm_provider from personalization_log order by id',
  );
  const line = {
    user_id: reader.id,
    chapter_id: NODES,
    transformation_type: expect.stringContaining('glossary'),
    llm_provider: null,
  };
  expect(rows).toEqual([
    { ...line, cached: false },
    { ...line, cached: true },
  ]);
});

test('a log that fails fails no request', async () => {
  const broken = testApp({ ...store, log: { append: () => Promise.reject(new Error('disk full')) } });
  expect((await broken.personalize(NODES, { profile: {} })).status).toBe(200);
  await broken.log.flush();
  expect(broken.lines.join('')).toContain('disk full');
});

test('C-06: a reader clears their own references, of one chapter or all', async () => {
  const reader = await readerWith({});
  const other = await readerWith({});
  for (const { token } of [reader, other])
    for (const chapter of [NODES, SAFETY]) await service.personalize(chapter, { token });
  const { token } = reader;
  const one = await service.call('DELETE', `/v1/readers/me/cache?chapter=${encodeURIComponent(SAFETY)}`, { token });
  expect(one.body).toEqual({ cleared: 1 });
  expect((await service.call('DELETE', '/v1/readers/me/cache', { token })).body).toEqual({ cleared: 1 });
  expect((await service.call('DELETE', '/v1/readers/me/cache', { token })).body).toEqual({ cleared: 0 });
  expect(await store.references.list(other.id)).toHaveLength(2);
});

test('C-04: other answers drop the references, the same answers keep them', async () => {
  const reader = await readerWith({ programming_experience: 'Beginner' });
  await service.personalize(NODES, reader);
  const save = (profile: object) =>
    service.call('PUT', '/v1/readers/me/preferences', { token: reader.token, body: { profile } });
  await save({ programming_experience: 'Beginner', role: 'Student' });
  expect(await store.references.list(reader.id)).toHaveLength(1);
  await save({ programming_experience: 'Advanced' });
  expect(await store.references.list(reader.id)).toHaveLength(0);
});

test('C-11: the log stays when a reader is deleted, the references go', async () => {
  const reader = await readerWith({});
  await service.personalize(NODES, reader);
  await service.log.flush();
  await store.pool.query('delete from users where id = $1', [reader.id]);
  expect(await count('variant_references')).toBe(0);
  expect((await store.pool.query('select user_id from personalization_log')).rows).toEqual([{ user_id: null }]);
});
