import { expect, it } from 'vitest';
import type { MarkName } from '../types.ts';
import { choicesOf } from './choices.ts';

/** Blocks named by what they are, with a number: `f` for, `o` otherwise, `s` step, `i` instead, `-` no mark. */
const siblings = (plan: string): Parameters<typeof choicesOf>[0] =>
  [...plan].map((sign, at) => {
    const name = ({ f: 'for', o: 'otherwise', s: 'step', i: 'instead' } as Record<string, MarkName>)[sign];
    return { id: `${sign}${at}`, ...(name ? { mark: { name, readers: {} } } : {}) };
  });

it.each([
  ['a for that stands alone', 'f-', ['f0']],
  ['adjacent fors without an otherwise, each for itself', 'ff', ['f0', 'f1']],
  ['fors that an otherwise ends', 'ffo', ['f0 f1 o2 / o2']],
  ['two of them, one after the other', 'fofo', ['f0 o1 / o1', 'f2 o3 / o3']],
  ['a for that something parts from an otherwise', 'f-o', ['f0']],
  ['a step and its insteads', 'sii-', ['s0 i1 i2 / s0']],
  ['a step without instead', 's-', ['s0 / s0']],
  ['tracks next to conditions', 'sifo', ['s0 i1 / s0', 'f2 o3 / o3']],
  ['nothing', '-o-i', []],
])('%s: %s', (_, plan, choices) => {
  const found = choicesOf(siblings(plan)).map(({ options, standard }) =>
    [options.join(' '), ...(standard === undefined ? [] : [standard])].join(' / '),
  );
  expect(found).toEqual(choices);
});

it('says whether it is a condition or a track', () => {
  expect(choicesOf(siblings('fsi')).map((choice) => choice.kind)).toEqual(['condition', 'track']);
});
