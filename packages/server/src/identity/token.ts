import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A bearer token is `<session>.<signature>`: the session's name and the HMAC-SHA-256 of it under the service's secret, in
 * base64. The library's `bearer` plugin makes them and treats forged and expired ones alike; the difference is told here.
 */
export function sessionOf(token: string, secret: string): string | undefined {
  const [session, signature, ...more] = decoded(token).split('.');
  if (!session || !signature || more.length > 0) return undefined;
  // As texts: decoding base64 forgives, and one token would have many spellings.
  const expected = Buffer.from(createHmac('sha256', secret).update(session).digest('base64'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? session : undefined;
}

// As a cookie's value the token is percent-encoded, and some clients pass it on so.
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
