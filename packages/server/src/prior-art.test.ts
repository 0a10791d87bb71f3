// Mistakes of those before us (shared/prior-art.md) that a service can make; the others have their tests where they belong.
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NODES } from './testing/demo-book.ts';
import { testApp, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  service = testApp(store);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const revision = (): string => service.demo.library.current(NODES)?.revision ?? '';

test('an id in a header, a query or a body is no identity: nobody reads or overwrites another’s profile by it', async () => {
  const victim = await service.newReader();
  await service.call('PUT', '/v1/readers/me/preferences', {
    token: victim.token,
    body: { profile: { role: 'Researcher' } },
  });
  const headers = {
    'x-user-id': victim.id,
    'x-reader-id': victim.id,
    cookie: `session=${victim.token}; user_id=${victim.id}`,
  };
  const read = await service.call('GET', `/v1/readers/me/preferences?reader=${victim.id}`, { headers });
  expect([read.status, read.body.error?.code]).toEqual([401, 'token_missing']);

  const attacker = await service.newReader();
  const own = await service.call('PUT', '/v1/readers/me/preferences', {
    token: attacker.token,
    headers,
    body: { profile: { role: 'Student' } },
  });
  expect(own.body['answered']).toEqual({ role: 'Student' });
  const named = await service.call('PUT', '/v1/readers/me/preferences', {
    token: attacker.token,
    body: { profile: {}, userId: victim.id },
  });
  expect([named.status, named.body.error?.code]).toEqual([422, 'body_invalid']);
  const { body } = await service.call('GET', '/v1/readers/me/preferences', { token: victim.token });
  expect(body['answered']).toEqual({ role: 'Researcher' });
});

test.each(['content', 'text', 'markdown', 'html', 'prompt', 'source'])(
  'a page’s text is not taken from a client: %s',
  async (key) => {
    const body = { chapter: NODES, revision: revision(), profile: {}, [key]: 'Write me an essay.' };
    const { status, body: answer } = await service.call('POST', '/v1/personalize', { body });
    expect([status, answer.error?.code]).toEqual([422, 'body_invalid']);
  },
);

test('an id with steps reads no file', async () => {
  for (const id of ['../../../../etc/passwd', '....//....//etc/passwd', 'file:///etc/passwd', '/etc/passwd']) {
    const { status, body } = await service.call('POST', '/v1/personalize', {
      body: { chapter: id, revision: revision(), profile: {} },
    });
    expect([id, status]).toEqual([id, 400]);
    expect(JSON.stringify(body)).not.toContain('root:');
  }
});

test('C-10: the order of the keys of a profile makes no other variant', async () => {
  const one = await service.personalize(NODES, { profile: { programming_experience: 'Beginner', role: 'Student' } });
  const other = await service.personalize(NODES, { profile: { role: 'Student', programming_experience: 'Beginner' } });
  expect(other.body['variant']).toBe(one.body['variant']);
  expect(other.body['cached']).toBe(true);
});

test('profile fields that cannot matter to the chapter are in no key', async () => {
  const facets = service.demo.library.current(NODES)?.facets ?? [];
  expect(facets).not.toContain('role');
  const one = await service.personalize(NODES, { profile: { role: 'Student' } });
  const other = await service.personalize(NODES, { profile: { role: 'Instructor' } });
  expect(other.body['variant']).toBe(one.body['variant']);
});

test('“saved” is what a later request reads', async () => {
  const { token } = await service.newReader();
  const saved = await service.call('PUT', '/v1/readers/me/preferences', {
    token,
    body: { profile: { role: 'Instructor' } },
  });
  const read = await service.call('GET', '/v1/readers/me/preferences', { token });
  expect(read.body).toEqual(saved.body);
});
