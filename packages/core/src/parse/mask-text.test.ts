import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Leaf, Mask } from '../types.ts';
import { markOf, maskLeaf, unmask } from './mask-text.ts';

const HARD = ['⟦', '⟧', '⟦1⟧', '⟦=1⟧', '⟦/2⟧', '$&', '$$', '$1', '`', '|', '🤖', 'متن', '\u200F', '\r\n', 'word', ' '];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HARD), { maxLength: 30 }).map((pieces) => pieces.join('')),
);

/** A text, and a leaf of it with masks that do not overlap. */
const leaf = text.chain((source) =>
  fc.uniqueArray(fc.nat(source.length), { maxLength: 12 }).map((offsets) => {
    const cuts = offsets.sort((a, b) => a - b);
    const masks: Mask[] = [];
    for (let index = 1; index + 2 < cuts.length; index += 2) {
      masks.push({
        number: masks.length + 1,
        kind: 'atom',
        start: cuts[index] as number,
        end: cuts[index + 1] as number,
      });
    }
    return {
      source,
      leaf: { start: cuts[0] ?? 0, end: cuts.at(-1) ?? source.length, masks, words: [] } satisfies Leaf,
    };
  }),
);

describe('masking', () => {
  it('is undone by unmasking, whatever the text and the masks', () => {
    fc.assert(
      fc.property(leaf, ({ source, leaf: any }) => {
        const { text: masked, originals } = maskLeaf(source, any);
        expect(unmask(masked, originals)).toBe(source.slice(any.start, any.end));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves nothing of what is masked in the text', () => {
    const source = 'run `rm $&` now';
    const { text: masked, originals } = maskLeaf(source, {
      start: 0,
      end: source.length,
      masks: [{ number: 1, kind: 'atom', start: 4, end: 11 }],
      words: [],
    });
    expect(masked).toBe('run ⟦1⟧ now');
    expect(unmask('اب ⟦1⟧ چلائیں', originals)).toBe('اب `rm $&` چلائیں');
  });

  it('gives brackets of the text itself marks of their own', () => {
    const source = 'a ⟦1⟧ b';
    const { text: masked } = maskLeaf(source, { start: 0, end: source.length, masks: [], words: [] });
    expect(masked).toBe('a ⟦=1⟧1⟦=2⟧ b');
  });

  it('leaves marks that stand for nothing', () => {
    expect(unmask('⟦7⟧ ⟦/7⟧', new Map())).toBe('⟦7⟧ ⟦/7⟧');
  });

  it('marks where a link begins and ends by its number', () => {
    expect((['open', 'close', 'atom'] as const).map((kind) => markOf({ kind, number: 3 }))).toEqual([
      '⟦3⟧',
      '⟦/3⟧',
      '⟦3⟧',
    ]);
  });
});
