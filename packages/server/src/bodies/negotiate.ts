import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** Content codings that a body may be kept in, the best first. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** As version 1 takes it; its types are those of version 0.6. */
interface ByPreference {
  encodings(available: string[], options: { preferred: string[] }): string[];
}

const UNCODED: readonly Encoding[] = ['identity'];

// Browsers send a handful of different headers: each is read once.
const read = new LRUCache<string, readonly Encoding[]>({ max: 256 });
const LONGEST = 200;

/**
 * The codings that a client takes, in its order and among equals in ours. Who names none, or none that there is, gets the plain body
 * (RFC 9110, 12.5.3).
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  if (header === undefined || header.length > LONGEST) return UNCODED;
  const known = read.get(header);
  if (known) return known;
  const negotiator: ByPreference = new Negotiator({ headers: { 'accept-encoding': header } });
  const accepted = negotiator.encodings([...ENCODINGS], { preferred: [...ENCODINGS] }) as Encoding[];
  read.set(header, accepted);
  return accepted;
}
