import { describe, expect, it } from 'vitest';
import { BookSettings, project } from '../index.ts';

const facetsOf = (preset: 'onboarding' | 'learning-goals'): BookSettings['facets'] =>
  BookSettings.parse({ preset }).facets;
const valuesOf = (preset: 'onboarding' | 'learning-goals'): Record<string, string[]> =>
  Object.fromEntries(facetsOf(preset).map((facet) => [facet.id, facet.options.map((option) => option.value)]));

it('R-04: onboarding has exactly these answers', () => {
  expect(valuesOf('onboarding')).toEqual({
    role: ['Student', 'Professional', 'Researcher', 'Instructor'],
    programming_experience: ['Beginner', 'Intermediate', 'Advanced'],
    robotics_experience: ['None', 'Simulation-only', 'Hardware'],
    preferred_language: ['English', 'Urdu', 'Other'],
    hardware_availability: ['RTX Workstation', 'Cloud', 'Jetson Kit', 'None'],
  });
});

it('R-05: learning-goals has exactly these answers', () => {
  expect(valuesOf('learning-goals')).toEqual({
    education_level: ['high_school', 'undergraduate', 'graduate', 'professional'],
    programming_experience: ['none', 'beginner', 'intermediate', 'advanced'],
    robotics_background: ['yes', 'no'],
    ai_ml_experience: ['none', 'basic', 'intermediate', 'advanced'],
    learning_goals: ['career_change', 'research', 'hobby', 'teaching', 'building_projects'],
    preferred_language: ['en', 'ur'],
  });
  expect(
    facetsOf('learning-goals')
      .filter((facet) => facet.multiple)
      .map((facet) => facet.id),
  ).toEqual(['learning_goals']);
});

it('R-06: what is not answered is Intermediate, None and None', () => {
  expect(project(facetsOf('onboarding'), {})).toEqual({
    role: 'Student',
    programming_experience: 'Intermediate',
    robotics_experience: 'None',
    preferred_language: 'English',
    hardware_availability: 'None',
  });
});

describe.each(['onboarding', 'learning-goals'] as const)('the preset %s', (preset) => {
  it('has one level, and one language with tags of the languages offered', () => {
    const facets = facetsOf(preset);
    expect(facets.flatMap(({ axis }) => axis ?? []).sort()).toEqual(['language', 'level']);
    const language = facets.find(({ axis }) => axis === 'language');
    expect(language?.options.flatMap((option) => option.language ?? [])).toEqual(['en', 'ur']);
  });

  it('asks everything in English and Urdu', () => {
    const texts = facetsOf(preset).flatMap(({ label, question, reason, options }) => [
      label,
      question,
      reason,
      ...options.map((option) => option.label),
    ]);
    expect(
      texts.filter((text) => !text.en || !/[\u0600-\u06FF]/.test(text['ur'] ?? '')).map((text) => text.en),
    ).toEqual([]);
  });
});
