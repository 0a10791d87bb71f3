import { describe, expect, it } from 'vitest';
import { answersAgainst, matchAll, matchAny, readersFromAttributes } from './readers.ts';

const reader = { role: 'Student', hardware: 'None', goals: ['hobby', 'research'] };

describe('readers', () => {
  it('are read from attributes: commas part the values', () => {
    expect(readersFromAttributes({ a: 'x, y z ,,w', b: '' })).toEqual({ a: ['x', 'y z', 'w'], b: [] });
  });

  it.each([
    [{ role: ['Student'] }, true],
    [{ role: ['Researcher', 'Student'] }, true],
    [{ role: ['Student'], hardware: ['None'] }, true],
    [{ role: ['Student'], hardware: ['Cloud'] }, false],
    [{ role: ['Researcher'] }, false],
    [{ unknown: ['x'] }, false],
    [{ role: [] }, false],
    [{ goals: ['research'] }, true],
    [{}, true],
  ])('%j: all facets hold is %s', (readers, holds) => {
    expect(matchAll(readers, reader) !== undefined).toBe(holds);
  });

  it.each([
    [{ role: ['Researcher'], hardware: ['None'] }, true],
    [{ role: ['Researcher'], hardware: ['Cloud'] }, false],
    [{}, false],
  ])('%j: any facet holds is %s', (readers, holds) => {
    expect(matchAny(readers, reader) !== undefined).toBe(holds);
  });
});

describe('the reasons', () => {
  it('are the answers that make it hold, and no others', () => {
    expect(matchAll({ goals: ['research', 'teaching'], role: ['Student'] }, reader)).toEqual([
      { facet: 'goals', value: 'research' },
      { facet: 'role', value: 'Student' },
    ]);
    expect(matchAny({ role: ['Researcher'], hardware: ['None'] }, reader)).toEqual([
      { facet: 'hardware', value: 'None' },
    ]);
  });

  it('against are the answers to what does not hold', () => {
    expect(answersAgainst({ role: ['Student'], hardware: ['Cloud'], goals: ['teaching'] }, reader)).toEqual([
      { facet: 'hardware', value: 'None' },
      { facet: 'goals', value: 'hobby' },
      { facet: 'goals', value: 'research' },
    ]);
  });
});
