import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { READING_HEADER } from './authenticate.ts';
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
afterEach(() => vi.useRealTimers());

const NODES = 'default/current/en/nodes';
const MINUTE = 60_000;
const ME = '/v1/readers/me';

async function newReader(): Promise<{ id: string; token: string; reading: string }> {
  const { id, token } = await service.newReader();
  const { headers } = await service.call('GET', ME, { token });
  return { id, token, reading: headers.get(READING_HEADER) ?? '' };
}
const code = (answer: { status: number; body: { error?: { code: string } } }): unknown =>
  answer.body.error?.code ?? answer.status;
const signOut = (token: string) => service.call('DELETE', '/v1/sessions/current', { token });

describe('a reading token', () => {
  test('is given to who comes with a session’s, and reads without a query', async () => {
    const { id, reading } = await newReader();
    const query = vi.spyOn(store.pool, 'connect');
    expect((await service.call('GET', ME, { token: reading })).body['reader']).toEqual({ id, anonymous: true });
    // The one query is for what is read, none is for who reads.
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  test('is not given to who has one, so that it ends', async () => {
    const { reading } = await newReader();
    expect((await service.call('GET', ME, { token: reading })).headers.get(READING_HEADER)).toBeNull();
  });

  test('of a session that was revoked reads for five minutes and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { token, reading } = await newReader();
    await signOut(token);
    expect(code(await service.call('GET', ME, { token }))).toBe('token_expired');
    vi.setSystemTime(Date.now() + 5 * MINUTE - 1);
    expect(code(await service.call('GET', `${ME}/preferences`, { token: reading }))).toBe(200);
    vi.setSystemTime(Date.now() + 1);
    expect(code(await service.call('GET', `${ME}/preferences`, { token: reading }))).toBe('token_expired');
  });

  test('of a session that was revoked writes nothing, and makes no model write', async () => {
    const { id, token, reading } = await newReader();
    const revision = service.demo.library.current(NODES)?.revision ?? '';
    const body = { profile: { role: 'Student' } };
    await signOut(token);
    const tried = [
      await service.call('PUT', `${ME}/preferences`, { token: reading, body }),
      await service.call('POST', `${ME}/onboarding`, { token: reading, body: { ...body, state: 'done' } }),
      await service.call('DELETE', `${ME}/cache`, { token: reading }),
      await service.call('DELETE', ME, { token: reading }),
      await service.call('GET', `${ME}/export`, { token: reading }),
      await service.call('POST', '/v1/personalize', { token: reading, body: { chapter: NODES, revision } }),
      await service.call('POST', '/v1/accounts', {
        token: reading,
        body: { email: 'a@example.org', password: 'ten characters' },
      }),
    ];
    expect(tried.map(code)).toEqual(tried.map(() => 'token_expired'));
    const { rowCount } = await store.pool.query('select from users where id = $1 and is_anonymous', [id]);
    expect(rowCount).toBe(1);
    expect(await store.preferences.find(id)).toBeUndefined();
  });

  test('is of no use when it was changed, and no session’s token is made of it', async () => {
    const { reading } = await newReader();
    const other = await newReader();
    const [kind, payload = '', signature = ''] = reading.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { until: number };
    const changed = Buffer.from(JSON.stringify({ ...claims, until: claims.until + MINUTE })).toString('base64url');
    for (const forged of [
      `${kind}.${changed}.${signature}`,
      `${kind}.${other.reading.split('.')[1]}.${signature}`,
      `s.${payload}.${signature}`,
      `${payload}.${signature}`,
      `${reading}.x`,
      `${reading}=`,
    ]) {
      expect(code(await service.call('GET', ME, { token: forged }))).toBe('token_invalid');
    }
  });
});

describe('where the session ends between the look at it and the write, the statement itself finds out', () => {
  const ended = async (): Promise<{ userId: string; session: string }> => {
    const { id, token } = await newReader();
    const { rows } = await store.pool.query<{ id: string }>('select id from sessions where user_id = $1', [id]);
    await signOut(token);
    return { userId: id, session: rows[0]?.id ?? '' };
  };
  const someoneElses = async (): Promise<{ userId: string; session: string }> => {
    const [one, other] = [await newReader(), await newReader()];
    const { rows } = await store.pool.query<{ id: string }>('select id from sessions where user_id = $1', [other.id]);
    return { userId: one.id, session: rows[0]?.id ?? '' };
  };

  test.each([
    ['an ended session', ended],
    ['another reader’s session', someoneElses],
  ])('for %s', async (_, make) => {
    const owner = await make();
    await store.variants.putVariant(`k ${owner.userId}`, {
      variant: 'a'.repeat(64),
      chapter: NODES,
      revision: 'b'.repeat(64),
      projection: {},
      profileHash: 'c'.repeat(64),
      edits: [],
      tags: [],
      makers: [],
    });
    const reference = { chapter: NODES, profileHash: 'c'.repeat(64), variantKey: `k ${owner.userId}` };
    await store.references.touch({ userId: owner.userId, ...reference });
    const target = await newReader();
    expect(await store.preferences.change(owner, () => ({ profile: {}, onboarding: 'done' }))).toBeUndefined();
    expect(await store.references.touch({ ...owner, ...reference })).toBe(false);
    expect(await store.references.clear(owner)).toBe(0);
    expect(
      await store.accounts.signUp({ email: `${owner.userId}@example.org`, credential: { password: 'x' } }, owner),
    ).toBe('over');
    expect(await store.accounts.merge(owner, target.id)).toBe(false);
    expect(await store.accounts.setPassword(owner, 'x')).toBe(false);
    expect(await store.accounts.roleOf(owner)).toBeUndefined();
    expect(await store.accounts.endSessions(owner, false)).toBe(0);
    expect(await store.readers.export(owner)).toBeUndefined();
    expect(await store.readers.erase(owner)).toBe(false);
    expect(await store.references.list(owner.userId)).toHaveLength(1);
  });
});
