import type { IncomingMessage } from 'node:http';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, PAGE, SECRET, testApp, type TestApp } from '../testing/test-app.ts';
import { clientNetwork } from './client-network.ts';
import { createLimits, DEFAULT_LIMITS, type LimitSettings } from './limits.ts';

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

const from = (address: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: address },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  test.each([
    ['is its connection’s address', [], from('203.0.113.7'), '203.0.113.7'],
    ['is not what it says itself', [], from('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
    ['is what a trusted proxy says', ['10.0.0.0/8'], from('10.0.0.1', '198.51.100.1'), '198.51.100.1'],
    [
      'is the last that no trusted proxy is',
      ['10.0.0.0/8'],
      from('10.0.0.1', '1.1.1.1, 198.51.100.1, 10.0.0.2'),
      '198.51.100.1',
    ],
    ['is the same in both ways of writing it', [], from('::ffff:203.0.113.7'), '203.0.113.7'],
    ['is the half of an IPv6 address that a household has', [], from('2001:db8:1:2:a:b:c:d'), '32.1.13.184.0.1.0.2'],
    ['is nowhere for this machine itself', [], from('127.0.0.1'), undefined],
    ['is nowhere for this machine itself, by IPv6', [], from('::1'), undefined],
  ])('%s', (_, trusted, request, expected) => {
    expect(clientNetwork(trusted)(request)).toBe(expected);
  });
});

/** The service as clients of these addresses see it. */
function limited(settings: Partial<LimitSettings>, network = '203.0.113.7'): TestApp {
  const limits = createLimits({
    counter: store.limits,
    classes: store.classes,
    secret: SECRET,
    settings: { ...DEFAULT_LIMITS, ...settings },
  });
  const service = testApp(store, { limiting: { limits, networkOf: () => network } });
  const { app } = service;
  const request = app.request.bind(app);
  app.request = (input, init) => request(input, init, { incoming: from(network) });
  return service;
}
const refusalOf = ({ status, body }: Answer): unknown[] => [status, body.error?.code];

describe('who asks too much', () => {
  test('is told when it goes on, in the header and in the body; another network is not concerned', async () => {
    const service = limited({ readers: 2 }, '203.0.113.1');
    for (const _ of [1, 2]) expect((await service.call('POST', '/v1/readers')).status).toBe(201);
    const refused = await service.call('POST', '/v1/readers');
    expect(refusalOf(refused)).toEqual([429, 'too_many_requests']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(3_500);
    expect(refused.body.error).toMatchObject({ retryAfter: seconds });
    expect((await limited({ readers: 2 }, '203.0.113.2').call('POST', '/v1/readers')).status).toBe(201);
  });

  test('by changes is refused whatever address it comes from, and reads on', async () => {
    const { token } = await limited({}, '203.0.113.3').newReader();
    const put = (network: string): Promise<Answer> =>
      limited({ writes: 2 }, network).call('PUT', '/v1/readers/me/preferences', { token, body: { profile: {} } });
    expect([(await put('203.0.113.4')).status, (await put('203.0.113.5')).status]).toEqual([200, 200]);
    expect(refusalOf(await put('203.0.113.6'))).toEqual([429, 'too_many_requests']);
    const read = await limited({ writes: 2 }, '203.0.113.4').call('GET', '/v1/readers/me/preferences', { token });
    expect(read.status).toBe(200);
  });

  test('with forged tokens is counted by network, and makes no counters', async () => {
    const service = limited({ writes: 3 }, '203.0.113.8');
    const before = (await store.pool.query('select from limits')).rows.length;
    const answers = [];
    for (let index = 0; index < 5; index += 1)
      answers.push((await service.call('DELETE', '/v1/readers/me/cache', { token: `x${index}.y` })).status);
    expect(answers).toEqual([401, 401, 401, 429, 429]);
    expect((await store.pool.query('select from limits')).rows.length).toBe(before + 1);
  });

  test('is let in with the code of a class, and told where the code is none', async () => {
    const { code } = (await store.classes.create('8a', 1))!;
    const service = limited({ readers: 1 }, '203.0.113.9');
    const create = (given: string): Promise<Answer> =>
      service.call('POST', '/v1/readers', { headers: { 'x-attune-class': given } });
    for (const _ of [1, 2, 3]) expect((await create(code)).status).toBe(201);
    expect(refusalOf(await create('AAAAAAAAAAAA'))).toEqual([403, 'class_unknown']);
    expect((await service.call('POST', '/v1/readers')).status).toBe(201);
    expect((await service.call('POST', '/v1/readers')).status).toBe(429);
  });

  test('by guessing a password has only so many tries for an account, from wherever, and no more with the right one', async () => {
    const email = 'guessed@example.org';
    const body = { email, password: 'a good password' };
    const signIn = (network: string, password: string): Promise<Answer> =>
      limited({ passwords: 3 }, network).call('POST', '/v1/sessions', { body: { email, password } });
    expect((await limited({}, '203.0.113.20').call('POST', '/v1/accounts', { body })).status).toBe(201);
    for (const place of [21, 22])
      expect(refusalOf(await signIn(`203.0.113.${place}`, 'a wrong password'))).toEqual([403, 'credentials_wrong']);
    expect((await signIn('203.0.113.23', body.password)).status).toBe(201);
    expect(refusalOf(await signIn('203.0.113.24', body.password))).toEqual([429, 'too_many_requests']);
  });

  test('for mails to one address, or for accounts without having been here, is refused', async () => {
    const reset = { email: 'mailed@example.org', page: PAGE };
    const mails = limited({ mails: 1 }, '203.0.113.30');
    const send = (): Promise<Answer> => mails.call('POST', '/v1/accounts/password-resets', { body: reset });
    expect([(await send()).status, (await send()).status]).toEqual([202, 429]);
    const accounts = limited({ readers: 1 }, '203.0.113.31');
    const signUp = (name: string): Promise<Answer> =>
      accounts.call('POST', '/v1/accounts', { body: { email: `${name}@example.org`, password: 'a good password' } });
    expect([(await signUp('first')).status, (await signUp('second')).status]).toEqual([201, 429]);
  });

  test('is nowhere to be found: neither database nor log has an address, a reader or a token', async () => {
    const service = limited({}, '203.0.113.77');
    const { id, token } = await service.newReader();
    await service.call('PUT', '/v1/readers/me/preferences', { token, body: { profile: {} } });
    const { rows } = await store.pool.query<{ key: string }>('select * from limits');
    const kept = JSON.stringify(rows) + service.lines.join('');
    for (const secret of ['203.0.113', id, token, token.split('.')[0]!]) expect(kept).not.toContain(secret);
    expect(rows.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  });
});
