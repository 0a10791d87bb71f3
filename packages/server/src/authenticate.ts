import type { Context } from 'hono';
import type { AppEnv } from './app-types.ts';
import { ApiError } from './errors.ts';
import type { Identified, Identity, Owner, ProvenReader } from './ports.ts';

const BEARER = /^bearer\s+(\S+)\s*$/i;

/** What answers carry a reading token in; it is good for five minutes and for reading only. */
export const READING_HEADER = 'x-attune-reading';

/** The token of a request, whatever it is worth. */
export const tokenIn = (authorization: string | undefined): string | undefined => BEARER.exec(authorization ?? '')?.[1];

function proven(identified: Identified): ProvenReader {
  if (identified.state === 'reader') {
    const { id, anonymous, session } = identified;
    return { id, anonymous, session };
  }
  throw new ApiError(identified.state === 'expired' ? 'token_expired' : 'token_invalid');
}

function tokenOf(c: Context<AppEnv>): string {
  const token = tokenIn(c.req.header('authorization'));
  if (token === undefined) throw new ApiError('token_missing');
  return token;
}

/**
 * The reader whom the request's token proves, by a look at the session. What a request says of itself otherwise is never proof.
 */
export const authenticate = async (c: Context<AppEnv>, identity: Identity): Promise<ProvenReader> =>
  proven(await identity.identify(tokenOf(c)));

/** The same for what only reads: without a query where the token is a reading token. Who has none gets one with the answer. */
export async function authenticateReading(c: Context<AppEnv>, identity: Identity): Promise<ProvenReader> {
  const identified = await identity.identifyReading(tokenOf(c));
  if (identified.reading !== undefined) c.header(READING_HEADER, identified.reading);
  return proven(identified);
}

/** The reader of a request that may be nobody's; a token that is sent must be good. */
export const authenticateIfSent = async (c: Context<AppEnv>, identity: Identity): Promise<ProvenReader | undefined> =>
  c.req.header('authorization') === undefined ? undefined : authenticate(c, identity);

export const ownerOf = ({ id, session }: ProvenReader): Owner => ({ userId: id, session });
