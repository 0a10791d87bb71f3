import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PAGE, testApp, type TestApp } from './testing/test-app.ts';

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

const NODES = 'default/current/en/nodes';
const PASSWORD = 'correct horse battery';
const ME = '/v1/readers/me';

/** A reader of whom everything is stored that can be. */
async function fullReader(email: string): Promise<{ id: string; token: string }> {
  const visitor = await service.newReader();
  const body = { email, password: PASSWORD, page: PAGE };
  const made = await service.call('POST', '/v1/accounts', { token: visitor.token, body });
  const token = String(made.body['token']);
  await service.call('POST', `${ME}/onboarding`, { token, body: { profile: { role: 'Instructor' }, state: 'done' } });
  await service.personalize(NODES, { token });
  await service.call('POST', '/v1/accounts/password-resets', { body: { email, page: PAGE } });
  await vi.waitUntil(() => service.mails.filter(({ to }) => to === email).length === 2);
  await store.feedback.add(visitor.id, {
    ...{ chapter: NODES, variant: 'a'.repeat(64), block: '0a1b2c3d4e5f', action: 'rewrite', tag: 'x' },
    ...{ verdict: 'report', text: `Wrong. Write to ${email}.` },
  });
  await service.uses.flush();
  await service.log.flush();
  await store.rollUp();
  // A provider's code that was never exchanged has the address in it.
  await store.pool.query(
    `insert into verifications (identifier, value, expires_at) values ('code', $1, now() + interval '1 minute')`,
    [JSON.stringify({ provider: 'github', accountId: '7', email, challenge: 'c' })],
  );
  return { id: visitor.id, token };
}

/** Where in all columns of all tables one of these texts is. */
async function search(texts: readonly string[]): Promise<string[]> {
  const { rows: columns } = await store.pool.query<{ table: string; column: string }>(
    `select table_schema || '.' || table_name as table, column_name as column from information_schema.columns
     where table_schema in ('public', 'seeds') order by 1, 2`,
  );
  expect(columns.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { rowCount } = await store.pool.query(
      `select from ${table} where exists (select from unnest($1::text[]) sought where strpos(lower(${column}::text), sought) > 0)`,
      [texts],
    );
    if ((rowCount ?? 0) > 0) found.push(`${table}.${column}`);
  }
  return found;
}

describe('an export', () => {
  test('has every row that the database has of the reader, and nothing of another', async () => {
    const email = 'export@example.org';
    const { id, token } = await fullReader(email);
    await fullReader('other@example.org');
    const { status, body } = await service.call('GET', `${ME}/export`, { token });
    expect(status).toBe(200);
    const rows = body as unknown as Record<string, Record<string, unknown>[]>;
    expect(Object.fromEntries(Object.entries(rows).map(([table, its]) => [table, its.length]))).toEqual({
      accounts: 1,
      chapter_readers: 1,
      feedback: 1,
      personalization_log: 1,
      preferences: 1,
      sessions: 1,
      users: 1,
      variant_references: 1,
    });
    expect(rows['users']).toMatchObject([{ id, email, role: 'reader' }]);
    expect(rows['preferences']).toMatchObject([{ profile: { role: 'Instructor' }, onboarding: 'done' }]);
    for (const row of Object.values(rows).flat()) expect(row['user_id'] ?? row['id']).toBe(id);
    expect(JSON.stringify(body)).not.toContain('other@example.org');
  });

  test('has nothing by which somebody could be the reader', async () => {
    const { id, token } = await fullReader('secret@example.org');
    const { body } = await service.call('GET', `${ME}/export`, { token });
    const { rows } = await store.pool.query<Record<string, string>>(
      'select password, token from accounts join sessions using (user_id) where user_id = $1',
      [id],
    );
    expect(Object.values(rows[0] ?? {})).toHaveLength(2);
    for (const secret of [token, ...Object.values(rows[0] ?? {})]) expect(JSON.stringify(body)).not.toContain(secret);
  });

  test('finds what waits in memory, and every table that refers to readers', async () => {
    const { token } = await service.newReader();
    await service.personalize(NODES, { token });
    const { body } = await service.call('GET', `${ME}/export`, { token });
    expect(body['personalization_log']).toHaveLength(1);
    await store.pool.query('create table later (reader uuid references users (id) on delete cascade, note text)');
    expect((await service.call('GET', `${ME}/export`, { token })).body).toHaveProperty('later', []);
    await store.pool.query('drop table later');
  });
});

describe('after a reader is erased', () => {
  test('no column of any table has their id or e-mail; the log’s rows stay, of nobody', async () => {
    const email = 'erase@example.org';
    const { id, token } = await fullReader(email);
    const other = await fullReader('stays@example.org');
    expect((await search([id, email])).length).toBeGreaterThan(8);
    const rows = async (): Promise<number> => (await store.pool.query('select from personalization_log')).rowCount ?? 0;
    const logged = await rows();

    // What is under way comes through after it.
    const late = service.personalize(NODES, { token });
    expect((await service.call('DELETE', ME, { token })).body).toEqual({ done: true });
    await late;
    await service.uses.flush();
    await service.log.flush();
    await store.rollUp();
    expect(await search([id, email])).toEqual([]);
    expect(await rows()).toBeGreaterThanOrEqual(logged);
    expect((await service.call('GET', ME, { token })).body.error?.code).toBe('token_expired');
    expect((await service.call('GET', ME, { token: other.token })).status).toBe(200);
    expect((await search([other.id])).length).toBeGreaterThan(5);
  });

  test('the address can make a new account, which has nothing of the former', async () => {
    const email = 'again@example.org';
    const { token } = await fullReader(email);
    await service.call('DELETE', ME, { token });
    const { body } = await service.call('POST', '/v1/accounts', { body: { email, password: PASSWORD } });
    const kept = await service.call('GET', `${ME}/preferences`, { token: String(body['token']) });
    expect(kept.body).toMatchObject({ answered: {}, onboarding: 'open' });
  });

  test('an anonymous reader is gone alike', async () => {
    const { id, token } = await service.newReader();
    await service.personalize(NODES, { token });
    await service.call('DELETE', ME, { token });
    await service.log.flush();
    expect(await search([id])).toEqual([]);
  });
});
