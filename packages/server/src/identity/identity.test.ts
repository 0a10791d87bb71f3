import { createHmac } from 'node:crypto';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../ports.ts';
import { SECRET } from '../testing/test-app.ts';
import { createAuth } from './auth.ts';
import { createIdentity } from './identity.ts';
import { sessionOf } from './token.ts';

let database: TestDatabase;
let store: Store;
let identity: Identity;
const made = (secret: string, database = store.db): Identity =>
  createIdentity({ auth: createAuth({ database, secret, logger: pino({ level: 'silent' }) }), secret });

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  identity = made(SECRET);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

test('a token is a session signed with the service’s secret, and another process knows it', async () => {
  const { reader, token } = await identity.createReader();
  expect(await made(SECRET).identify(token)).toEqual({
    state: 'reader',
    ...reader,
    session: expect.any(String) as string,
  });
  expect(await made(`${SECRET}other`).identify(token)).toEqual({ state: 'invalid' });
});

test('the session’s name without its signature is no token, nor the one that the database has', async () => {
  const { reader, token } = await identity.createReader();
  const { rows } = await store.pool.query('select token from sessions where user_id = $1', [reader.id]);
  expect(token.startsWith(`${rows[0].token}.`)).toBe(true);
  expect(await identity.identify(rows[0].token)).toEqual({ state: 'invalid' });
});

test('a forged token costs no query', async () => {
  const down = openStore({ url: 'postgresql://attune@127.0.0.1:1/attune' });
  const offline = made(SECRET, down.db);
  expect(await offline.identify('forged.token')).toEqual({ state: 'invalid' });
  await down.close();
});

test('a session lives thirty days from its last day of use', async () => {
  const { reader, token } = await identity.createReader();
  const daysLeft = async (): Promise<number> => {
    const { rows } = await store.pool.query(
      'select extract(epoch from expires_at - now()) / 86400 as days from sessions where user_id = $1',
      [reader.id],
    );
    return Math.round(Number(rows[0].days) * 10) / 10;
  };
  const setDays = (days: number) =>
    store.pool.query(`update sessions set expires_at = now() + $2 * interval '1 day' where user_id = $1`, [
      reader.id,
      days,
    ]);
  await setDays(29.5);
  await identity.identify(token);
  expect(await daysLeft()).toBe(29.5);
  await setDays(3);
  await identity.identify(token);
  expect(await daysLeft()).toBe(30);
});

test('an expired session stays expired', async () => {
  const { reader, token } = await identity.createReader();
  await store.pool.query(`update sessions set expires_at = now() - interval '1 minute' where user_id = $1`, [
    reader.id,
  ]);
  expect(await identity.identify(token)).toEqual({ state: 'expired' });
  expect(await identity.identify(token)).toEqual({ state: 'expired' });
});

test('a token has one spelling, beside the percent-encoded one of a cookie', () => {
  const signature = createHmac('sha256', SECRET).update('session').digest('base64');
  expect(sessionOf(`session.${signature}`, SECRET)).toBe('session');
  expect(sessionOf(encodeURIComponent(`session.${signature}`), SECRET)).toBe('session');
  for (const other of [
    signature.replace('=', ''),
    `${signature}=`,
    `${signature} `,
    signature.toLowerCase(),
    signature.slice(1),
    '',
  ]) {
    expect(sessionOf(`session.${other}`, SECRET)).toBeUndefined();
  }
});
