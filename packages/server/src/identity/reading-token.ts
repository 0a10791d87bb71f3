import { createHmac } from 'node:crypto';
import type { ProvenReader } from '../ports.ts';
import { isSame } from './token.ts';

/** For how long a reading token is believed without a look at its session, in milliseconds. */
const READING_TIME = 5 * 60 * 1000;

interface Claims extends ProvenReader {
  /** Milliseconds since 1970. */
  readonly until: number;
}

// Another text than that of a session's token: no signature of one is good for the other.
const signatureOf = (payload: string, secret: string): string =>
  createHmac('sha256', secret).update(`reading:${payload}`).digest('base64url');

/**
 * A token that says by itself who reads, for five minutes: `r.<claims>.<signature>`, base64url of JSON and its HMAC-SHA-256. It proves a reader
 * for reading only; what writes looks the session up that it names.
 */
export function readingToken({ id, anonymous, session }: ProvenReader, secret: string, now = Date.now()): string {
  const claims: Claims = { id, anonymous, session, until: now + READING_TIME };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `r.${payload}.${signatureOf(payload, secret)}`;
}

/** What a token of ours claims; nothing where it is no reading token or not ours. Its time may be over. */
export function claimsOf(token: string, secret: string): Claims | undefined {
  const [kind, payload, signature, ...more] = token.split('.');
  if (kind !== 'r' || !payload || !signature || more.length > 0) return undefined;
  if (!isSame(signature, signatureOf(payload, secret))) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}
