import { APIError } from 'better-auth/api';
import type { Logger } from 'pino';
import { ApiError } from '../errors.ts';
import type { Accounts, AccountRows, Identity, Owner } from '../ports.ts';
import type { Auth } from './auth.ts';
import { mailFailure, resetMail, type SendMail, verificationMail } from './mail.ts';
import type { Pages } from './pages.ts';
import type { Proofs } from './proofs.ts';

export interface AccountsParts {
  readonly auth: Auth;
  readonly identity: Identity;
  readonly rows: AccountRows;
  readonly proofs: Proofs;
  readonly pages: Pages;
  /** Absent where the service sends no mail. */
  readonly sendMail?: SendMail | undefined;
  readonly logger: Logger;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Accounts with e-mail and password. */
export function createAccounts({ auth, identity, rows, proofs, pages, sendMail, logger }: AccountsParts): Accounts {
  const hash = async (password: string): Promise<string> => (await auth.$context).password.hash(password);

  /** Behind the answer, which must not tell by its time whether there is such an account. */
  function sendLater(make: (send: SendMail) => Promise<void>): void {
    if (!sendMail) return;
    make(sendMail).catch((error: unknown) => logger.warn(mailFailure(error), 'a mail was not sent'));
  }
  function sendVerification(userId: string, email: string, page: string): void {
    sendLater(async (send) => {
      const proof = await proofs.give('verify', userId, DAY);
      await send(verificationMail(email, pages.withFragment(page, 'verify', proof)));
    });
  }
  function checkMail(page: string): void {
    if (!sendMail) throw new ApiError('mail_unavailable');
    pages.check(page);
  }

  /** The reader's id, where e-mail and password are right. The library takes as long for an address that nobody has. */
  async function check(email: string, password: string): Promise<string> {
    try {
      const { token } = await auth.api.signInEmail({ body: { email, password } });
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findSession(token);
      if (!found) throw new Error('the new session is not there');
      await internalAdapter.deleteSession(token);
      return found.user.id;
    } catch (error) {
      if (error instanceof APIError && error.statusCode < 500) throw new ApiError('credentials_wrong');
      throw error;
    }
  }

  async function changePassword(owner: Owner, current: string, password: string): Promise<void> {
    const { internalAdapter, password: passwords } = await auth.$context;
    const kept = (await internalAdapter.findCredentialAccount(owner.userId))?.password;
    if (!kept) throw new ApiError('account_missing');
    if (!(await passwords.verify({ hash: kept, password: current }))) throw new ApiError('password_wrong');
    if (!(await rows.setPassword(owner, await hash(password)))) throw new ApiError('token_expired');
  }

  return {
    sendsMail: sendMail !== undefined,

    async signUp({ email, password, page }, anonymous) {
      if (page !== undefined) pages.check(page);
      const made = await rows.signUp({ email, credential: { password: await hash(password) } }, anonymous);
      if (made === 'email_taken') throw new ApiError('email_taken');
      if (made === 'over') throw new ApiError('token_expired');
      if (page !== undefined) sendVerification(made.userId, email, page);
      return identity.startSession(made.userId);
    },

    async signIn({ email, password }, anonymous) {
      const userId = await check(email, password);
      if (anonymous) await rows.merge(anonymous, userId);
      return identity.startSession(userId);
    },

    async changePassword(owner, { current, password }) {
      await changePassword(owner, current, password);
      return identity.startSession(owner.userId);
    },

    async requestReset(email, page) {
      checkMail(page);
      const found = await rows.findByEmail(email);
      if (!found) return;
      sendLater(async (send) => {
        const proof = await proofs.give('reset', found.id, HOUR);
        await send(resetMail(email, pages.withFragment(page, 'reset', proof)));
      });
    },

    async reset(proof, password) {
      const userId = await proofs.take('reset', proof);
      if (userId === undefined || !(await rows.resetPassword(userId, await hash(password)))) {
        throw new ApiError('proof_invalid');
      }
    },

    requestVerification(owner, email, page) {
      checkMail(page);
      sendVerification(owner.userId, email, page);
    },

    async verify(proof) {
      const userId = await proofs.take('verify', proof);
      if (userId === undefined || !(await rows.setVerified(userId))) throw new ApiError('proof_invalid');
    },
  };
}
