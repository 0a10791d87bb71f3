import { expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

it.each([
  ['30', 30_000],
  ['0', 0],
  ['1.5', 1500],
  ['Sat, 31 Jan 2026 22:00:30 GMT', 30_000],
  ['Sat, 31 Jan 2026 21:00:00 GMT', 0],
  ['86401', 86_400_000],
  ['9'.repeat(400), 86_400_000],
  ['Sat, 31 Jan 2099 22:00:00 GMT', 86_400_000],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
])('“retry-after: %s” is %s milliseconds', (header, expected) => {
  expect(readRetryAfter(header, Date.UTC(2026, 0, 31, 22))).toBe(expected);
});
