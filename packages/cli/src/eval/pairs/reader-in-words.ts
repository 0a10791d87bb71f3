import { type Profile, project } from '@attune/contract';
import type { EvaluatedPage } from '../types.ts';

/** All answers of a page's reader; those that nobody knows are the facets' defaults. */
const answersOf = ({ book, projection, profile }: EvaluatedPage): Profile =>
  project(book.facets, { ...projection, ...profile });

/** A reader as a request names one: `role: Student; programming_experience: Beginner`. */
export function profileLine(page: EvaluatedPage): string {
  const answers = answersOf(page);
  return page.book.facets.map(({ id }) => `${id}: ${[answers[id] ?? []].flat().join(', ')}`).join('; ');
}

/** The same for a judge, in the words of the questions. */
export function readerInWords(page: EvaluatedPage): string {
  const answers = answersOf(page);
  return page.book.facets
    .map(({ id, question, options }) => {
      const chosen = [answers[id] ?? []].flat();
      const words = chosen.map((value) => options.find((option) => option.value === value)?.label.en ?? value);
      return `- ${question.en} ${words.join(', ')}`;
    })
    .join('\n');
}
