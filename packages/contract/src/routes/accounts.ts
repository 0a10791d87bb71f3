import { createRoute } from '@hono/zod-openapi';
import {
  Account,
  Credentials,
  Done,
  Ended,
  NewAccount,
  PasswordChange,
  PasswordReset,
  ResetRequest,
  SignedIn,
  Verification,
  VerificationRequest,
} from './account-shapes.ts';
import { BEARER, BODY, TOKEN, body, fails, json } from './describe.ts';
import { page, signedIn } from './examples.ts';

// Accounts with e-mail and password. A token in the request names the anonymous reader whose things are to be kept.

const email = 'ada@example.org';
const OR_NOBODY = [...BEARER, {}];
/** Where a token is optional: one that is sent must be good all the same. */
const OWN_TOKEN = ['token_missing', 'token_invalid', 'token_expired', 'database_unavailable'] as const;

export const signUp = createRoute({
  method: 'post',
  path: '/v1/accounts',
  operationId: 'signUp',
  summary: 'Make an account',
  description:
    'With the token of an anonymous reader the account is theirs: id, answers, history and references stay, and that token is over.',
  tags: ['accounts'],
  security: OR_NOBODY,
  request: body(NewAccount, { email, password: 'correct horse battery', page }),
  responses: {
    201: json('The reader, and the token that proves it.', SignedIn, signedIn),
    ...fails(...BODY, ...OWN_TOKEN, 'email_taken', 'account_exists', 'page_refused'),
  },
});

export const signIn = createRoute({
  method: 'post',
  path: '/v1/sessions',
  operationId: 'signIn',
  summary: 'Sign in with e-mail and password',
  description:
    'With the token of an anonymous reader their history joins the account, their answers too where the account has none, and that reader is gone.',
  tags: ['accounts'],
  security: OR_NOBODY,
  request: body(Credentials, { email, password: 'correct horse battery' }),
  responses: {
    201: json('The reader, and a token of this sign-in.', SignedIn, signedIn),
    ...fails(...BODY, ...OWN_TOKEN, 'credentials_wrong'),
  },
});

export const signOut = createRoute({
  method: 'delete',
  path: '/v1/sessions/current',
  operationId: 'signOut',
  summary: 'End this session',
  tags: ['accounts'],
  security: BEARER,
  responses: { 200: json('It is over.', Ended, { ended: 1 }), ...fails(...TOKEN) },
});

export const signOutEverywhere = createRoute({
  method: 'delete',
  path: '/v1/sessions',
  operationId: 'signOutEverywhere',
  summary: 'End all sessions of the reader, this one too',
  tags: ['accounts'],
  security: BEARER,
  responses: { 200: json('They are over.', Ended, { ended: 3 }), ...fails(...TOKEN) },
});

export const getAccount = createRoute({
  method: 'get',
  path: '/v1/accounts/me',
  operationId: 'getAccount',
  summary: 'The reader’s account',
  tags: ['accounts'],
  security: BEARER,
  responses: {
    200: json('The account.', Account, { email, emailVerified: true, role: 'reader', providers: ['credential'] }),
    ...fails(...TOKEN, 'account_missing'),
  },
});

export const changePassword = createRoute({
  method: 'put',
  path: '/v1/accounts/me/password',
  operationId: 'changePassword',
  summary: 'Change the password; all sessions end, and a new one begins',
  tags: ['accounts'],
  security: BEARER,
  request: body(PasswordChange, { current: 'correct horse battery', password: 'staple correct horse' }),
  responses: {
    200: json('The reader, and a new token.', SignedIn, signedIn),
    ...fails(...BODY, ...TOKEN, 'account_missing', 'password_wrong'),
  },
});

export const requestPasswordReset = createRoute({
  method: 'post',
  path: '/v1/accounts/password-resets',
  operationId: 'requestPasswordReset',
  summary:
    'Send a mail by which a forgotten password can be reset; the answer is the same where there is no such account',
  tags: ['accounts'],
  request: body(ResetRequest, { email, page }),
  responses: {
    202: json('It is sent, if there is such an account.', Done, { done: true }),
    ...fails(...BODY, 'page_refused', 'mail_unavailable', 'database_unavailable'),
  },
});

export const resetPassword = createRoute({
  method: 'post',
  path: '/v1/accounts/password',
  operationId: 'resetPassword',
  summary: 'Set a new password by a mail’s proof; all sessions end',
  tags: ['accounts'],
  request: body(PasswordReset, { proof: 'x1Yb…', password: 'staple correct horse' }),
  responses: {
    200: json('It is set.', Done, { done: true }),
    ...fails(...BODY, 'proof_invalid', 'database_unavailable'),
  },
});

export const requestVerification = createRoute({
  method: 'post',
  path: '/v1/accounts/me/verifications',
  operationId: 'requestVerification',
  summary: 'Send the mail again that verifies the account’s address',
  tags: ['accounts'],
  security: BEARER,
  request: body(VerificationRequest, { page }),
  responses: {
    202: json('It is sent.', Done, { done: true }),
    ...fails(...BODY, ...TOKEN, 'account_missing', 'page_refused', 'mail_unavailable'),
  },
});

export const verifyEmail = createRoute({
  method: 'post',
  path: '/v1/accounts/verifications',
  operationId: 'verifyEmail',
  summary: 'Verify an address by a mail’s proof',
  tags: ['accounts'],
  request: body(Verification, { proof: 'x1Yb…' }),
  responses: {
    200: json('It is verified.', Done, { done: true }),
    ...fails(...BODY, 'proof_invalid', 'database_unavailable'),
  },
});
