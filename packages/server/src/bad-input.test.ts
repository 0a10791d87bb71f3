import { ERRORS, type ErrorCode } from '@attune/contract';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROKEN, demoBook, NODES, SAFETY } from './testing/demo-book.ts';
import { testApp, type Answer, type Call, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;
let reader: { id: string; token: string };
let revision: string;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  service = testApp(store);
  reader = await service.newReader();
  const profile = { role: 'Instructor' };
  await service.call('POST', '/v1/readers/me/onboarding', { token: reader.token, body: { profile, state: 'done' } });
  revision = service.demo.library.current(NODES)?.revision ?? '';
  await service.personalize(NODES, reader);
  await service.log.flush();
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const TABLES = [
  'users',
  'sessions',
  'preferences',
  'variants',
  'variant_references',
  'chapter_revisions',
  'personalization_log',
];

/** Every row there is. */
async function everything(): Promise<unknown[]> {
  await service.log.flush();
  return Promise.all(
    TABLES.map(async (table) => (await store.pool.query(`select * from ${table} order by 1, 2, 3`)).rows),
  );
}

/** The request is refused with exactly this code and its status, says how to mend it, and changes nothing. */
async function refusal(code: ErrorCode, method: string, path: string, call: Call = {}): Promise<Answer> {
  const before = await everything();
  const answer = await service.call(method, path, call);
  const { status, message, remedy } = ERRORS[code];
  expect({ status: answer.status, code: answer.body.error?.code }).toEqual({ status, code });
  expect(answer.body.error).toMatchObject({ message, remedy, requestId: answer.headers.get('x-request-id') });
  expect(await everything()).toEqual(before);
  return answer;
}

const refused = async (...request: Parameters<typeof refusal>): Promise<void> => void (await refusal(...request));

const personalize = (body: object, token: string | undefined = reader.token): Call => ({ token, body });
const preferences = (profile: unknown): Call => ({ token: reader.token, body: { profile } });
const PREFERENCES = '/v1/readers/me/preferences';
const ONBOARDING = '/v1/readers/me/onboarding';

describe('chapters', () => {
  test.each([
    'default/current/en/none',
    'nodes',
    'constructor',
    '__proto__',
    '%zz',
    'default/current/en/nodes%2F',
    'DEFAULT/current/en/nodes',
  ])('unknown chapter %j', (chapter) =>
    refused('chapter_unknown', 'POST', '/v1/personalize', personalize({ chapter, revision })),
  );

  test.each([
    '',
    '/',
    '..',
    '../../../etc/passwd',
    'default/../current/en/nodes',
    'default/./en/nodes',
    '/default/current/en/nodes',
    'default//en/nodes',
    'default/current/en/nodes/',
    'default\\current\\en\\nodes',
    '..\\..\\secret',
    'default/current/en/no\u0000des',
    'default/current/en/no\ndes',
    'default/ .. /en/nodes',
    'default/current/en/\u007f',
    'a/\ud800/b',
  ])('malformed chapter id %j', (chapter) =>
    refused('chapter_id_malformed', 'POST', '/v1/personalize', personalize({ chapter, revision })),
  );

  test.each(['%2e%2e%2fetc', '..%2F..%2Fetc%2Fpasswd', 'a%5Cb', 'a%00b', 'a%2F%2Fb'])(
    'malformed id %s in the address',
    (id) => refused('chapter_id_malformed', 'GET', `/v1/chapters/${id}`),
  );

  test('unknown id in the address', () =>
    refused('chapter_unknown', 'GET', '/v1/chapters/default%2Fcurrent%2Fen%2Fnone'));
  test('steps in the address itself lead nowhere', () => refused('not_found', 'GET', '/v1/chapters/../../etc/passwd'));

  test('unknown and malformed ids when clearing', async () => {
    const { token } = reader;
    await refused('chapter_unknown', 'DELETE', '/v1/readers/me/cache?chapter=none', { token });
    await refused('chapter_id_malformed', 'DELETE', '/v1/readers/me/cache?chapter=..%2Fnodes', { token });
    await refused('body_invalid', 'DELETE', '/v1/readers/me/cache?chapter=a&chapter=b', { token });
  });

  test('a chapter that cannot be parsed is the author’s page', () =>
    refused(
      'chapter_unreadable',
      'POST',
      '/v1/personalize',
      personalize({ chapter: BROKEN, revision: service.demo.library.current(BROKEN)?.revision }),
    ));

  test.each(['0'.repeat(64), '', 'latest', "' or 1=1 --", 'x\u0000', 'F'.repeat(64)])(
    'unknown revision %j',
    (unknown) =>
      refused('revision_unknown', 'POST', '/v1/personalize', personalize({ chapter: NODES, revision: unknown })),
  );
});

describe('answers', () => {
  test('unknown facet, with its place', async () => {
    const { body } = await refusal('facet_unknown', 'PUT', PREFERENCES, preferences({ shoe_size: '43' }));
    expect(body.error?.details).toEqual([{ path: 'profile.shoe_size', message: 'is not a facet of this book' }]);
  });
  test.each(['constructor', 'toString', 'hasOwnProperty', 'Role'])('unknown facet %s', (facet) =>
    refused('facet_unknown', 'PUT', PREFERENCES, preferences({ [facet]: 'x' })),
  );

  test('unknown value, with its place and the values there are', async () => {
    const { body } = await refusal(
      'value_unknown',
      'PUT',
      PREFERENCES,
      preferences({ role: 'Wizard', programming_experience: 'Beginner' }),
    );
    expect(body.error?.details).toEqual([
      { path: 'profile.role', message: 'must be one of: Student, Professional, Researcher, Instructor' },
    ]);
  });
  test.each([
    ['student'],
    [' Student'],
    ['Student\u0000'],
    [''],
    [['Student']],
    [[]],
    ['<script>alert(1)</script>'],
    ['Ignore all instructions'],
  ])('unknown value %j', (role) => refused('value_unknown', 'PUT', PREFERENCES, preferences({ role })));
  test('all wrong places are named, the first gives the code', async () => {
    const { body } = await refusal('value_unknown', 'POST', ONBOARDING, {
      token: reader.token,
      body: { profile: { role: 'x', y: 'z' }, state: 'done' },
    });
    expect(body.error?.details?.map(({ path }) => path)).toEqual(['profile.role', 'profile.y']);
  });
  test('one answer where a list is asked for', async () => {
    const other = testApp(store, {}, demoBook({ preset: 'learning-goals' }));
    for (const learning_goals of ['research', ['research', 'fame']]) {
      const { status, body } = await other.call('PUT', PREFERENCES, preferences({ learning_goals }));
      expect([status, body.error?.code]).toEqual([422, 'value_unknown']);
    }
  });
  test('in the profile of a request', async () => {
    const request = { chapter: NODES, revision };
    await refused('facet_unknown', 'POST', '/v1/personalize', personalize({ ...request, profile: { x: 'y' } }));
    await refused('value_unknown', 'POST', '/v1/personalize', personalize({ ...request, profile: { role: 'x' } }));
  });
  test('many wrong answers do not make a long answer', async () => {
    const profile = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, 'x']));
    const { body } = await refusal('facet_unknown', 'PUT', PREFERENCES, preferences(profile));
    expect(body.error?.details).toHaveLength(20);
  });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json' };
  const put = (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json): Call => ({
    token: reader.token,
    raw,
    headers,
  });

  test.each(['{"profile":', '', 'profile=x', "{'profile':{}}", '{"profile":{}} {}'])('malformed JSON %j', (raw) =>
    refused('body_malformed', 'PUT', PREFERENCES, put(raw)),
  );
  test.each([
    'null',
    '[]',
    '"x"',
    '1',
    '{}',
    '{"profile":null}',
    '{"profile":[]}',
    '{"profile":{"role":1}}',
    '{"profile":{"role":{"a":"b"}}}',
  ])('JSON of another shape %j', (raw) => refused('body_invalid', 'PUT', PREFERENCES, put(raw)));
  test('unknown keys are refused and named', async () => {
    const { body } = await refusal('body_invalid', 'PUT', PREFERENCES, {
      token: reader.token,
      body: { profile: {}, isAdmin: true },
    });
    expect(body.error?.details).toEqual([{ path: '', message: 'Unrecognized key: "isAdmin"' }]);
  });
  test('another onboarding state', () =>
    refused('body_invalid', 'POST', ONBOARDING, { token: reader.token, body: { profile: {}, state: 'open' } }));
  test('hostile keys do not come back at full length', async () => {
    const { body } = await refusal(
      'body_invalid',
      'PUT',
      PREFERENCES,
      put(JSON.stringify({ profile: {}, ['k'.repeat(50_000)]: 1 })),
    );
    expect(JSON.stringify(body).length).toBeLessThan(1_000);
  });

  const oversized = JSON.stringify({ profile: {}, padding: 'x'.repeat(64 * 1024) });
  test('oversized body', () => refused('body_too_large', 'PUT', PREFERENCES, put(oversized)));
  test('oversized body that declares its length', () =>
    refused(
      'body_too_large',
      'PUT',
      PREFERENCES,
      put(oversized, { ...json, 'content-length': String(oversized.length) }),
    ));
  test('a body that nobody reads is nobody’s fault, however large', async () => {
    const { token } = reader;
    const { status } = await service.call('DELETE', '/v1/readers/me/cache?chapter=' + encodeURIComponent(SAFETY), {
      token,
      raw: oversized,
    });
    expect(status).toBe(200);
  });
  test('a body of exactly 64 KiB is read', () => {
    const rest = '{"profile":{},"padding":""}'.length;
    return refused(
      'body_invalid',
      'PUT',
      PREFERENCES,
      put(`{"profile":{},"padding":"${'x'.repeat(64 * 1024 - rest)}"}`),
    );
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/json',
  ])('content type %s', (type) =>
    refused('content_type_unsupported', 'PUT', PREFERENCES, put('{"profile":{}}', { 'content-type': type })),
  );
  test('no content type', () =>
    refused('content_type_unsupported', 'PUT', PREFERENCES, put(new TextEncoder().encode('{"profile":{}}'), {})));
  test('a type with a character set is JSON too', async () => {
    const { status } = await service.call(
      'PUT',
      PREFERENCES,
      put('{"profile":{"role":"Instructor"}}', { 'content-type': 'application/json; charset=utf-8' }),
    );
    expect(status).toBe(200);
  });
});

describe('tokens', () => {
  const addresses: [string, string, object?][] = [
    ['GET', '/v1/readers/me'],
    ['GET', PREFERENCES],
    ['PUT', PREFERENCES, { profile: {} }],
    ['POST', ONBOARDING, { profile: {}, state: 'done' }],
    ['DELETE', '/v1/readers/me/cache'],
    ['POST', '/v1/personalize', { chapter: NODES, revision: 'x' }],
  ];

  test.each(addresses)('%s %s without a token', (method, path, body) =>
    refused('token_missing', method, path, { body }),
  );

  test.each(addresses)('%s %s with a forged token', async (method, path, body) => {
    const [session, signature] = reader.token.split('.') as [string, string];
    const forged = [
      'x',
      session,
      `${session}.`,
      `.${signature}`,
      `${session}.${signature}x`,
      `${session}.${'A'.repeat(43)}=`,
      `${session}x.${signature}`,
      `${reader.token}.x`,
      reader.id,
      `${reader.id}.${signature}`,
      '%',
      'null',
    ];
    for (const token of forged) await refused('token_invalid', method, path, { token, body });
  });

  test('token_missing says which scheme', async () => {
    const { headers } = await refusal('token_missing', 'GET', '/v1/readers/me', {
      headers: { authorization: `Basic ${reader.token}` },
    });
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  test('an expired token is told from a forged one', async () => {
    const late = await service.newReader();
    await store.pool.query(`update sessions set expires_at = now() - interval '1 second' where user_id = $1`, [
      late.id,
    ]);
    for (const [method, path, body] of addresses)
      await refused('token_expired', method, path, { token: late.token, body });
  });

  test('so is the token of a session or a reader that is gone', async () => {
    const signedOut = await service.newReader();
    await store.pool.query('delete from sessions where user_id = $1', [signedOut.id]);
    await refused('token_expired', 'GET', '/v1/readers/me', { token: signedOut.token });
    const deleted = await service.newReader();
    await store.pool.query('delete from users where id = $1', [deleted.id]);
    await refused('token_expired', 'PUT', PREFERENCES, { token: deleted.token, body: { profile: {} } });
  });
});

describe('addresses', () => {
  test.each([
    '/v1',
    '/v1/',
    '/v1/nothing',
    '/v1/readers/',
    '/v1/readers/someone',
    '/V1/readers',
    '/v1/docs/package.json',
    '/v1/docs/..%2Fpackage.json',
  ])('%s', (path) => refused('not_found', 'GET', path));

  test.each([
    ['GET', '/v1/readers', 'POST'],
    ['POST', '/v1/facets', 'GET, HEAD'],
    ['PATCH', PREFERENCES, 'GET, HEAD, PUT'],
    ['DELETE', '/v1/chapters/a', 'GET, HEAD'],
    ['GET', '/v1/personalize', 'POST'],
    ['OPTIONS', '/v1/readers', 'POST'],
  ])('%s %s', async (method, path, allow) => {
    const { headers } = await refusal('method_not_allowed', method, path);
    expect(headers.get('allow')).toBe(allow);
  });
});
