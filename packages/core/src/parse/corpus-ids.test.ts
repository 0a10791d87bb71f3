import { corpusFiles, hasCorpus, testBook, testChapter, VARIANTS } from 'attune-test-support';
import { idsOf, wrongWith } from 'attune-test-support/reading';
import { expect, it } from 'vitest';

const files = corpusFiles();
const book = testBook();
const ids = new Map(files.map(({ path, source }) => [path, idsOf(testChapter(source, book, path))]));

it.skipIf(!hasCorpus()).each(['with a BOM', 'with a BOM and CRLF'] as const)(
  'every chapter %s is its slices, masks and unmasks, prints as it is, and has the ids that it has without',
  (name) => {
    const wrong = files.flatMap(({ path, source }) =>
      wrongWith({ path, source: VARIANTS[name](source) }, { book, ids: ids.get(path) }),
    );
    expect(wrong).toEqual([]);
  },
);
