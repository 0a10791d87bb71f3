import { BookSettings, Syntax, type BookSettingsInput } from '@attune/contract';
import { describe, expect, it } from 'vitest';
import { type BookInput, openBook } from './open-book.ts';

const input = (settings: BookSettingsInput = {}): BookInput => {
  const { facets, folds } = BookSettings.parse(settings);
  return { facets, folds, syntax: Syntax.parse({}) };
};
const glossary = (definition: string): NonNullable<BookInput['glossary']> => ({
  path: 'glossary.yaml',
  text: `terms:\n  - term: node\n    definitions: { en: ${definition} }\n`,
});
const primers = (title: string): NonNullable<BookInput['primers']> => ({
  vectors: { path: 'primers/vectors.md', text: `---\ntitle: ${title}\nreaders: {}\n---\n` },
});

describe('a book', () => {
  it('folds basics for the highest level and depth for the lowest, where nothing else is said', () => {
    expect(openBook(input()).book.folds).toEqual({
      basics: { programming_experience: ['Advanced'] },
      depth: { programming_experience: ['Beginner'] },
    });
    expect(openBook(input({ preset: 'learning-goals' })).book.folds).toEqual({
      basics: { programming_experience: ['advanced'] },
      depth: { programming_experience: ['none'] },
    });
  });

  it('folds as its settings say, each for itself', () => {
    expect(openBook(input({ folds: { basics: { role: ['Researcher'] } } })).book.folds).toEqual({
      basics: { role: ['Researcher'] },
      depth: { programming_experience: ['Beginner'] },
    });
  });

  it('has its primers by name', () => {
    expect([...openBook({ ...input(), primers: primers('A') }).book.primers.keys()]).toEqual(['vectors']);
  });

  it('reports what is wrong with settings, glossary and primers, each with its file', () => {
    const { book, findings } = openBook({
      ...input({ folds: { basics: { role: ['Pupil'] } } }),
      glossary: { path: 'glossary.yaml', text: 'terms: [' },
      primers: { bad: { path: 'primers/bad.md', text: 'no front matter' } },
      settingsPath: 'site/attune.config.ts',
    });
    expect(findings.map(({ rule, file, line, column }) => [rule, file, line, column])).toEqual([
      ['value-unknown', 'site/attune.config.ts', 1, 1],
      ['glossary-invalid', 'glossary.yaml', 1, 9],
      ['primer-invalid', 'primers/bad.md', 1, 1],
    ]);
    expect(book.primers.size).toBe(0);
  });
});

describe('its fingerprint', () => {
  const standard: BookInput = { ...input(), glossary: glossary('A'), primers: primers('A') };
  const fingerprintOf = (other: Partial<BookInput> = {}): string =>
    openBook({ ...standard, ...other }).book.fingerprint;

  it('is the same for the same book', () => {
    expect(fingerprintOf({ settingsPath: 'elsewhere' })).toBe(fingerprintOf());
  });

  it.each([
    ['glossary', { glossary: glossary('B') }],
    ['primers', { primers: primers('B') }],
    ['folds', { folds: { depth: { role: ['Student'] } } }],
    ['facets', { facets: input({ preset: 'learning-goals' }).facets }],
  ])('is another with other %s', (_, other) => {
    expect(fingerprintOf(other)).not.toBe(fingerprintOf());
  });
});
