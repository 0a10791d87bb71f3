import {
  changePassword,
  getAccount,
  requestPasswordReset,
  requestVerification,
  resetPassword,
  signIn,
  signOut,
  signOutEverywhere,
  signUp,
  verifyEmail,
  type SignedIn,
} from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { authenticate, authenticateIfSent, ownerOf } from '../authenticate.ts';
import { ApiError } from '../errors.ts';
import type { Owner, SignedInReader } from '../ports.ts';

const DONE = { done: true as const };

export const signedIn = ({ reader, token, expiresAt }: SignedInReader): SignedIn => ({
  reader,
  token,
  expiresAt: expiresAt.toISOString(),
});

/** Accounts with e-mail and password. */
export function addAccounts(app: App, { identity, accounts, accountRows, uses }: AppParts): void {
  async function accountOf(owner: Owner) {
    const account = await accountRows.find(owner);
    if (!account) throw new ApiError('token_expired');
    const { email } = account;
    if (email === null) throw new ApiError('account_missing');
    return { ...account, email, providers: [...account.providers] };
  }

  app.openapi(signUp, async (c) => {
    const reader = await authenticateIfSent(c, identity);
    if (reader && !reader.anonymous) throw new ApiError('account_exists');
    await c.get('limits')?.admitMail(c.req.valid('json').email);
    return c.json(signedIn(await accounts.signUp(c.req.valid('json'), reader && ownerOf(reader))), 201);
  });

  app.openapi(signIn, async (c) => {
    const reader = await authenticateIfSent(c, identity);
    await c.get('limits')?.admitPassword(c.req.valid('json').email);
    // Uses of a moment ago first: they are the anonymous reader's, who is gone then.
    if (reader?.anonymous) await uses.flush();
    return c.json(signedIn(await accounts.signIn(c.req.valid('json'), reader && ownerOf(reader))), 201);
  });

  for (const [route, all] of [
    [signOut, false],
    [signOutEverywhere, true],
  ] as const) {
    app.openapi(route, async (c) => {
      const reader = await authenticate(c, identity);
      return c.json({ ended: await accountRows.endSessions(ownerOf(reader), all) }, 200);
    });
  }

  app.openapi(getAccount, async (c) => {
    return c.json(await accountOf(ownerOf(await authenticate(c, identity))), 200);
  });

  app.openapi(changePassword, async (c) => {
    const reader = await authenticate(c, identity);
    await c.get('limits')?.admitPassword(reader.id);
    return c.json(signedIn(await accounts.changePassword(ownerOf(reader), c.req.valid('json'))), 200);
  });

  app.openapi(requestPasswordReset, async (c) => {
    const { email, page } = c.req.valid('json');
    await c.get('limits')?.admitMail(email);
    await accounts.requestReset(email, page);
    return c.json(DONE, 202);
  });

  app.openapi(resetPassword, async (c) => {
    const { proof, password } = c.req.valid('json');
    await accounts.reset(proof, password);
    return c.json(DONE, 200);
  });

  app.openapi(requestVerification, async (c) => {
    const owner = ownerOf(await authenticate(c, identity));
    const { email } = await accountOf(owner);
    await c.get('limits')?.admitMail(email);
    accounts.requestVerification(owner, email, c.req.valid('json').page);
    return c.json(DONE, 202);
  });

  app.openapi(verifyEmail, async (c) => {
    await accounts.verify(c.req.valid('json').proof);
    return c.json(DONE, 200);
  });
}
