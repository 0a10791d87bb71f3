import { type Profile, project } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { personalize, type Book, type Chapter, type VariantStore } from '../index.ts';

const glossary = (definitions: string, readers = '{ robotics_experience: [None] }'): string =>
  `terms:\n  - term: topic\n    readers: ${readers}\n    definitions: ${definitions}\n`;
const primer = '---\ntitle: A\nreaders: { role: [Instructor] }\n---\n';
const facetsOf = (source: string, book: Book = testBook()): readonly string[] => testChapter(source, book).facets;

describe('the facets that matter to a chapter', () => {
  it.each([
    ['none, where nothing is marked', 'A topic.', testBook(), []],
    [
      'those of conditions and steps, sorted',
      ':::for{role="Student" hardware_availability="Cloud"}\n\n:::',
      testBook(),
      ['hardware_availability', 'role'],
    ],
    ['those of a mark in an admonition', '::::note\n\n:::for{role="Student"}\n\n:::\n\n::::', testBook(), ['role']],
    ['that of folds by setting', ':::basics[A]\n\n:::', testBook(), ['programming_experience']],
    ['those of folds by their own attributes', ':::basics[A]{role="Student"}\n\n:::', testBook(), ['role']],
    ['that of a primer’s readers', '::primer{name="a"}', testBook({ primers: { a: primer } }), ['role']],
    ['that of a term’s readers', 'A topic.', testBook({ glossary: glossary('{ en: A }') }), ['robotics_experience']],
    ['not of a term that is not used', 'Nothing.', testBook({ glossary: glossary('{ en: A }') }), []],
    [
      'not of a term that nobody needs',
      'A topic.',
      testBook({ glossary: glossary('{ en: { Beginner: A }, ur: B }', '{}') }),
      [],
    ],
    [
      'the level, where a definition differs by it',
      'A topic.',
      testBook({ glossary: glossary('{ en: { Beginner: A, default: B } }') }),
      ['programming_experience', 'robotics_experience'],
    ],
    [
      'the language, where there are several',
      'A topic.',
      testBook({ glossary: glossary('{ en: A, ur: B }') }),
      ['preferred_language', 'robotics_experience'],
    ],
    ['not one that is not declared', ':::for{level="a"}\n\n:::', testBook(), []],
  ] as const)('are %s', (_, source, book, facets) => {
    expect(facetsOf(source, book)).toEqual(facets);
  });
});

describe('a facet that does not matter', () => {
  const book = testBook({ glossary: glossary('{ en: A, ur: B }'), primers: { a: primer } });
  const chapter = testChapter(
    'A topic.\n\n::primer{name="a"}\n\n:::for{hardware_availability="Cloud"}\n\nx\n\n:::',
    book,
  );
  const nothing: VariantStore = { findVariant: async () => undefined, putVariant: async (_, variant) => variant };
  const made = async (of: Chapter, profile: Profile): Promise<readonly string[]> => {
    const { key, variant } = await personalize({ chapter: of, profile, book }, { store: nothing });
    return [key, variant.variant, variant.profileHash];
  };

  it('changes neither the key nor the variant, whatever its answer; each that matters changes the key', async () => {
    const standard = project(book.facets, {});
    const before = await made(chapter, standard);
    for (const { id, options } of book.facets) {
      for (const { value } of options) {
        if (value === standard[id]) continue;
        const after = await made(chapter, { ...standard, [id]: value });
        expect([id, after[0] === before[0]]).toEqual([id, !chapter.facets.includes(id)]);
        if (!chapter.facets.includes(id)) expect(after).toEqual(before);
      }
    }
    expect(chapter.facets).not.toContain('programming_experience');
  });
});
