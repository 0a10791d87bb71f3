import { describe, expect, it } from 'vitest';
import { BookSettings, type FacetInput, Syntax } from './index.ts';

const facet = (other: object = {}): FacetInput => ({
  id: 'level',
  label: { en: 'Level' },
  question: { en: 'Which?' },
  reason: { en: 'So that.' },
  options: [
    { value: 'low', label: { en: 'Low' } },
    { value: 'high', label: { en: 'High' } },
  ],
  default: 'low',
  matters: 'prose',
  ...other,
});
const problems = (settings: unknown): string[] =>
  BookSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('a book’s settings', () => {
  it('need nothing', () => {
    const { facets, models, ...rest } = BookSettings.parse({});
    expect(models.chain).toEqual([]);
    expect(rest).toEqual({
      glossary: 'glossary.yaml',
      primers: 'primers',
      folds: {},
      rewriting: true,
      adaptations: 'adaptations',
    });
    expect(facets.map(({ id }) => id)).toContain('hardware_availability');
  });

  it('may have facets of their own, which stand instead of the preset’s', () => {
    const { facets } = BookSettings.parse({ preset: 'learning-goals', facets: [facet()] });
    expect(facets).toEqual([{ ...facet(), multiple: false }]);
  });

  it.each<[string, unknown, string[]]>([
    ['an unknown key', { glosary: 'a' }, [': Unrecognized key: "glosary"']],
    [
      'an unknown preset',
      { preset: 'seed' },
      ['preset: Invalid option: expected one of "onboarding"|"learning-goals"'],
    ],
    ['a path that is none', { primers: 1 }, ['primers: Invalid input: expected string, received number']],
    ['folds of another mark', { folds: { for: {} } }, ['folds: Unrecognized key: "for"']],
    [
      'folds for nobody',
      { folds: { basics: { role: [] } } },
      ['folds.basics.role: Too small: expected array to have >=1 items'],
    ],
    ['no facets', { facets: [] }, ['facets: Too small: expected array to have >=1 items']],
    [
      'a facet with one option',
      { facets: [facet({ options: [{ value: 'low', label: { en: 'Low' } }] })] },
      ['facets.0.options: Too small: expected array to have >=2 items'],
    ],
    [
      'a facet with a bad id',
      { facets: [facet({ id: 'My level' })] },
      ['facets.0.id: Invalid string: must match pattern /^[a-z][a-z0-9_]{0,63}$/'],
    ],
    [
      'a label without English',
      { facets: [facet({ label: { ur: 'درجہ' } })] },
      ['facets.0.label.en: Invalid input: expected string, received undefined'],
    ],
    [
      'a default that is not declared',
      { facets: [facet({ default: 'middle' })] },
      ['facets.0.default: must be declared values in declared order: low, high'],
    ],
    [
      'defaults out of order',
      { facets: [facet({ multiple: true, default: ['high', 'low'] })] },
      ['facets.0.default: must be declared values in declared order: low, high'],
    ],
    [
      'several defaults of one answer',
      { facets: [facet({ default: ['low'] })] },
      ['facets.0.default: must be one value'],
    ],
    ['one default of several answers', { facets: [facet({ multiple: true })] }, ['facets.0.default: must be a list']],
    ['a facet twice', { facets: [facet(), facet()] }, ['facets.1.default: facet level is declared twice']],
  ])('with %s are refused, with path and message', (_, settings, expected) => {
    expect(problems(settings)).toEqual(expected);
  });
});

it('Markdown is read as Docusaurus reads it by default', () => {
  expect(Syntax.parse({})).toEqual({
    format: 'mdx',
    math: true,
    admonitions: ['secondary', 'info', 'success', 'danger', 'note', 'tip', 'warning', 'important', 'caution'],
    headingIds: true,
    comments: true,
  });
});
