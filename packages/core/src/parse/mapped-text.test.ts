import fc from 'fast-check';
import { expect, it } from 'vitest';
import { originOf, replaceRanges } from './mapped-text.ts';

it('replaces ranges and remembers where what is left came from', () => {
  const once = replaceRanges({ text: 'abcdef' }, [
    { start: 1, end: 3, insert: 'X' },
    { start: 4, end: 4, insert: 'YZ' },
  ]);
  expect(once.text).toBe('aXdYZef');
  expect([...once.text, ''].map((_, at) => originOf(once, at))).toEqual([0, 1, 3, 4, 4, 4, 5, 6]);
});

it('without replacements nothing moves', () => {
  const text = { text: 'abc' };
  expect(replaceRanges(text, [])).toBe(text);
  expect(originOf(text, 3)).toBe(3);
});

it('through several changes, every character kept is still the one of the first text, and order holds', () => {
  const ranges = fc.array(fc.tuple(fc.nat(30), fc.nat(4)), { maxLength: 5 });
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30 }), ranges, ranges, (text, first, second) => {
      let mapped = replaceRanges({ text }, inOrder(first, text.length));
      mapped = replaceRanges(mapped, inOrder(second, mapped.text.length));
      const origins = [...Array(mapped.text.length + 1).keys()].map((at) => originOf(mapped, at));
      expect(origins).toEqual(origins.toSorted((a, b) => a - b));
      expect(origins.at(-1)).toBe(text.length);
      // What is inserted is `#`, which stands for no character.
      [...mapped.text.split('')].forEach((character, at) => {
        if (character !== '#') expect(character).toBe(text[origins[at] as number]);
      });
    }),
  );
});

function inOrder(
  ranges: readonly [number, number][],
  length: number,
): { start: number; end: number; insert: string }[] {
  let last = 0;
  return ranges
    .toSorted(([a], [b]) => a - b)
    .flatMap(([from, size]) => {
      const start = Math.max(last, from);
      if (start + size > length) return [];
      last = start + size;
      return [{ start, end: last, insert: '#' }];
    });
}
