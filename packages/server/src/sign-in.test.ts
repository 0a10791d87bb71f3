import { createHash, randomBytes } from 'node:crypto';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OAuthServer, startOAuthServer } from 'attune-test-support';
import { type Answer, PAGE, testApp, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let provider: OAuthServer;
let service: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  provider = await startOAuthServer();
  const { id, secret, url: issuer } = provider;
  service = testApp(store, {
    providers: { oidc: { id, secret, issuer, name: 'School' }, github: { id: 'g', secret: 's' } },
  });
});
afterAll(async () => {
  provider.close();
  await store.close();
  await database.drop();
});
let count = 0;
beforeEach(() => {
  count += 1;
  provider.user = { sub: `user ${count}`, email: `User${count}@example.org`, email_verified: true };
  provider.claims = {};
});

const PASSWORD = 'correct horse battery';
const code = (answer: Answer): unknown => answer.body.error?.code ?? answer.status;

/** A browser that has begun: its verifier, and where the provider sends it back to. */
async function begin(page = PAGE): Promise<{ verifier: string; back: URL; url: URL }> {
  const verifier = randomBytes(48).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const { body } = await service.call('POST', '/v1/sign-in/oidc', { body: { page, challenge } });
  const url = new URL(String(body['url']));
  const atProvider = await fetch(url, { redirect: 'manual' });
  return { verifier, url, back: new URL(atProvider.headers.get('location') ?? '') };
}
/** Where the service sends a browser that comes back from the provider. */
async function comeBack(back: URL): Promise<URL> {
  const response = await service.app.request(`${back.pathname}${back.search}`);
  expect([response.status, response.headers.get('set-cookie')]).toEqual([302, null]);
  return new URL(response.headers.get('location') ?? '');
}
const codeIn = (page: URL): string => /^#attune-code=(.+)$/.exec(page.hash)?.[1] ?? '';
const exchange = (proof: string, verifier: string, token?: string): Promise<Answer> =>
  service.call('POST', '/v1/sign-in', { token, body: { code: proof, verifier } });
async function signIn(token?: string): Promise<Answer> {
  const { verifier, back } = await begin();
  return exchange(codeIn(await comeBack(back)), verifier, token);
}

test('the ways to sign in are those that are configured', async () => {
  const { body } = await service.call('GET', '/v1/sign-in');
  expect(body).toEqual({
    providers: [
      { id: 'oidc', name: 'School' },
      { id: 'github', name: 'GitHub' },
    ],
    mail: true,
  });
  const none = await testApp(store, { withoutMail: true }).call('GET', '/v1/sign-in');
  expect(none.body).toEqual({ providers: [], mail: false });
  const start = { page: PAGE, challenge: 'c'.repeat(43) };
  expect(code(await service.call('POST', '/v1/sign-in/google', { body: start }))).toBe('provider_unknown');
  const github = await service.call('POST', '/v1/sign-in/github', { body: start });
  expect(String(github.body['url'])).toMatch(/^https:\/\/github\.com\/login\/oauth\/authorize\?.*client_id=g/);
});

describe('a sign-in at a provider', () => {
  test('brings a code in the page’s fragment, which is exchanged for a token; no query and no cookie has one', async () => {
    const { verifier, back, url } = await begin();
    expect(url.searchParams.get('redirect_uri')).toBe('https://service.example/v1/sign-in/oidc/callback');
    const page = await comeBack(back);
    expect(`${page.origin}${page.pathname}${page.search}`).toBe(PAGE);
    const { status, body, headers } = await exchange(codeIn(page), verifier);
    expect([status, headers.get('set-cookie')]).toEqual([201, null]);
    const token = String(body['token']);
    for (const address of [url, back, page]) expect(address.href).not.toContain(token);
    expect((await service.call('GET', '/v1/accounts/me', { token })).body).toEqual({
      email: `user${count}@example.org`,
      emailVerified: true,
      role: 'reader',
      providers: ['oidc'],
    });
  });

  test('finds the same reader again, whatever address the provider has for them by now', async () => {
    const first = await signIn();
    provider.user = { ...provider.user, email: 'moved@example.org' };
    expect((await signIn()).body['reader']).toEqual(first.body['reader']);
  });

  test('keeps what the anonymous reader has: theirs the first time, joined later', async () => {
    const visitor = await service.newReader();
    const answers = { profile: { role: 'Researcher' }, state: 'done' };
    await service.call('POST', '/v1/readers/me/onboarding', { token: visitor.token, body: answers });
    const first = await signIn(visitor.token);
    expect(first.body['reader']).toEqual({ id: visitor.id, anonymous: false });
    const other = await service.newReader();
    const second = await signIn(other.token);
    expect(second.body['reader']).toEqual({ id: visitor.id, anonymous: false });
    expect((await store.pool.query('select from users where id = $1', [other.id])).rowCount).toBe(0);
  });

  test('keeps nothing of the provider’s tokens', async () => {
    const { body } = await signIn();
    const { rows } = await store.pool.query(
      'select access_token, refresh_token, id_token, scope, password from accounts where user_id = $1',
      [(body['reader'] as { id: string }).id],
    );
    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null, scope: null, password: null }]);
  });
});

describe('an account with that address', () => {
  const signUp = async (): Promise<string> => {
    const body = { email: `user${count}@example.org`, password: PASSWORD };
    return String((await service.call('POST', '/v1/accounts', { body })).body['token']);
  };

  test('is not given to who has the address at the provider, while its owner has not proven it', async () => {
    await signUp();
    expect(code(await signIn())).toBe('email_taken');
  });

  test('is, once it is proven', async () => {
    const token = await signUp();
    await store.pool.query('update users set email_verified = true where email = $1', [`user${count}@example.org`]);
    const { body } = await signIn();
    expect((await service.call('GET', '/v1/readers/me', { token })).body['reader']).toEqual(body['reader']);
    const account = await service.call('GET', '/v1/accounts/me', { token });
    expect(account.body['providers']).toEqual(['credential', 'oidc']);
  });
});

describe('is refused:', () => {
  test('a page of an origin that is not allowed', async () => {
    const body = { page: 'https://evil.example/attune/preferences', challenge: 'c'.repeat(43) };
    expect(code(await service.call('POST', '/v1/sign-in/oidc', { body }))).toBe('page_refused');
  });

  test('a code in another browser than the one that began, and a second time', async () => {
    const { verifier, back } = await begin();
    const other = await begin();
    const proof = codeIn(await comeBack(back));
    expect(code(await exchange(proof, other.verifier))).toBe('proof_invalid');
    expect(code(await exchange(proof, verifier))).toBe('proof_invalid');
  });

  test('a state that is forged, used or another provider’s', async () => {
    const { back } = await begin();
    const call = (path: string) => service.call('GET', path);
    expect(code(await call(`/v1/sign-in/github/callback${back.search}`))).toBe('proof_invalid');
    expect(code(await call(`/v1/sign-in/oidc/callback${back.search}`))).toBe('proof_invalid');
    const query = new URLSearchParams({ state: 'forged', code: 'x' });
    expect(code(await call(`/v1/sign-in/oidc/callback?${String(query)}`))).toBe('proof_invalid');
  });

  test.each([
    [
      'an address that the provider has not verified',
      (it: OAuthServer) => void (it.user = { ...it.user, email_verified: false }),
    ],
    ['a reader without an address', (it: OAuthServer) => void (it.user = { sub: 'nobody' })],
    ['an ID token of another sign-in', (it: OAuthServer) => void (it.claims = { nonce: 'another' })],
    ['an ID token for another service', (it: OAuthServer) => void (it.claims = { aud: 'another' })],
    ['an ID token of another provider', (it: OAuthServer) => void (it.claims = { iss: 'https://evil.example' })],
    ['an ID token whose time is over', (it: OAuthServer) => void (it.claims = { exp: 1 })],
  ])('%s', async (_, change) => {
    change(provider);
    const { back } = await begin();
    expect((await comeBack(back)).hash).toBe('#attune-refused=oidc');
    const { rowCount } = await store.pool.query('select from users where email = $1', [`user${count}@example.org`]);
    expect(rowCount).toBe(0);
  });

  test('a reader who said no at the provider, and a code that it does not know', async () => {
    const first = await begin();
    first.back.searchParams.delete('code');
    first.back.searchParams.set('error', 'access_denied');
    expect((await comeBack(first.back)).hash).toBe('#attune-refused=oidc');
    const second = await begin();
    second.back.searchParams.set('code', 'unknown');
    expect((await comeBack(second.back)).hash).toBe('#attune-refused=oidc');
  });
});
