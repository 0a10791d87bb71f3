import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type LeaseFailure, type Store } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let store: Store;
const [one, other, third] = [randomUUID(), randomUUID(), randomUUID()];
const BUSY: LeaseFailure = { failure: 'overloaded', message: 'busy', retryAfter: 500 };

beforeEach(async () => {
  database = await createTestDatabase();
  store = openStore({ url: database.url });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});
const pass = (time: string): Promise<unknown> =>
  store.pool.query('update leases set expires_at = expires_at - $1::interval, wanted_until = wanted_until - $1', [
    time,
  ]);
const rows = async (): Promise<string[]> =>
  (await store.pool.query<{ key: string }>('select key from leases order by key')).rows.map(({ key }) => key);

describe('a lease', () => {
  it('is held by one of many who claim it at once; the others learn who', async () => {
    const holders = Array.from({ length: 40 }, () => randomUUID());
    const claims = await Promise.all(holders.map((holder) => store.leases.claim('page', holder)));
    const winner = holders[claims.findIndex(({ state }) => state === 'held')];
    expect(claims.filter(({ state }) => state === 'held')).toHaveLength(1);
    expect(claims.flatMap((claim) => (claim.state === 'waiting' ? claim.holder : []))).toEqual(
      Array.from({ length: 39 }, () => winner),
    );
  });

  it('stands while it is renewed, and is another’s once it is not', async () => {
    await store.leases.claim('page', one);
    await pass('14s');
    expect(await store.leases.renew('page', one)).toBe(true);
    await pass('14s');
    expect(await store.leases.claim('page', other)).toEqual({ state: 'waiting', holder: one });
    await pass('2s');
    expect(await store.leases.claim('page', other)).toEqual({ state: 'held' });
    expect(await store.leases.renew('page', one)).toBe(false);
    await store.leases.release('page', one);
    expect(await store.leases.renew('page', other)).toBe(true);
  });

  it('that has run out is renewed where nobody has taken it', async () => {
    await store.leases.claim('page', one);
    await pass('1h');
    expect(await store.leases.renew('page', one)).toBe(true);
  });

  it('is gone when it was given back', async () => {
    await store.leases.claim('page', one);
    await store.leases.release('page', one);
    expect(await rows()).toEqual([]);
    expect(await store.leases.claim('page', other, one)).toEqual({ state: 'held' });
  });

  it('is wanted for as long as others have lately asked for it', async () => {
    await store.leases.claim('page', one);
    expect(await store.leases.isWanted('page')).toBe(false);
    await store.leases.claim('page', other);
    expect(await store.leases.isWanted('page')).toBe(true);
    await pass('16s');
    expect(await store.leases.isWanted('page')).toBe(false);
  });

  it('in which a model failed tells those who waited for that, and nobody else', async () => {
    await store.leases.claim('page', one);
    await store.leases.release('page', one, BUSY);
    expect(await store.leases.claim('page', other, one)).toEqual({ state: 'failed', failure: BUSY });
    expect(await store.leases.renew('page', one)).toBe(false);
    expect(await store.leases.claim('page', other)).toEqual({ state: 'held' });
    expect(await store.leases.claim('page', third, one)).toEqual({ state: 'waiting', holder: other });
  });

  it('that nobody came back to goes after a day, with the next that is given back', async () => {
    await store.leases.claim('failed', one);
    await store.leases.release('failed', one, BUSY);
    await store.leases.claim('died', one);
    await pass('2 days');
    await store.leases.claim('recent', other);
    await store.leases.claim('page', third);
    await store.leases.release('page', third);
    expect(await rows()).toEqual(['recent']);
  });
});

describe('those who wait', () => {
  it('are woken by word of the holder and by its end, on any node, and only for what they wait for', async () => {
    const node = openStore({ url: database.url });
    const heard: string[] = [];
    node.leases.onNews('page', () => heard.push('page'));
    const stop = node.leases.onNews('else', () => heard.push('else'));
    await expect.poll(() => heard.length).toBe(2);
    heard.splice(0);

    await store.leases.claim('page', one);
    await store.leases.tell('page');
    await expect.poll(() => heard).toEqual(['page']);
    await store.leases.release('page', other);
    await store.leases.release('page', one);
    await expect.poll(() => heard).toEqual(['page', 'page']);
    stop();
    await store.leases.tell('else');
    await store.leases.tell('page');
    await expect.poll(() => heard).toEqual(['page', 'page', 'page']);
    await node.close();
  });
});

it('a store that nobody waits at opens no connection of its own for it', async () => {
  await store.leases.claim('page', one);
  await pause(50);
  const { rows: found } = await store.pool.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'attune listen'`,
  );
  expect(found).toEqual([]);
});
