import { createHmac } from 'node:crypto';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { READING_HEADER } from './authenticate.ts';
import { type Document, documentOf } from './testing/described.ts';
import { type Answer, PAGE, SECRET, testApp, type TestApp } from './testing/test-app.ts';

// Every operation of the document with no token, another reader's, an expired, a forged and a revoked one.

let database: TestDatabase;
let store: Store;
let service: TestApp;
let document: Document;
/** The variant that stands for readers without answers, and its pointer's address. */
let [pointer, variant] = ['', ''];

const NODES = 'default/current/en/nodes';
const PASSWORD = 'correct horse battery';
const CHALLENGE = 'c'.repeat(43);
let count = 0;
const email = (): string => `operation${(count += 1)}@example.org`;
const revision = (): string => service.demo.library.current(NODES)?.revision ?? '';

/** What is sent, and what answers it: to nobody, and to another reader who sends a good token. */
interface Row {
  readonly path?: () => string;
  readonly body?: () => object;
  readonly nobody: string | number;
  readonly other: string | number;
  /** A session that is over is found out behind the answer: until then it counts as nobody's, who may ask this too. */
  readonly isLate?: true;
  /** It only reads what is the reader's: a reading token is believed until its five minutes are over. */
  readonly reads?: true;
  /** The answer is no JSON. */
  readonly isPage?: true;
}
const READER = { nobody: 'token_missing' } as const;
const PUBLIC = { nobody: 200, other: 200 } as const;
const answers = { profile: { role: 'Student' } };

const ROWS: Readonly<Record<string, Row>> = {
  createReader: { nobody: 201, other: 201 },
  getReader: { ...READER, other: 200, reads: true },
  submitOnboarding: { ...READER, other: 200, body: () => ({ ...answers, state: 'done' }) },
  getPreferences: { ...READER, other: 200, reads: true },
  updatePreferences: { ...READER, other: 200, body: () => answers },
  personalize: { ...READER, other: 200, body: () => ({ chapter: NODES, revision: revision() }) },
  clearCache: { ...READER, other: 200 },
  exportReader: { ...READER, other: 200 },
  eraseReader: { ...READER, other: 200 },
  signUp: { nobody: 201, other: 201, body: () => ({ email: email(), password: PASSWORD }) },
  signIn: {
    nobody: 'credentials_wrong',
    other: 'credentials_wrong',
    body: () => ({ email: email(), password: PASSWORD }),
  },
  signOut: { ...READER, other: 200 },
  signOutEverywhere: { ...READER, other: 200 },
  getAccount: { ...READER, other: 'account_missing' },
  changePassword: {
    ...READER,
    other: 'account_missing',
    body: () => ({ current: PASSWORD, password: 'another password' }),
  },
  requestPasswordReset: { nobody: 202, other: 202, body: () => ({ email: email(), page: PAGE }) },
  resetPassword: { nobody: 'proof_invalid', other: 'proof_invalid', body: () => ({ proof: 'x', password: PASSWORD }) },
  requestVerification: { ...READER, other: 'account_missing', body: () => ({ page: PAGE }) },
  verifyEmail: { nobody: 'proof_invalid', other: 'proof_invalid', body: () => ({ proof: 'x' }) },
  getWaysToSignIn: PUBLIC,
  startSignIn: {
    nobody: 'provider_unknown',
    other: 'provider_unknown',
    path: () => '/v1/sign-in/none',
    body: () => ({ page: PAGE, challenge: CHALLENGE }),
  },
  finishSignIn: {
    nobody: 'provider_unknown',
    other: 'provider_unknown',
    path: () => '/v1/sign-in/none/callback?state=x',
  },
  exchangeCode: { nobody: 'proof_invalid', other: 'proof_invalid', body: () => ({ code: 'x', verifier: CHALLENGE }) },
  getStatistics: { ...READER, other: 'role_missing' },
  clearStored: { ...READER, other: 'role_missing', body: () => ({ all: true }) },
  listFlags: { ...READER, other: 'role_missing' },
  getPointer: { ...PUBLIC, path: () => pointer, isLate: true },
  getVariant: { ...PUBLIC, path: () => `/v1/variants/${variant}.json` },
  pinVariant: { ...PUBLIC, path: () => `/v1/variants/${variant}/pin` },
  sendFeedback: {
    nobody: 200,
    other: 200,
    body: () => ({ chapter: NODES, variant, block: '0a1b2c3d4e5f', action: 'rewrite', tag: 'x', verdict: 'up' }),
  },
  listFacets: PUBLIC,
  listChapters: PUBLIC,
  getChapter: { ...PUBLIC, path: () => `/v1/chapters/${encodeURIComponent(NODES)}` },
  getHealth: PUBLIC,
  getLiveness: PUBLIC,
  getOpenApi: PUBLIC,
  getDocs: { ...PUBLIC, isPage: true },
};

interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly security?: readonly object[];
}
const operations = (): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, ...operation })),
  );

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  service = testApp(store);
  document = await documentOf(service.app);
  const { body } = await service.personalize(NODES, { profile: {} });
  variant = String(body['variant']);
  pointer = `/v1/chapters/${NODES}/${revision()}/${String(body['profileHash'])}.json`;
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

async function ask(id: string, token?: string): Promise<unknown> {
  const { path, body, isPage } = ROWS[id] as Row;
  const operation = operations().find(({ operationId }) => operationId === id) as Operation;
  const at = path?.() ?? operation.path;
  if (isPage) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return (await service.app.request(at, { method: operation.method, headers })).status;
  }
  const answer: Answer = await service.call(operation.method, at, { token, body: body?.() });
  return answer.body.error?.code ?? answer.status;
}

/** All that is stored of a reader. */
async function rowsOf(id: string): Promise<unknown> {
  await service.uses.flush();
  await service.log.flush();
  const session = (await store.pool.query<{ id: string }>('select id from sessions where user_id = $1', [id])).rows[0];
  return store.readers.export({ userId: id, session: session?.id });
}

const forged = (token: string): string[] => {
  const [session = '', signature = ''] = token.split('.');
  const others = createHmac('sha256', `${SECRET}other`).update(session).digest('base64');
  return [session, `${session}.${others}`, `other.${signature}`, `r.${session}.${signature}`, 'x'];
};

test('each operation of the document has a row here, and no other has', () => {
  expect(
    operations()
      .map(({ operationId }) => operationId)
      .sort(),
  ).toEqual(Object.keys(ROWS).sort());
});

describe.each(Object.keys(ROWS))('%s', (id) => {
  const row = ROWS[id] as Row;
  /** Whether the document says that it looks at tokens. */
  const looks = (): boolean => operations().some((one) => one.operationId === id && (one.security ?? []).length > 0);

  test('with no token', async () => {
    expect(await ask(id)).toBe(row.nobody);
    const { security = [] } = operations().find(({ operationId }) => operationId === id) as Operation;
    if (security.length === 1) expect(row.nobody).toBe('token_missing');
  });

  test('with another reader’s token touches nothing of a reader’s', async () => {
    const reader = await service.newReader();
    await service.call('PUT', '/v1/readers/me/preferences', { token: reader.token, body: answers });
    await service.personalize(NODES, { token: reader.token });
    const before = await rowsOf(reader.id);
    expect(Object.keys(before as object).length).toBeGreaterThan(5);
    expect(await ask(id, (await service.newReader()).token)).toBe(row.other);
    expect(await rowsOf(reader.id)).toEqual(before);
  });

  test('with a forged token', async () => {
    const { token } = await service.newReader();
    for (const one of forged(token)) expect(await ask(id, one)).toBe(looks() ? 'token_invalid' : row.nobody);
  });

  test.each([
    ['an expired', `update sessions set expires_at = now() - interval '1 second' where user_id = $1`],
    ['a revoked', 'delete from sessions where user_id = $1'],
    ['an erased reader’s', 'delete from users where id = $1'],
  ])('with %s token', async (_, statement) => {
    const reader = await service.newReader();
    await store.pool.query(statement, [reader.id]);
    if (row.isLate) {
      expect(await ask(id, reader.token)).toBe(row.nobody);
      await service.uses.flush();
    }
    expect(await ask(id, reader.token)).toBe(looks() ? 'token_expired' : row.nobody);
  });

  test('with a reading token whose session was revoked', async () => {
    const { id: reader, token } = await service.newReader();
    const { headers } = await service.call('GET', '/v1/readers/me', { token });
    const reading = headers.get(READING_HEADER) ?? '';
    await store.pool.query('delete from sessions where user_id = $1', [reader]);
    if (row.isLate) {
      expect(await ask(id, reading)).toBe(row.nobody);
      await service.uses.flush();
    }
    const over = looks() ? 'token_expired' : row.nobody;
    expect(await ask(id, reading)).toBe(row.reads ? row.other : over);
  });
});
