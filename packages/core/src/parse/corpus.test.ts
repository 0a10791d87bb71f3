import { corpusFiles, hasCorpus, testBook, VARIANTS } from 'attune-test-support';
import { wrongWith } from 'attune-test-support/reading';
import { expect, it } from 'vitest';

const files = corpusFiles();
const book = testBook();
console.log(hasCorpus() ? `corpus: ${files.length} files` : 'corpus: ABSENT, 5 tests skipped');

// With CRLF and a BOM: `corpus-ids.test.ts`, so that two cores share the work.
it.skipIf(!hasCorpus()).each(['as it is', 'with CRLF', 'without a final newline'] as const)(
  'every chapter %s is its slices, masks and unmasks, prints as it is, and has as many blocks as MDX has nodes',
  (name) => {
    const wrong = files.flatMap(({ path, source }) => wrongWith({ path, source: VARIANTS[name](source) }, { book }));
    expect(wrong).toEqual([]);
  },
);
