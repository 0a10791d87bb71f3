import { expect, test } from 'vitest';
import { createAccountClient } from './account-client.ts';
import { createCaller, type ServiceError } from './caller.ts';

test('each method is one request', async () => {
  const sent: string[] = [];
  const fake: typeof fetch = async (url, init) => {
    const body = init?.body as string | undefined;
    sent.push(`${init?.method} ${String(url)} ${body ?? ''}`.trim());
    return Response.json({});
  };
  const client = createAccountClient({ baseUrl: '', fetch: fake });
  const [email, password, page] = ['a@b.c', 'ten characters', 'https://book.example/'];
  await client.signUp({ email, password, page });
  await client.signIn({ email, password });
  await client.signOut();
  await client.signOutEverywhere();
  await client.getAccount();
  await client.changePassword({ current: password, password });
  await client.requestPasswordReset({ email, page });
  await client.resetPassword({ proof: 'p', password });
  await client.requestVerification(page);
  await client.verifyEmail('p');
  await client.waysToSignIn();
  await client.startSignIn('a/b', { page, challenge: 'c' });
  await client.exchangeCode({ code: 'c', verifier: 'v' });
  await client.exportReader();
  await client.eraseReader();
  await client.statistics(7);
  await client.clear({ all: true });
  await client.flags();
  await client.flags('a/b&c');
  expect(sent).toEqual([
    'POST /v1/accounts {"email":"a@b.c","password":"ten characters","page":"https://book.example/"}',
    'POST /v1/sessions {"email":"a@b.c","password":"ten characters"}',
    'DELETE /v1/sessions/current',
    'DELETE /v1/sessions',
    'GET /v1/accounts/me',
    'PUT /v1/accounts/me/password {"current":"ten characters","password":"ten characters"}',
    'POST /v1/accounts/password-resets {"email":"a@b.c","page":"https://book.example/"}',
    'POST /v1/accounts/password {"proof":"p","password":"ten characters"}',
    'POST /v1/accounts/me/verifications {"page":"https://book.example/"}',
    'POST /v1/accounts/verifications {"proof":"p"}',
    'GET /v1/sign-in',
    'POST /v1/sign-in/a%2Fb {"page":"https://book.example/","challenge":"c"}',
    'POST /v1/sign-in {"code":"c","verifier":"v"}',
    'GET /v1/readers/me/export',
    'DELETE /v1/readers/me',
    'GET /v1/admin/stats?days=7',
    'POST /v1/admin/clear {"all":true}',
    'GET /v1/admin/flags',
    'GET /v1/admin/flags?chapter=a%2Fb%26c',
  ]);
});

test('a reading token is used for what reads, of the session that it came with, and the session’s own when it is over', async () => {
  const sent: string[] = [];
  let token = 'one';
  let isOver = false;
  const call = createCaller({
    baseUrl: '',
    token: () => token,
    fetch: async (_, init) => {
      const bearer = new Headers(init?.headers).get('authorization')?.slice(7) ?? '';
      sent.push(`${init?.method} ${bearer}`);
      if (bearer.startsWith('r.') && isOver)
        return Response.json({ error: { code: 'token_expired' } }, { status: 401 });
      return Response.json({}, { headers: bearer.startsWith('r.') ? {} : { 'x-attune-reading': `r.${bearer}` } });
    },
  });
  const get = () => call({ method: 'GET', path: '/' });
  await get();
  await get();
  await call({ method: 'PUT', path: '/' });
  isOver = true;
  await get();
  isOver = false;
  await get();
  token = 'two';
  await get();
  await call({ method: 'GET', path: '/', isPublic: true });
  expect(sent).toEqual(['GET one', 'GET r.one', 'PUT one', 'GET r.one', 'GET one', 'GET r.one', 'GET two', 'GET ']);
});

test('a session that is over is told, after a reading token of it', async () => {
  const call = createCaller({
    baseUrl: '',
    token: () => 'one',
    fetch: async () =>
      Response.json({ error: { code: 'token_expired' } }, { status: 401, headers: { 'x-attune-reading': 'r.one' } }),
  });
  const codes: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    await call({ method: 'GET', path: '/' }).catch((error: ServiceError) => codes.push(error.code));
  }
  expect(codes).toEqual(['token_expired', 'token_expired']);
});
