import { DATA_POLICY } from '../security-headers.ts';
import { acceptedEncodings, type Encoding } from './negotiate.ts';

/** One answer, ready to be sent. */
export interface ReadyBody {
  readonly bytes: Buffer;
  /** Names and values in turn. */
  readonly headers: readonly string[];
}

/** A variant as it is served: its text in the codings that it is kept in. */
export interface Body {
  readonly hash: string;
  readonly chapter: string;
  readonly forms: Readonly<Partial<Record<Encoding, ReadyBody>>> & { readonly identity: ReadyBody };
}

// A year, the longest that is of use: what an address stands for never changes (RFC 9111; RFC 8246).
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Weak, as it is that of the text in whatever coding. */
const tagOf = (hash: string): string => `W/"${hash}"`;

/** What every answer with or about a variant says; names and values in turn. */
function headersOf(hash: string): string[] {
  return [
    'cache-control',
    IMMUTABLE,
    'etag',
    tagOf(hash),
    'vary',
    'accept-encoding',
    // Public: the page of any site may show it, and a CDN keeps one answer for all.
    'access-control-allow-origin',
    '*',
    'cross-origin-resource-policy',
    'cross-origin',
    'content-security-policy',
    DATA_POLICY,
    'x-content-type-options',
    'nosniff',
  ];
}

const NO_BYTES = Buffer.alloc(0);
export const unchanged = (hash: string): ReadyBody => ({ bytes: NO_BYTES, headers: headersOf(hash) });

export function readyBody(hash: string, bytes: Buffer, encoding: Encoding): ReadyBody {
  const coded = encoding === 'identity' ? [] : ['content-encoding', encoding];
  const own = ['content-type', 'application/json; charset=utf-8', 'content-length', String(bytes.length), ...coded];
  return { bytes, headers: [...headersOf(hash), ...own] };
}

/** The form that suits a client best, of those that are there. */
export function formFor(body: Body, acceptEncoding: string | undefined): ReadyBody {
  for (const encoding of acceptedEncodings(acceptEncoding)) {
    const form = body.forms[encoding];
    if (form) return form;
  }
  return body.forms.identity;
}

/** Whether a client has this text already (RFC 9110, 13.1.2: a weak comparison). */
export function isKnown(hash: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return (
    ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${hash}"`)
  );
}
