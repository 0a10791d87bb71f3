import type { Edit } from '@attune/contract';
import type { Book, Chapter } from '../types.ts';
import { type Fault, type Verdict, verdictOf } from './check.ts';
import { type Passage, readingOf, type Reading } from './reading.ts';

/** Judges each text of an edit by itself. */
export function faultsIn(
  edit: Edit,
  chapter: Chapter,
  book: Book,
  judge: (passage: Passage, reading: Reading) => readonly (string | Fault | undefined)[],
): Verdict {
  const reading = readingOf(edit, chapter, book);
  return verdictOf(
    [...(reading?.passages ?? []), ...(reading?.reason ? [reading.reason] : [])].flatMap((passage) =>
      judge(passage, reading as Reading).flatMap((found): Fault[] => {
        if (found === undefined) return [];
        const fault = typeof found === 'string' ? { message: found } : found;
        return [passage.leaf === undefined ? fault : { leaf: passage.leaf, ...fault }];
      }),
    ),
  );
}
