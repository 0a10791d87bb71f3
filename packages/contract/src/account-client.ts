import { type CallOptions, type ClientOptions, createCaller } from './caller.ts';
import type {
  Account,
  ClearedRows,
  ClearScope,
  CodeExchange,
  Credentials,
  Done,
  Ended,
  FlagList,
  NewAccount,
  PasswordChange,
  PasswordReset,
  ReaderExport,
  ResetRequest,
  SignedIn,
  SignInAddress,
  SignInStart,
  Statistics,
  WaysToSignIn,
} from './routes.ts';

// Apart from the client that every page has: only the page with the account loads this (S-07).

export interface AccountClient {
  /** With the token of an anonymous reader the account is theirs; that token is over then. */
  signUp(account: NewAccount, options?: CallOptions): Promise<SignedIn>;
  /** With the token of an anonymous reader what is theirs joins the account. */
  signIn(credentials: Credentials, options?: CallOptions): Promise<SignedIn>;
  signOut(options?: CallOptions): Promise<Ended>;
  signOutEverywhere(options?: CallOptions): Promise<Ended>;
  getAccount(options?: CallOptions): Promise<Account>;
  changePassword(change: PasswordChange, options?: CallOptions): Promise<SignedIn>;
  requestPasswordReset(request: ResetRequest, options?: CallOptions): Promise<Done>;
  resetPassword(reset: PasswordReset, options?: CallOptions): Promise<Done>;
  requestVerification(page: string, options?: CallOptions): Promise<Done>;
  verifyEmail(proof: string, options?: CallOptions): Promise<Done>;
  waysToSignIn(options?: CallOptions): Promise<WaysToSignIn>;
  /** Where to send the reader. */
  startSignIn(provider: string, start: SignInStart, options?: CallOptions): Promise<SignInAddress>;
  exchangeCode(exchange: CodeExchange, options?: CallOptions): Promise<SignedIn>;
  /** Everything that is stored of the reader. */
  exportReader(options?: CallOptions): Promise<ReaderExport>;
  eraseReader(options?: CallOptions): Promise<Done>;
  /** For administrators, of so many days. */
  statistics(days: number, options?: CallOptions): Promise<Statistics>;
  /** For administrators. */
  clear(scope: ClearScope, options?: CallOptions): Promise<ClearedRows>;
  /** For authors and administrators; of one chapter, or of all. */
  flags(chapter?: string, options?: CallOptions): Promise<FlagList>;
}

/** A typed way to the operations of accounts, one method each. */
export function createAccountClient(clientOptions: ClientOptions): AccountClient {
  const call = createCaller(clientOptions);
  const get = <Answer>(path: string, options?: CallOptions): Promise<Answer> => call({ method: 'GET', path }, options);
  const remove = <Answer>(path: string, options?: CallOptions): Promise<Answer> =>
    call({ method: 'DELETE', path }, options);
  const post = <Answer>(path: string, body: object, options?: CallOptions): Promise<Answer> =>
    call({ method: 'POST', path, body }, options);

  return {
    signUp: (account, options) => post('/v1/accounts', account, options),
    signIn: (credentials, options) => post('/v1/sessions', credentials, options),
    signOut: (options) => remove('/v1/sessions/current', options),
    signOutEverywhere: (options) => remove('/v1/sessions', options),
    getAccount: (options) => get('/v1/accounts/me', options),
    changePassword: (change, options) =>
      call({ method: 'PUT', path: '/v1/accounts/me/password', body: change }, options),
    requestPasswordReset: (request, options) => post('/v1/accounts/password-resets', request, options),
    resetPassword: (reset, options) => post('/v1/accounts/password', reset, options),
    requestVerification: (page, options) => post('/v1/accounts/me/verifications', { page }, options),
    verifyEmail: (proof, options) => post('/v1/accounts/verifications', { proof }, options),
    waysToSignIn: (options) => get('/v1/sign-in', options),
    startSignIn: (provider, start, options) => post(`/v1/sign-in/${encodeURIComponent(provider)}`, start, options),
    exchangeCode: (exchange, options) => post('/v1/sign-in', exchange, options),
    exportReader: (options) => get('/v1/readers/me/export', options),
    eraseReader: (options) => remove('/v1/readers/me', options),
    statistics: (days, options) => get(`/v1/admin/stats?days=${days}`, options),
    clear: (scope, options) => post('/v1/admin/clear', scope, options),
    flags: (chapter, options) =>
      get(`/v1/admin/flags${chapter === undefined ? '' : `?chapter=${encodeURIComponent(chapter)}`}`, options),
  };
}
