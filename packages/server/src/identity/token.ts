import { createHmac, timingSafeEqual } from 'node:crypto';

const signatureOf = (session: string, secret: string): string =>
  createHmac('sha256', secret).update(session).digest('base64');

/**
 * A session's bearer token: `<session>.<signature>`, the session's name and the HMAC-SHA-256 of it under the service's secret, in base64. What
 * the database holds is the name alone: whoever reads it there has no token.
 */
export const sessionToken = (session: string, secret: string): string => `${session}.${signatureOf(session, secret)}`;

/** The session's name in a token that this service signed; forged ones are told from expired ones without a query. */
export function sessionOf(token: string, secret: string): string | undefined {
  const [session, signature, ...more] = decoded(token).split('.');
  if (!session || !signature || more.length > 0) return undefined;
  // As texts: decoding base64 forgives, and one token would have many spellings.
  return isSame(signature, signatureOf(session, secret)) ? session : undefined;
}

export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

// As a cookie's value the token is percent-encoded, and some clients pass it on so.
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
