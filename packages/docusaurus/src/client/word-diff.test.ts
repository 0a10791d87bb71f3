import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from './word-diff.ts';

const textOf = (parts: ReturnType<typeof diffWords>, without: 'added' | 'removed'): string =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('a comparison word by word', () => {
  it('has whole words, numbers and marks as what was added and left out', () => {
    expect(diffWords('The torque ⟦1⟧ is 0.25 N m.', 'The turning force ⟦1⟧ is 0.35 N m.')).toEqual([
      { kind: 'same', text: 'The ' },
      { kind: 'removed', text: 'torque ' },
      { kind: 'added', text: 'turning force ' },
      { kind: 'same', text: '⟦1⟧ is ' },
      { kind: 'removed', text: '0.25' },
      { kind: 'added', text: '0.35' },
      { kind: 'same', text: ' N m.' },
    ]);
  });

  it('has words of Urdu whole, with their vowel signs', () => {
    const changed = diffWords('روبوٹ کا ہاتھ', 'روبوٹ کا بازُو').filter(({ kind }) => kind !== 'same');
    expect(changed.map(({ text }) => text)).toEqual(['ہاتھ', 'بازُو']);
  });

  it('always has all of both texts', () => {
    const words = fc
      .array(fc.constantFrom('a', 'robot', '⟦2⟧', '`x y`', 'ہاتھ', '0.5', '–'))
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = diffWords(before, after);
        expect([textOf(parts, 'added'), textOf(parts, 'removed')]).toEqual([before, after]);
      }),
    );
  });
});
