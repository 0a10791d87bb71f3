import { describe, expect, test } from 'vitest';
import { formFor, isKnown, readyBody } from './body.ts';
import { acceptedEncodings } from './negotiate.ts';

describe('the codings that a client takes', () => {
  test.each([
    [undefined, ['identity']],
    ['', ['identity']],
    ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['gzip', ['gzip', 'identity']],
    ['GZIP', ['gzip', 'identity']],
    ['gzip;q=1.0, br;q=0.5', ['gzip', 'br', 'identity']],
    ['br;q=0, gzip', ['gzip', 'identity']],
    ['*', ['br', 'gzip', 'identity']],
    ['*;q=0.5, identity', ['identity', 'br', 'gzip']],
    ['identity, gzip;q=0.1', ['identity', 'gzip']],
    ['br;q=1, identity;q=0', ['br']],
    ['deflate', ['identity']],
    ['identity;q=0, *;q=0', []],
    [`gzip${' '.repeat(10_000)}`, ['identity']],
  ])('%j', (header, encodings) => {
    expect(acceptedEncodings(header)).toEqual(encodings);
  });

  test('a body without the coding that is liked best is sent in the next; who takes none gets it plain', () => {
    const [identity, gzip] = [
      readyBody('a', Buffer.from('plain'), 'identity'),
      readyBody('a', Buffer.from('z'), 'gzip'),
    ];
    const body = { hash: 'a', chapter: 'c', forms: { identity, gzip } };
    expect(formFor(body, 'br, gzip')).toBe(gzip);
    expect(formFor(body, 'br')).toBe(identity);
    expect(formFor(body, 'identity;q=0, *;q=0')).toBe(identity);
    expect(formFor(body, undefined)).toBe(identity);
  });
});

test.each([
  [undefined, false],
  ['"h"', true],
  ['W/"h"', true],
  ['"other", W/"h"', true],
  ['*', true],
  ['"other"', false],
  ['h', false],
  ['', false],
])('if-none-match: %j', (header, known) => {
  expect(isKnown('h', header)).toBe(known);
});
