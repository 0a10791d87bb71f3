import { ApiError } from './errors.ts';
import type { Identity, KnownReader } from './ports.ts';

const BEARER = /^bearer\s+(\S+)\s*$/i;

/** The token of a request, whatever it is worth. */
export const tokenIn = (authorization: string | undefined): string | undefined => BEARER.exec(authorization ?? '')?.[1];

/** The reader whom the request's token proves. What a request says of itself otherwise is never proof. */
export async function authenticate(authorization: string | undefined, identity: Identity): Promise<KnownReader> {
  const token = tokenIn(authorization);
  if (token === undefined) throw new ApiError('token_missing');
  const identified = await identity.identify(token);
  if (identified.state === 'reader') return { id: identified.id, anonymous: identified.anonymous };
  throw new ApiError(identified.state === 'expired' ? 'token_expired' : 'token_invalid');
}
