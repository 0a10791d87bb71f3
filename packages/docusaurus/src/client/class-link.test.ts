import type { Facet } from '@attune/contract';
import { describe, expect, it } from 'vitest';
import { readAnswers, writeAnswers } from './class-link.ts';

const facet = (id: string, values: readonly string[], multiple = false): Facet =>
  ({ id, multiple, options: values.map((value) => ({ value })) }) as unknown as Facet;
const facets = [facet('level', ['Beginner', 'A;b,c:d%']), facet('goals', ['hobby', 'research', 'teaching'], true)];

describe('answers in an address', () => {
  it('come back as they were, whatever stands in them', () => {
    const profile = { level: 'A;b,c:d%', goals: ['hobby', 'teaching'] };
    expect(readAnswers(writeAnswers(profile), facets)).toEqual(profile);
    const address = new URL(`https://book.example/?reader=${encodeURIComponent(writeAnswers(profile))}`);
    expect(readAnswers(address.searchParams.get('reader') ?? '', facets)).toEqual(profile);
  });

  it('may be written by hand', () => {
    expect(readAnswers('level:Beginner;goals:research', facets)).toEqual({ level: 'Beginner', goals: ['research'] });
  });

  it.each(['', 'level', 'level:', 'level:Wizard', 'other:Beginner', '__proto__:x;level:%E0%A4', 'goals:,,'])(
    'are none where the book asks for nothing of it: %j',
    (text) => expect(readAnswers(text, facets)).toEqual({}),
  );
});
