import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { CodeExchange, SignedIn, SignInAddress, SignInStart, WaysToSignIn } from './account-shapes.ts';
import { BEARER, BODY, body, fails, json } from './describe.ts';
import { page, signedIn } from './examples.ts';

// Sign-in at other providers (OAuth 2). No cookie, and no token in an address: a code in the page's fragment is exchanged once.

const provider = z.object({ provider: z.string().max(64).meta({ example: 'github' }) });
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

export const getWaysToSignIn = createRoute({
  method: 'get',
  path: '/v1/sign-in',
  operationId: 'getWaysToSignIn',
  summary: 'Which providers readers can sign in with, and whether the service sends mail',
  tags: ['accounts'],
  responses: {
    200: json('The ways.', WaysToSignIn, { providers: [{ id: 'github', name: 'GitHub' }], mail: true }),
    ...fails(),
  },
});

export const startSignIn = createRoute({
  method: 'post',
  path: '/v1/sign-in/{provider}',
  operationId: 'startSignIn',
  summary: 'Where to send the reader to sign in with a provider',
  tags: ['accounts'],
  request: {
    params: provider,
    ...body(SignInStart, { page, challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }),
  },
  responses: {
    200: json('An address of the provider.', SignInAddress, { url: 'https://github.com/login/oauth/authorize?…' }),
    ...fails(...BODY, 'provider_unknown', 'page_refused', 'database_unavailable'),
  },
});

export const finishSignIn = createRoute({
  method: 'get',
  path: '/v1/sign-in/{provider}/callback',
  operationId: 'finishSignIn',
  summary: 'Where the provider sends the reader back; leads to the page with #attune-code= or #attune-refused=',
  tags: ['accounts'],
  request: {
    params: provider,
    query: z.object({
      state: z.string().max(500),
      code: z.string().max(4000).optional(),
      error: z.string().max(500).optional(),
    }),
  },
  responses: {
    302: { description: 'To the page from which the sign-in began.' },
    ...fails('provider_unknown', 'proof_invalid', 'body_invalid', 'database_unavailable'),
  },
});

export const exchangeCode = createRoute({
  method: 'post',
  path: '/v1/sign-in',
  operationId: 'exchangeCode',
  summary: 'Exchange the code of a page’s fragment for a token, once, by the browser that began',
  description: 'With the token of an anonymous reader what is theirs is kept, as in signUp and signIn.',
  tags: ['accounts'],
  security: [...BEARER, {}],
  request: body(CodeExchange, { code: 'x1Yb…', verifier }),
  responses: {
    201: json('The reader, and a token of this sign-in.', SignedIn, signedIn),
    ...fails(
      ...BODY,
      'token_missing',
      'token_invalid',
      'token_expired',
      'proof_invalid',
      'email_taken',
      'database_unavailable',
    ),
  },
});
