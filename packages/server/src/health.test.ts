import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTrials, type Play, soundly, type Trial } from './testing/model-trial.ts';
import { testApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

test('liveness asks nobody', async () => {
  const health = vi.fn(store.health);
  const service = testApp({ ...store, health });
  const { status, body } = await service.call('GET', '/v1/health/live');
  expect([status, body, health.mock.calls.length]).toEqual([200, { status: 'ok' }, 0]);
});

test('however many ask whether it is ready, the database is asked once', async () => {
  const health = vi.fn(store.health);
  const service = testApp({ ...store, health });
  const answers = await Promise.all(Array.from({ length: 50 }, () => service.call('GET', '/v1/health')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(health).toHaveBeenCalledTimes(1);
});

test('what was found wrong is looked at anew', async () => {
  let isUp = false;
  const health: Store['health'] = async () => ({ database: isUp ? 'ok' : 'unreachable', migrations: 'current' });
  const service = testApp({ ...store, health });
  expect((await service.call('GET', '/v1/health')).status).toBe(503);
  isUp = true;
  await expect.poll(async () => (await service.call('GET', '/v1/health')).status, { timeout: 5_000 }).toBe(200);
});

/** Status and model of a trial's service. */
async function ready({ service }: Trial): Promise<unknown[]> {
  const { status, body } = await service.call('GET', '/v1/health');
  return [status, body['model']];
}

test('what is wrong with the models is told, and the service is ready all the same', async () => {
  await using trials = await openTrials();
  const down: Play = () => ({ status: 500 });
  await using trial = await trials.open(down);
  expect(await ready(trial)).toEqual([200, 'ok']);
  await trial.read();
  expect(await ready(trial)).toEqual([200, 'failing']);
  for (let time = 0; time < 2; time += 1) await trial.read();
  expect(await ready(trial)).toEqual([200, 'breaker_open']);

  const dear: Play = (asked) => ({
    ...soundly(asked),
    usage: { input: 9_000, cacheRead: 0, cacheWrite: 0, output: 0 },
  });
  await using poor = await trials.open(dear, { models: { budget: { tokensPerDay: 5_000 } } });
  await poor.read();
  expect(await ready(poor)).toEqual([200, 'budget_spent']);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  expect(await ready(poor)).toEqual([200, 'ok']);
  vi.useRealTimers();
});
