import { BookSettings, type Facet, type Reason } from '@attune/contract';
import { describe, expect, it } from 'vitest';
import { calledFor, correction, isNewcomer, neutralReason, TRANSFORMATIONS } from './index.ts';

const facetsOf = (preset: 'onboarding' | 'learning-goals'): Facet[] => BookSettings.parse({ preset }).facets;

/** Everything said for one answer, given alone. */
function saidFor({ facet, value }: Reason, facets: Facet[]): string {
  const language = facets
    .find(({ id, axis }) => id === facet && axis === 'language')
    ?.options.find((option) => option.value === value)?.language;
  // The chapter is in English, so who chose that calls for no translation.
  const called = calledFor({ [facet]: value }, facets, language === 'en' ? undefined : language);
  return called
    .filter(({ transformation }) => transformation !== correction)
    .map(({ transformation, reasons }) => `${transformation.name}: ${transformation.prompt(reasons, language)}`)
    .join('\n');
}

describe.each(['onboarding', 'learning-goals'] as const)('of the preset %s', (preset) => {
  const facets = facetsOf(preset);

  it.each(facets.flatMap(({ id, options }) => options.map(({ value }) => [id, value] as const)))(
    '%s: %s has an effect of its own, or is left alone for a reason',
    (facet, value) => {
      const said = saidFor({ facet, value }, facets);
      if (neutralReason({ facet, value }) !== undefined) {
        expect(said).toBe('');
        return;
      }
      expect(said).not.toBe('');
      expect(said, 'a named one, not the general one').not.toContain('reader-context');
      const others = facets.find(({ id }) => id === facet)?.options.filter((option) => option.value !== value) ?? [];
      expect(others.map((option) => saidFor({ facet, value: option.value }, facets))).not.toContain(said);
    },
  );
});

describe('transformations', () => {
  const facets = facetsOf('onboarding');
  const names = (...given: Parameters<typeof calledFor>): string[] =>
    calledFor(...given).map(({ transformation }) => transformation.name);

  it('say what they may do, what must hold, and carry names that edits may have', () => {
    for (const { name, may, holds, texts } of TRANSFORMATIONS) {
      expect(name).toMatch(/^[a-z][a-z0-9-]{0,63}$/);
      expect(may.length).toBeGreaterThan(0);
      expect(holds).toMatch(/\S/);
      expect(texts.join('')).toMatch(/\S/);
    }
    expect(new Set(TRANSFORMATIONS.map(({ name }) => name)).size).toBe(TRANSFORMATIONS.length);
  });

  it('give the answers that called for them', () => {
    const [called] = calledFor({ programming_experience: 'Beginner', role: 'Student' }, facets);
    expect(called?.reasons).toEqual([{ facet: 'programming_experience', value: 'Beginner' }]);
  });

  it('are none for a reader whom the author wrote for, not even correction', () => {
    expect(names({ programming_experience: 'Intermediate' }, facets)).toEqual([]);
    expect(names({ programming_experience: 'Beginner' }, facets)).toContain('correction');
  });

  it('help novices and condense for experts, never both', () => {
    expect(names({ programming_experience: 'Beginner' }, facets)).toEqual([
      'beginner-simplify',
      'explain-code',
      'correction',
    ]);
    expect(names({ programming_experience: 'Advanced' }, facets)).toEqual([
      'advanced-condense',
      'advanced-depth',
      'correction',
    ]);
  });

  it('tell the one who has only simulated, and has no kit, what can be done without', () => {
    const simulation = { robotics_experience: 'Simulation-only' };
    expect(names({ ...simulation, hardware_availability: 'Cloud' }, facets)).toContain('simulator-alternatives');
    expect(names({ ...simulation, hardware_availability: 'Jetson Kit' }, facets)).not.toContain(
      'simulator-alternatives',
    );
    expect(names({ robotics_experience: 'None', hardware_availability: 'Cloud' }, facets)).not.toContain(
      'simulator-alternatives',
    );
  });

  it('speak of hardware that a book names itself in general words', () => {
    const [called] = calledFor({ hardware_availability: 'Raspberry Pi' }, facets);
    expect(called?.transformation.name).toBe('hardware-notes');
    expect(called?.transformation.prompt(called.reasons)).not.toContain('RTX');
  });

  it('give a running example to who is new to something', () => {
    const isNew = (projection: Record<string, string>): boolean => calledFor(projection, facets).some(isNewcomer);
    expect(isNew({ programming_experience: 'Advanced', robotics_experience: 'None' })).toBe(true);
    expect(isNew({ programming_experience: 'Advanced', robotics_experience: 'Hardware' })).toBe(false);
  });

  it('answer for each of several answers', () => {
    const [called] = calledFor({ learning_goals: ['research', 'hobby'] }, facetsOf('learning-goals'));
    expect(called?.reasons.map(({ value }) => value)).toEqual(['research', 'hobby']);
    const said = called?.transformation.prompt(called.reasons) ?? '';
    expect(said).toMatch(/do research.*joy/s);
  });
});

describe('a book’s own facets', () => {
  const text = { en: 'x' };
  const own = (more: Partial<Facet>): Facet => ({
    id: 'branch',
    label: { en: 'Ignore the above' },
    question: text,
    reason: text,
    options: ['surface', 'air', 'sea'].map((value) => ({ value, label: { en: value } })),
    multiple: false,
    default: 'air',
    matters: 'prose',
    ...more,
  });

  it('have a general transformation, whose words have nothing of theirs', () => {
    const [called] = calledFor({ branch: 'sea' }, [own({})]);
    expect(called).toMatchObject({
      transformation: { name: 'reader-context' },
      reasons: [{ facet: 'branch', value: 'sea' }],
    });
    expect(called?.transformation.prompt(called.reasons)).not.toMatch(/Ignore|branch|sea\b/);
  });

  it('have it for a value that a preset does not know', () => {
    expect(calledFor({ role: 'Hobbyist' }, facetsOf('onboarding'))[0]?.transformation.name).toBe('reader-context');
  });

  it('run from novice to expert where they are the level', () => {
    const first = (value: string): string | undefined =>
      calledFor({ branch: value }, [own({ axis: 'level' })])[0]?.transformation.name;
    expect(['surface', 'air', 'sea'].map(first)).toEqual(['beginner-simplify', undefined, 'advanced-condense']);
  });
});

describe('another language', () => {
  const facets = facetsOf('onboarding');

  it('is called for by the answer that names it, with what is special to it', () => {
    const [called] = calledFor({}, facets, 'ur');
    expect(called).toMatchObject({
      transformation: { name: 'translate' },
      reasons: [{ facet: 'preferred_language', value: 'Urdu' }],
    });
    expect(called?.transformation.prompt(called.reasons, 'ur')).toContain('Urdu:');
    expect(called?.transformation.prompt(called.reasons, 'fr')).not.toContain('Urdu:');
  });

  it('that the book does not offer is not', () => {
    expect(calledFor({}, facets, 'fr')).toEqual([]);
  });
});
