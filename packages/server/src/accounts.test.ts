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

const PASSWORD = 'correct horse battery';
const NODES = 'default/current/en/nodes';
let count = 0;
const newEmail = (): string => `reader${(count += 1)}@example.org`;
const code = (answer: { body: { error?: { code: string } } }): string | undefined => answer.body.error?.code;

interface Known {
  readonly email: string;
  readonly id: string;
  readonly token: string;
}
async function signUp(token?: string, email = newEmail()): Promise<Known> {
  const { status, body } = await service.call('POST', '/v1/accounts', { token, body: { email, password: PASSWORD } });
  expect([status, body['error']]).toEqual([201, undefined]);
  return { email, id: (body['reader'] as { id: string }).id, token: String(body['token']) };
}
const signIn = (email: string, { token, password = PASSWORD }: { token?: string; password?: string } = {}) =>
  service.call('POST', '/v1/sessions', { token, body: { email, password } });
const stateOf = async (token: string): Promise<unknown> => {
  const { status, body } = await service.call('GET', '/v1/readers/me', { token });
  return status === 200 ? (body['reader'] as { id: string }).id : body.error?.code;
};
const answer = (token: string, role: string) =>
  service.call('POST', '/v1/readers/me/onboarding', { token, body: { profile: { role }, state: 'done' } });
const answered = async (token: string): Promise<unknown> =>
  (await service.call('GET', '/v1/readers/me/preferences', { token })).body['answered'];
const rowsOf = async (table: string, id: string): Promise<number> =>
  (await store.pool.query(`select from ${table} where user_id = $1`, [id])).rowCount ?? 0;

describe('R-02: an anonymous reader who signs up', () => {
  test('keeps id, answers, references and history, and the token of before is over', async () => {
    const before = await service.newReader();
    await answer(before.token, 'Instructor');
    await service.personalize(NODES, { token: before.token });
    await service.log.flush();
    const held = [await rowsOf('variant_references', before.id), await rowsOf('personalization_log', before.id)];
    expect(held).toEqual([1, 1]);

    const after = await signUp(before.token);
    expect(after.id).toBe(before.id);
    expect(await answered(after.token)).toEqual({ role: 'Instructor' });
    expect([await rowsOf('variant_references', after.id), await rowsOf('personalization_log', after.id)]).toEqual(held);
    expect(await stateOf(before.token)).toBe('token_expired');
    expect((await service.call('GET', '/v1/accounts/me', { token: after.token })).body).toEqual({
      email: after.email,
      emailVerified: false,
      role: 'reader',
      providers: ['credential'],
    });
  });

  test('is told when the address is taken, in whatever spelling, and stays who they were', async () => {
    const { email } = await signUp();
    const { id, token } = await service.newReader();
    const body = { email: email.toUpperCase(), password: PASSWORD };
    expect(code(await service.call('POST', '/v1/accounts', { token, body }))).toBe('email_taken');
    expect(await stateOf(token)).toBe(id);
  });

  test('makes one account of many sign-ups at once, and of many addresses at once', async () => {
    const email = newEmail();
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => service.call('POST', '/v1/accounts', { body: { email, password: PASSWORD } })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const { token } = await service.newReader();
    const others = await Promise.all(
      Array.from({ length: 5 }, () =>
        service.call('POST', '/v1/accounts', { token, body: { email: newEmail(), password: PASSWORD } }),
      ),
    );
    expect(others.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('has no second account, and no role from a request', async () => {
    const { token } = await signUp();
    const body = { email: newEmail(), password: PASSWORD };
    expect(code(await service.call('POST', '/v1/accounts', { token, body }))).toBe('account_exists');
    for (const more of [{ role: 'administrator' }, { isAnonymous: false }, { emailVerified: true }]) {
      expect(code(await service.call('POST', '/v1/accounts', { body: { ...body, ...more } }))).toBe('body_invalid');
    }
  });

  test('needs an address and ten characters of password', async () => {
    for (const body of [
      { email: 'no address', password: PASSWORD },
      { email: newEmail(), password: 'too short' },
      { email: newEmail(), password: 'x'.repeat(129) },
    ]) {
      expect(code(await service.call('POST', '/v1/accounts', { body }))).toBe('body_invalid');
    }
  });

  test('the password is kept as a salted hash', async () => {
    const [one, other] = [await signUp(), await signUp()];
    const { rows } = await store.pool.query<{ password: string }>(
      'select password from accounts where user_id = any($1)',
      [[one.id, other.id]],
    );
    expect(new Set(rows.map(({ password }) => password)).size).toBe(2);
    for (const { password } of rows) expect(password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });
});

describe('a sign-in', () => {
  test('gives a session of its own, beside the others', async () => {
    const { email, id, token } = await signUp();
    const { status, body } = await signIn(email.toUpperCase());
    expect([status, body['reader']]).toEqual([201, { id, anonymous: false }]);
    expect(await stateOf(String(body['token']))).toBe(id);
    expect(await stateOf(token)).toBe(id);
  });

  test('with a wrong password, an unknown address or another reader’s way in is refused alike', async () => {
    const { email } = await signUp();
    const refused = [
      await signIn(email, { password: 'not the password' }),
      await signIn(newEmail()),
      await signIn(email, { password: '' }),
    ];
    expect(refused.map(code)).toEqual(['credentials_wrong', 'credentials_wrong', 'body_invalid']);
    const sessions = await store.pool.query('select from sessions join users on users.id = user_id where email = $1', [
      email,
    ]);
    expect(sessions.rowCount).toBe(1);
  });

  test('joins the anonymous reader’s history to the account, whose own answers stand', async () => {
    const { email, id, token } = await signUp();
    await answer(token, 'Researcher');
    const visitor = await service.newReader();
    await answer(visitor.token, 'Student');
    await service.personalize(NODES, { token: visitor.token });
    await service.log.flush();
    await store.rollUp();
    const edit = {
      chapter: NODES,
      variant: 'a'.repeat(64),
      block: '0a1b2c3d4e5f',
      action: 'rewrite' as const,
      tag: 'x',
    };
    for (const [reader, verdict] of [
      [id, 'up'],
      [visitor.id, 'down'],
    ] as const)
      await store.feedback.add(reader, { ...edit, verdict });
    await store.feedback.add(visitor.id, { ...edit, verdict: 'report', text: 'It is wrong.' });

    const { body } = await signIn(email, { token: visitor.token });
    const { rows: feedback } = await store.pool.query('select verdict from feedback where user_id = $1 order by id', [
      id,
    ]);
    expect(feedback).toEqual([{ verdict: 'up' }, { verdict: 'report' }]);
    expect(await answered(String(body['token']))).toEqual({ role: 'Researcher' });
    expect([await rowsOf('personalization_log', id), await rowsOf('chapter_readers', id)]).toEqual([1, 1]);
    expect(await rowsOf('variant_references', id)).toBe(0);
    expect(await stateOf(visitor.token)).toBe('token_expired');
    expect((await store.pool.query('select from users where id = $1', [visitor.id])).rowCount).toBe(0);
  });

  test('takes the anonymous reader’s answers and references where the account has none', async () => {
    const { email, id } = await signUp();
    const visitor = await service.newReader();
    await answer(visitor.token, 'Student');
    await service.personalize(NODES, { token: visitor.token });
    const { body } = await signIn(email, { token: visitor.token });
    expect(await answered(String(body['token']))).toEqual({ role: 'Student' });
    expect(await rowsOf('variant_references', id)).toBe(1);
  });

  test('with the token of another account leaves that account alone', async () => {
    const [one, other] = [await signUp(), await signUp()];
    await answer(other.token, 'Student');
    const { status } = await signIn(one.email, { token: other.token });
    expect(status).toBe(201);
    expect(await stateOf(other.token)).toBe(other.id);
    expect(await answered(other.token)).toEqual({ role: 'Student' });
  });
});

describe('a sign-out', () => {
  test('ends this session alone', async () => {
    const { email, id, token } = await signUp();
    const other = String((await signIn(email)).body['token']);
    expect((await service.call('DELETE', '/v1/sessions/current', { token })).body).toEqual({ ended: 1 });
    expect([await stateOf(token), await stateOf(other)]).toEqual(['token_expired', id]);
  });

  test('everywhere ends all', async () => {
    const { email, token } = await signUp();
    const other = String((await signIn(email)).body['token']);
    expect((await service.call('DELETE', '/v1/sessions', { token })).body).toEqual({ ended: 2 });
    expect([await stateOf(token), await stateOf(other)]).toEqual(['token_expired', 'token_expired']);
  });
});

describe('a password', () => {
  const change = (token: string, current: string, password: string) =>
    service.call('PUT', '/v1/accounts/me/password', { token, body: { current, password } });

  test('is changed by who knows it; all sessions end and a new one begins', async () => {
    const { email, id, token } = await signUp();
    expect(code(await change(token, 'not the password', 'another password'))).toBe('password_wrong');
    const { status, body } = await change(token, PASSWORD, 'another password');
    expect(status).toBe(200);
    expect([await stateOf(token), await stateOf(String(body['token']))]).toEqual(['token_expired', id]);
    expect(code(await signIn(email))).toBe('credentials_wrong');
    expect((await signIn(email, { password: 'another password' })).status).toBe(201);
  });

  test('is none of an anonymous reader', async () => {
    const { token } = await service.newReader();
    expect(code(await change(token, PASSWORD, 'another password'))).toBe('account_missing');
    expect(code(await service.call('GET', '/v1/accounts/me', { token }))).toBe('account_missing');
  });

  /** What the link of the last mail to an address has in its fragment. */
  async function mailedTo(email: string, name: string): Promise<string> {
    const mail = await vi.waitUntil(() => service.mails.findLast(({ to }) => to === email));
    const [, page, proof = ''] = new RegExp(`^(\\S+)#attune-${name}=(\\S+)$`, 'm').exec(mail.text) ?? [];
    expect(page).toBe(PAGE);
    return proof;
  }
  const askReset = (email: string, page = PAGE) =>
    service.call('POST', '/v1/accounts/password-resets', { body: { email, page } });
  const reset = (proof: string, password: string) =>
    service.call('POST', '/v1/accounts/password', { body: { proof, password } });

  test('that is forgotten is reset by a mail, once; all sessions end, and the address is proven', async () => {
    const { email, token } = await signUp();
    expect((await askReset(email)).status).toBe(202);
    const proof = await mailedTo(email, 'reset');
    expect((await reset(proof, 'a new password')).status).toBe(200);
    expect(await stateOf(token)).toBe('token_expired');
    expect(code(await signIn(email))).toBe('credentials_wrong');
    const { body } = await signIn(email, { password: 'a new password' });
    const account = await service.call('GET', '/v1/accounts/me', { token: String(body['token']) });
    expect(account.body['emailVerified']).toBe(true);
    expect(code(await reset(proof, 'once more, please'))).toBe('proof_invalid');
  });

  test('is not reset by a proof that is old, forged, or was asked for before the last change', async () => {
    const { email, token } = await signUp();
    await askReset(email);
    const proof = await mailedTo(email, 'reset');
    expect(code(await reset(`${proof}x`, 'a new password'))).toBe('proof_invalid');
    await change(token, PASSWORD, 'another password');
    expect(code(await reset(proof, 'a new password'))).toBe('proof_invalid');

    service.mails.length = 0;
    await askReset(email);
    const later = await mailedTo(email, 'reset');
    await store.pool.query(`update verifications set expires_at = now() - interval '1 second'`);
    expect(code(await reset(later, 'a new password'))).toBe('proof_invalid');
  });

  test('of nobody is answered as that of somebody, and no mail is sent', async () => {
    const email = newEmail();
    const { status, body } = await askReset(email);
    expect([status, body]).toEqual([202, { done: true }]);
    expect(service.mails.filter(({ to }) => to === email)).toEqual([]);
  });

  test('is reset on pages of the book alone, and only where the service sends mail', async () => {
    const { email } = await signUp();
    for (const page of [
      'https://evil.example/attune/preferences',
      'https://book.example@evil.example/',
      'https://u:p@book.example/',
    ]) {
      expect(code(await askReset(email, page))).toBe('page_refused');
    }
    expect(code(await askReset(email, 'javascript:alert(1)'))).toBe('body_invalid');
    const silent = testApp(store, { withoutMail: true });
    const asked = await silent.call('POST', '/v1/accounts/password-resets', { body: { email, page: PAGE } });
    expect(code(asked)).toBe('mail_unavailable');
  });

  test('an address is verified by the mail that is sent at sign-up, or once more', async () => {
    const email = newEmail();
    const body = { email, password: PASSWORD, page: PAGE };
    const { body: made } = await service.call('POST', '/v1/accounts', { body });
    const token = String(made['token']);
    const verify = (proof: string) => service.call('POST', '/v1/accounts/verifications', { body: { proof } });
    const first = await mailedTo(email, 'verify');
    service.mails.length = 0;
    const again = await service.call('POST', '/v1/accounts/me/verifications', { token, body: { page: PAGE } });
    expect(again.status).toBe(202);
    expect((await verify(await mailedTo(email, 'verify'))).status).toBe(200);
    expect((await service.call('GET', '/v1/accounts/me', { token })).body['emailVerified']).toBe(true);
    expect(code(await reset(first, 'a new password'))).toBe('proof_invalid');
  });

  test('what a mail proves is kept as a hash', async () => {
    const { email } = await signUp();
    service.mails.length = 0;
    await askReset(email);
    const proof = await mailedTo(email, 'reset');
    const { rows } = await store.pool.query<object>('select * from verifications');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(proof);
  });
});

test('no cookie is sent, and none is a proof', async () => {
  const { email, token } = await signUp();
  const { headers, body } = await signIn(email);
  expect(headers.get('set-cookie')).toBeNull();
  for (const value of [token, String(body['token'])]) {
    const cookie = `better-auth.session_token=${encodeURIComponent(value)}`;
    expect(code(await service.call('GET', '/v1/readers/me', { headers: { cookie } }))).toBe('token_missing');
  }
});

test('no line of the log has an address, a password, a token or an e-mail', async () => {
  const address = '203.0.113.7';
  const headers = { 'x-forwarded-for': address, 'user-agent': 'Secret Browser', origin: 'https://book.example' };
  const visitor = await service.newReader();
  const email = newEmail();
  const password = 'a password of the log test';
  const call = (method: string, path: string, body?: object, token?: string) =>
    service.call(method, path, { headers, ...(body && { body }), token });
  await call('POST', '/v1/accounts', { email, password, page: PAGE }, visitor.token);
  const { body } = await call('POST', '/v1/sessions', { email, password });
  const token = String(body['token']);
  await call('POST', '/v1/sessions', { email, password: 'wrong password of it' });
  await call('POST', '/v1/sessions', { email: 'nobody@example.org', password });
  await call('POST', '/v1/accounts', { email, password });
  await call('POST', '/v1/accounts/password-resets', { email, page: PAGE });
  await call('PUT', '/v1/accounts/me/password', { current: 'wrong', password }, token);
  await call('GET', '/v1/readers/me/export', undefined, token);
  await call('DELETE', '/v1/readers/me', undefined, token);
  const down = openStore({ url: 'postgresql://attune@127.0.0.1:1/attune' });
  const failing = testApp(down);
  const failed = await failing.call('POST', '/v1/accounts', { headers, body: { email, password } });
  expect(code(failed)).toBe('database_unavailable');
  await down.close();
  const lines = [...service.lines, ...failing.lines].join('');
  expect(lines.length).toBeGreaterThan(1000);
  for (const secret of [
    email,
    'nobody@example.org',
    '@example.org',
    address,
    password,
    token,
    visitor.token,
    'Secret Browser',
  ]) {
    expect(lines.includes(secret), secret).toBe(false);
  }
});
