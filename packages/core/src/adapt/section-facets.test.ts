import type { Book } from '../index.ts';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { sectionFacets } from './section-facets.ts';

const { facets } = testBook();

it.each([
  ['nothing in particular', 'It gets warm.', []],
  ['the beginning of a word', 'Kinematics take time.', ['robotics_experience']],
  ['a word with capitals, as it is written', 'CUDA runs here.', ['hardware_availability']],
  ['no word that only has it inside', 'Across the cudas.', []],
  ['several', 'A robot with a GPU.', ['robotics_experience', 'hardware_availability']],
])('what matters to a section is the level, and by its signals: %s', (_, text, matter) => {
  expect(sectionFacets(text, facets)).toEqual(
    facets.map(({ id }) => id).filter((id) => id === 'programming_experience' || matter.includes(id)),
  );
});

it('a chapter’s facets are those of its sections and the language, where its text may be rewritten', () => {
  const book: Book = { ...testBook(), rewriting: true };
  const source = 'It gets warm.\n\nIt cools.\n\n## On\n\nA GPU runs.\n\nIt gets hot.';
  expect(testChapter(source, book).facets).toEqual([
    'hardware_availability',
    'preferred_language',
    'programming_experience',
  ]);
  expect(testChapter('```sh\nls\n```', book).facets).toEqual([]);
});
