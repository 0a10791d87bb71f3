import { type Check, verdictOf } from '../check.ts';
import { readingOf } from '../reading.ts';

/**
 * A model's text becomes paragraphs, lists, emphasis and the author's own inline nodes, in an insert also a small table. Everything else
 * could change what the page is: a heading its table of contents, code and formulas what the author vouches for.
 */
export const restrictedSyntax: Check = {
  name: 'restricted-syntax',
  version: 1,
  check(edit, chapter, book) {
    const passages = readingOf(edit, chapter, book)?.passages ?? [];
    return verdictOf(
      passages.flatMap(({ leaf, read }) =>
        read.problems.map((problem) => ({ ...problem, ...(leaf === undefined ? {} : { leaf }) })),
      ),
    );
  },
};
