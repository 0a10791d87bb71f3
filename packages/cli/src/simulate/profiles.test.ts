import { testBook } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { checkMix, drawProfile } from './profiles.ts';

const { facets } = testBook();

describe('a mix of readers', () => {
  it.each([
    [[], 'no object'],
    [{ age: { 9: 1 } }, 'does not ask'],
    [{ role: 1 }, 'no object'],
    [{ role: { King: 1 } }, 'no answer'],
    [{ role: { Student: -1 } }, 'no weight'],
    [{ role: { Student: 0 } }, 'no reader'],
  ])('%j is refused', (mix, message) => {
    expect(() => checkMix(mix, facets)).toThrow(message);
  });

  it('gives answers as often as it says, and evenly where it says nothing', () => {
    const mix = checkMix({ role: { Student: 3, Instructor: 1, Researcher: 0 } }, facets);
    const at = (draw: number): string | string[] | undefined => drawProfile(facets, mix, () => draw).role;
    expect([0, 0.74, 0.76, 0.999].map(at)).toEqual(['Student', 'Student', 'Instructor', 'Instructor']);
    expect([0.1, 0.4, 0.9].map((draw) => drawProfile(facets, {}, () => draw).programming_experience)).toEqual([
      'Beginner',
      'Intermediate',
      'Advanced',
    ]);
  });

  it('gives one answer, as a list, where several may be given', () => {
    const several = testBook({ settings: { preset: 'learning-goals' } }).facets;
    const goals = drawProfile(several, {}, () => 0).learning_goals;
    expect(goals).toHaveLength(1);
  });
});
