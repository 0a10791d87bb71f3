import type { Identified, Identity } from '../ports.ts';
import { createAuth, type AuthOptions } from './auth.ts';
import { sessionOf } from './token.ts';

/** Readers without accounts, by the authentication library's anonymous users and signed bearer tokens. */
export function createIdentity(options: AuthOptions): Identity {
  const auth = createAuth(options);
  const EXPIRED: Identified = { state: 'expired' };

  return {
    async createReader() {
      // No headers of the request: a caller who is known already gets another reader all the same.
      const { response, headers } = await auth.api.signInAnonymous({ headers: new Headers(), returnHeaders: true });
      const token = headers.get('set-auth-token');
      if (token === null) throw new Error('the authentication library issued no token');
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findSession(response.token);
      if (!found) throw new Error('the new session is not there');
      return { reader: { id: found.user.id, anonymous: true }, token, expiresAt: found.session.expiresAt };
    },

    isSigned: (token) => sessionOf(token, options.secret) !== undefined,

    async identify(token) {
      const name = sessionOf(token, options.secret);
      if (name === undefined) return { state: 'invalid' };
      const { internalAdapter, sessionConfig } = await auth.$context;
      // Not `auth.api.getSession`: it makes every failure of the database an answer of its own.
      const found = await internalAdapter.findSession(name);
      if (!found || found.session.expiresAt <= new Date()) return EXPIRED;
      const { user, session } = found;
      const moved = new Date(Date.now() + sessionConfig.expiresIn * 1000);
      if (moved.getTime() - session.expiresAt.getTime() >= sessionConfig.updateAge * 1000) {
        await internalAdapter.updateSession(name, { expiresAt: moved, updatedAt: new Date() });
      }
      return {
        state: 'reader',
        id: user.id,
        anonymous: (user as { isAnonymous?: boolean | null }).isAnonymous === true,
      };
    },
  };
}
