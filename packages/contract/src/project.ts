import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Projection } from './edits.ts';
import type { Facet, Profile } from './facets.ts';

/** The fields of a facet that projection reads; a manifest carries just these to the browser. */
export type ProjectableFacet = Pick<Facet, 'id' | 'multiple' | 'default'> & {
  readonly options: readonly { readonly value: string }[];
};

/**
 * A profile's answer to one facet in canonical form: a declared value, or for a facet of several answers the declared
 * values in declared order without repeats. What is missing or undeclared becomes the facet's default.
 */
function canonicalAnswer(facet: ProjectableFacet, answer: Profile[string] | undefined): string | string[] {
  const given = answer === undefined ? [] : Array.isArray(answer) ? answer : [answer];
  const declared = facet.options.map((option) => option.value).filter((value) => given.includes(value));
  if (declared.length === 0) return facet.default;
  return facet.multiple ? declared : (declared[0] as string);
}

/**
 * The part of a profile that matters: the answers to `relevant` facets, canonical, keys sorted. Pure and idempotent:
 * projecting a projection gives it back. Same in browser and Node.
 */
export function project(
  facets: readonly ProjectableFacet[],
  profile: Profile,
  relevant: readonly string[] = facets.map((facet) => facet.id),
): Projection {
  const chosen = facets.filter((facet) => relevant.includes(facet.id));
  const entries = chosen.map((facet) => [facet.id, canonicalAnswer(facet, profile[facet.id])] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON with the keys of every object sorted by code unit and no white space; `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of a value's canonical JSON: the same whatever the order of its keys, in any process (C-10). */
export function hashValue(value: unknown): string {
  return hashText(canonicalJson(value));
}
