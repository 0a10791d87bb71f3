import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Schema } from './contract.ts';

/** Texts that have broken services before. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '.',
  '..',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  '%2e%2e%2f',
  '%',
  '%00',
  '%ff',
  '\u0000',
  'a\u0000b',
  '\uD800',
  'a\uDFFFb',
  '\uFEFF',
  '\u202Etxt.exe',
  'é'.normalize('NFD'),
  'ﷺ'.repeat(50),
  '𝒳'.repeat(3_000),
  'x'.repeat(70_000),
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e999',
  "' or 1=1 --",
  '"; drop table users; --',
  '$1',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '\r\nset-cookie: a=b',
  '00000000-0000-0000-0000-000000000000',
  'f'.repeat(64),
  'F'.repeat(64),
  '0'.repeat(64),
];

export const hostileText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

const hostileValue: Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, -0, [], {}, [[]], [null], { __proto__: 1 }),
  fc.constant(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}')),
  fc.array(fc.constantFrom('x', 'y'), { minLength: 500, maxLength: 2_000 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Texts that the service has said, all of them and by the names under which it said them. */
export interface Known {
  readonly all: readonly string[];
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** Values that it said together. */
  readonly objects: readonly Readonly<Record<string, unknown>>[];
}

/** Where a request has another name for it than answers have. */
const SAID_AS: Readonly<Record<string, string>> = { chapter: 'id', hash: 'variant', projection: 'profileHash' };

interface Making {
  readonly contract: Contract;
  readonly known: Known;
  /** What the value is called. */
  readonly name?: string;
  readonly depth?: number;
}

/** Values that fit a schema, as far as one can tell by what it says; texts mostly such as the service has said. */
export function valueOf(schema: Schema, { contract, known, name = '', depth = 0 }: Making): Arbitrary<unknown> {
  const at = contract.resolve(schema);
  const inner = (of: unknown, as = name): Arbitrary<unknown> =>
    valueOf((of ?? {}) as Schema, { contract, known, name: as, depth: depth + 1 });
  if (depth > 8) return fc.constant(null);
  if (at.example !== undefined && at.type === 'object')
    return fc.oneof({ weight: 3, arbitrary: fc.constant(at.example) }, inner({ ...at, example: undefined }));
  if (at.const !== undefined) return fc.constant(at.const);
  if (Array.isArray(at.enum)) return fc.constantFrom(...(at.enum as unknown[]));
  const choices = at.anyOf ?? at.oneOf;
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => inner(choice)));
  switch (at.type) {
    case 'object':
      return objectOf(at, inner, known);
    case 'array':
      return fc.array(inner(at.items), { maxLength: 4 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 10_000 });
    case 'string':
      return textOf(at, known, name);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function textOf({ pattern, maxLength }: Schema, { all, byName }: Known, name: string): Arbitrary<string> {
  const fits = (text: string): boolean => typeof pattern !== 'string' || new RegExp(pattern).test(text);
  const said = [name, SAID_AS[name] ?? ''].flatMap((one) => byName.get(one) ?? []).filter(fits);
  const any = fc.string({ maxLength: typeof maxLength === 'number' ? Math.min(maxLength, 100) : 100 });
  const made = typeof pattern === 'string' ? fc.stringMatching(new RegExp(pattern)) : any;
  const others = fc.oneof(made, fc.constantFrom(...all.filter(fits), 'x'));
  return said.length > 0 ? fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...said) }, others) : others;
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  inner: (schema: unknown, name?: string) => Arbitrary<unknown>,
  known: Known,
): Arbitrary<unknown> {
  const entries = Object.entries(properties as Record<string, unknown>);
  if (entries.length > 0) {
    const record = Object.fromEntries(entries.map(([name, schema]) => [name, inner(schema, name)]));
    const apart = fc.record(record, { requiredKeys: required as string[] });
    const keys = required as string[];
    const together = known.objects.filter((object) => keys.length > 1 && keys.every((key) => key in object));
    if (together.length === 0) return apart;
    const paired = fc
      .tuple(fc.constantFrom(...together), apart)
      .map(([object, rest]) => ({ ...rest, ...Object.fromEntries(keys.map((key) => [key, object[key]])) }));
    return fc.oneof({ weight: 3, arbitrary: paired }, apart);
  }
  const value = typeof additionalProperties === 'object' ? inner(additionalProperties) : fc.jsonValue({ maxDepth: 1 });
  return fc.dictionary(fc.constantFrom(...known.all), value, { maxKeys: 4 });
}

/** A value with something wrong in it, at some place. */
export const spoiled = (value: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc
    .tuple(value, fc.nat(), hostileValue, fc.constantFrom('replace', 'remove', 'add', 'rename'))
    .map(([whole, place, hostile, way]) => spoil(whole, { place, hostile, way }));

interface Spoiling {
  readonly place: number;
  readonly hostile: unknown;
  readonly way: string;
}

function spoil(whole: unknown, { place, hostile, way }: Spoiling): unknown {
  const copy = structuredClone(whole);
  const places = placesIn(copy);
  const chosen = places[place % (places.length + 1)];
  if (!chosen) return hostile;
  const { parent, key } = chosen;
  if (way === 'replace') parent[key] = hostile;
  else if (way === 'remove') delete parent[key];
  else if (way === 'add') parent[typeof hostile === 'string' ? hostile.toWellFormed().slice(0, 100) : 'more'] = hostile;
  else {
    parent[`${key}_`] = parent[key];
    delete parent[key];
  }
  return copy;
}

function placesIn(value: unknown): { parent: Record<string, unknown>; key: string }[] {
  if (value === null || typeof value !== 'object') return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}
