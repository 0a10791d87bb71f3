import { openStore } from '@attune/store';
import { createTestDatabase } from '@attune/store/testing';
import { expect, test } from 'vitest';
import { NODES } from './testing/demo-book.ts';
import { testApp, type TestApp } from './testing/test-app.ts';

const NOWHERE = { url: 'postgresql://attune@127.0.0.1:1/attune' };

async function codes(service: TestApp, token: string): Promise<Record<string, unknown>> {
  const profile = { role: 'Student' };
  const calls = {
    create: service.call('POST', '/v1/readers'),
    reader: service.call('GET', '/v1/readers/me', { token }),
    onboarding: service.call('POST', '/v1/readers/me/onboarding', { token, body: { profile, state: 'done' } }),
    preferences: service.call('GET', '/v1/readers/me/preferences', { token }),
    update: service.call('PUT', '/v1/readers/me/preferences', { token, body: { profile } }),
    personalize: service.personalize(NODES, { token }),
    clear: service.call('DELETE', '/v1/readers/me/cache', { token }),
  };
  const answers = await Promise.all(Object.entries(calls).map(async ([name, call]) => [name, await call] as const));
  return Object.fromEntries(answers.map(([name, { status, body }]) => [name, `${status} ${body.error?.code}`]));
}

test('without a database every operation that needs it says so, and those that do not answer', async () => {
  const database = await createTestDatabase();
  const store = openStore(database);
  const { token } = await testApp(store).newReader();
  await store.close();

  const down = openStore(NOWHERE);
  const service = testApp(down);
  const expected = '503 database_unavailable';
  expect(await codes(service, token)).toEqual({
    create: expected,
    reader: expected,
    onboarding: expected,
    preferences: expected,
    update: expected,
    personalize: expected,
    clear: expected,
  });
  expect((await service.call('GET', '/v1/chapters')).status).toBe(200);
  const health = await service.call('GET', '/v1/health');
  expect([health.status, health.body['database']]).toEqual([503, 'unreachable']);
  await down.close();
  await database.drop();
});

test('nothing of a failure is told but its code', async () => {
  const database = await createTestDatabase();
  const store = openStore(database);
  const service = testApp({
    ...store,
    variants: { ...store.variants, findVariant: () => Promise.reject(new TypeError('secret of the works')) },
  });
  const { status, body } = await service.personalize(NODES, { profile: {} });
  expect([status, body.error?.code]).toEqual([500, 'internal']);
  expect(JSON.stringify(body)).not.toMatch(/secret|TypeError|node_modules|\.ts/);
  expect(service.lines.join('')).toContain('secret of the works');
  await store.close();
  await database.drop();
});

test('when the database comes back, so does the service', async () => {
  const database = await createTestDatabase();
  const store = openStore(database);
  const service = testApp(store);
  const { token } = await service.newReader();
  await store.pool.query('alter table preferences rename to gone');
  expect((await service.call('GET', '/v1/readers/me/preferences', { token })).status).toBe(500);
  await store.pool.query('alter table gone rename to preferences');
  const killed = store.pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => 'killed');
  expect(await killed).toBe('killed');
  expect((await service.call('GET', '/v1/readers/me/preferences', { token })).status).toBe(200);
  await store.close();
  await database.drop();
});
