import type { Identified, Identity, SignedInReader } from '../ports.ts';
import type { Auth } from './auth.ts';
import { claimsOf, readingToken } from './reading-token.ts';
import { sessionOf, sessionToken } from './token.ts';

export interface IdentityOptions {
  readonly auth: Auth;
  /** What tokens are signed with; at least 32 characters. */
  readonly secret: string;
}

const EXPIRED: Identified = { state: 'expired' };
const INVALID: Identified = { state: 'invalid' };

interface StoredUser {
  readonly id: string;
  readonly isAnonymous?: boolean | null;
}
const isAnonymous = (user: StoredUser): boolean => user.isAnonymous === true;

/** Readers and their sessions: the authentication library's users and sessions, behind tokens that this service signs. */
export function createIdentity({ auth, secret }: IdentityOptions): Identity {
  async function issue(token: string): Promise<SignedInReader> {
    const { internalAdapter } = await auth.$context;
    const found = await internalAdapter.findSession(token);
    if (!found) throw new Error('the new session is not there');
    return {
      reader: { id: found.user.id, anonymous: isAnonymous(found.user) },
      token: sessionToken(token, secret),
      expiresAt: found.session.expiresAt,
    };
  }

  async function findByToken(name: string): Promise<Identified> {
    const { internalAdapter, sessionConfig } = await auth.$context;
    // Not `auth.api.getSession`: it makes every failure of the database an answer of its own.
    const found = await internalAdapter.findSession(name);
    if (!found || found.session.expiresAt <= new Date()) return EXPIRED;
    const { user, session } = found;
    const moved = new Date(Date.now() + sessionConfig.expiresIn * 1000);
    if (moved.getTime() - session.expiresAt.getTime() >= sessionConfig.updateAge * 1000) {
      await internalAdapter.updateSession(name, { expiresAt: moved, updatedAt: new Date() });
    }
    return { state: 'reader', id: user.id, anonymous: isAnonymous(user), session: session.id };
  }

  /** Of the session that a reading token names. */
  async function findById(session: string, userId: string): Promise<Identified> {
    const { adapter } = await auth.$context;
    const [found, user] = await Promise.all([
      adapter.findOne<{ expiresAt: Date; userId: string }>({
        model: 'session',
        where: [{ field: 'id', value: session }],
      }),
      adapter.findOne<StoredUser>({ model: 'user', where: [{ field: 'id', value: userId }] }),
    ]);
    if (!found || !user || found.userId !== userId || found.expiresAt <= new Date()) return EXPIRED;
    return { state: 'reader', id: userId, anonymous: isAnonymous(user), session };
  }

  async function identify(token: string): Promise<Identified> {
    const claims = claimsOf(token, secret);
    if (claims) return claims.until > Date.now() ? findById(claims.session, claims.id) : EXPIRED;
    const name = sessionOf(token, secret);
    return name === undefined ? INVALID : findByToken(name);
  }

  return {
    identify,

    holder: (token) => claimsOf(token, secret)?.id ?? sessionOf(token, secret),

    async createReader() {
      // No headers of the request: a caller who is known already gets another reader all the same.
      return issue((await auth.api.signInAnonymous({ headers: new Headers() })).token);
    },

    async startSession(userId) {
      const { internalAdapter } = await auth.$context;
      return issue((await internalAdapter.createSession(userId)).token);
    },

    async identifyReading(token) {
      const claims = claimsOf(token, secret);
      if (!claims) {
        const identified = await identify(token);
        return identified.state === 'reader'
          ? { ...identified, reading: readingToken(identified, secret) }
          : identified;
      }
      const { id, anonymous, session, until } = claims;
      return until > Date.now() ? { state: 'reader', id, anonymous, session } : EXPIRED;
    },

    inspect(token) {
      const claims = claimsOf(token, secret);
      if (claims) return claims.until > Date.now() ? 'signed' : 'expired';
      return sessionOf(token, secret) === undefined ? 'invalid' : 'signed';
    },
  };
}
