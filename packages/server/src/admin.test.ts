import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;
const PASSWORD = 'correct horse battery';
const NODES = 'default/current/en/nodes';
const HASH = 'a'.repeat(64);

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  service = testApp(store);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** The token of an account that the command line has given a role. */
async function appointed(role: 'author' | 'administrator'): Promise<string> {
  const email = `${role}@example.org`;
  await store.accounts.appoint({ email, role, password: await hashPassword(PASSWORD) });
  const { body } = await service.call('POST', '/v1/sessions', { body: { email, password: PASSWORD } });
  return String(body['token']);
}
const ADDRESSES = [
  ['GET', '/v1/admin/stats', undefined],
  ['POST', '/v1/admin/clear', { all: true }],
  ['GET', '/v1/admin/flags', undefined],
] as const;
const codes = (token: string | undefined): Promise<unknown[]> =>
  Promise.all(
    ADDRESSES.map(async ([method, path, body]) => {
      const answer = await service.call(method, path, { token, body });
      return answer.body.error?.code ?? answer.status;
    }),
  );

describe('what is for authors and administrators', () => {
  test('is refused without a token, to anonymous readers, and to those with an account', async () => {
    expect(await codes(undefined)).toEqual(['token_missing', 'token_missing', 'token_missing']);
    const { token } = await service.newReader();
    expect(await codes(token)).toEqual(['role_missing', 'role_missing', 'role_missing']);
    const body = { email: 'first@example.org', password: PASSWORD };
    const first = await service.call('POST', '/v1/accounts', { body });
    expect(await codes(String(first.body['token']))).toEqual(['role_missing', 'role_missing', 'role_missing']);
  });

  test('an author sees what models told about the text, and no more', async () => {
    expect(await codes(await appointed('author'))).toEqual(['role_missing', 'role_missing', 200]);
  });

  test('an administrator sees and does all, until the role is taken: no token carries it', async () => {
    const token = await appointed('administrator');
    expect(await codes(token)).toEqual([200, 200, 200]);
    await store.pool.query(`update users set role = 'reader' where email = 'administrator@example.org'`);
    expect(await codes(token)).toEqual(['role_missing', 'role_missing', 'role_missing']);
  });
});

test('statistics are what the command prints, and nothing of fewer than five readers', async () => {
  const token = await appointed('administrator');
  const read = async (readers: number): Promise<void> => {
    for (let index = 0; index < readers; index += 1) {
      await service.personalize(NODES, { token: (await service.newReader()).token });
    }
    await service.log.flush();
  };
  const stats = async (): Promise<Record<string, unknown>> =>
    (await service.call('GET', '/v1/admin/stats?days=7', { token })).body;
  await read(4);
  expect(await stats()).toMatchObject({ usage: null, chapters: [], hiddenChapters: 1, minReaders: 5 });
  await read(1);
  const shown = await stats();
  expect(shown).toMatchObject({ usage: { requests: 5 }, chapters: [{ chapter: NODES, readers: 5 }] });
  const since = new Date(Date.now() - 6 * 86_400_000);
  expect(shown).toEqual(JSON.parse(JSON.stringify(await store.statistics({ since }))));
  expect((await service.call('GET', '/v1/admin/stats?days=0', { token })).body.error?.code).toBe('body_invalid');
});

test('clearing takes one scope, and only that', async () => {
  const token = await appointed('administrator');
  const clear = (body: object) => service.call('POST', '/v1/admin/clear', { token, body });
  const reader = await service.newReader();
  await service.personalize(NODES, { token: reader.token });
  expect((await clear({ reader: reader.id })).body).toMatchObject({ variants: 0, references: 1 });
  expect((await clear({ chapter: 'default/current/en/other' })).body).toMatchObject({ variants: 0 });
  expect((await clear({ tag: 'no-such-tag' })).body).toMatchObject({ variants: 0 });
  expect((await clear({ model: 'no/model' })).body).toMatchObject({ variants: 0 });
  expect(Number((await clear({ chapter: NODES })).body['variants'])).toBeGreaterThan(0);
  for (const wrong of [{}, { all: false }, { chapter: NODES, all: true }, { reader: 'me' }, { user: reader.id }]) {
    expect((await clear(wrong)).body.error?.code).toBe('body_invalid');
  }
});

test('flags are of a chapter or of all, without those that are settled', async () => {
  const token = await appointed('author');
  const maker = { model: 'anthropic/example', prompts: 'p', at: '2026-11-20T00:00:00.000Z' };
  const flag = (key: string, chapter: string) => ({
    key: key.repeat(64),
    chapter,
    block: HASH,
    text: 'Is 7 right?',
    maker,
  });
  const flags = [flag('a', NODES), flag('b', 'default/current/en/other'), flag('c', NODES)];
  await store.adaptations.putFlags(flags);
  await store.pool.query('update flags set settled_at = now() where key = $1', [flags[2]?.key]);
  const listed = async (query: string) =>
    (await service.call('GET', `/v1/admin/flags${query}`, { token })).body['flags'];
  expect(await listed('')).toEqual([flags[0], flags[1]]);
  expect(await listed(`?chapter=${encodeURIComponent(NODES)}`)).toEqual([flags[0]]);
});
