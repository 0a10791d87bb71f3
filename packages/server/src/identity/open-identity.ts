import type { AccountRows, Accounts, Identity, ProviderSignIn } from '../ports.ts';
import { createAccounts } from './accounts.ts';
import { type AuthOptions, createAuth } from './auth.ts';
import { createIdentity } from './identity.ts';
import type { SendMail } from './mail.ts';
import { createPages } from './pages.ts';
import { createProofs } from './proofs.ts';
import { createProviderSignIn } from './sign-in.ts';

export interface IdentityOptions extends AuthOptions {
  readonly rows: AccountRows;
  /** Absent where the service sends no mail. */
  readonly sendMail?: SendMail | undefined;
  /** Public address of the service. */
  readonly serviceUrl: string;
  /** Origins to whose pages readers may be sent back. */
  readonly pageOrigins: readonly string[];
}

interface OpenIdentity {
  readonly identity: Identity;
  readonly accounts: Accounts;
  readonly accountRows: AccountRows;
  readonly signIn: ProviderSignIn;
}

/** Who readers are, and every way in which they become so. */
export function openIdentity({ rows, sendMail, serviceUrl, pageOrigins, ...options }: IdentityOptions): OpenIdentity {
  const { secret, logger } = options;
  const auth = createAuth(options);
  const identity = createIdentity({ auth, secret });
  const parts = { auth, identity, rows, logger, proofs: createProofs(auth), pages: createPages(pageOrigins) };
  return {
    identity,
    accounts: createAccounts({ ...parts, sendMail }),
    accountRows: rows,
    signIn: createProviderSignIn({ ...parts, serviceUrl }),
  };
}
