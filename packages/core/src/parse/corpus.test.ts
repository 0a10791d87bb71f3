import {
  corpusFiles,
  hasCorpus,
  joinSlices,
  leavesLost,
  testBook,
  testChapter,
  VARIANT_NAMES,
  VARIANTS,
} from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { allBlocks, printMarkdown, type Chapter } from '../index.ts';

const book = testBook();
const files = corpusFiles();
const idsOf = ({ blocks }: Chapter): string => allBlocks(blocks).map((block) => block.id).join(' ');

/** The loader's own regular expression leaves the `\r` of a title in the `[title]`: with CRLF it reads another text. */
const hasAdmonitionTitle = (source: string): boolean => /^[> \t]*:{3,}[a-z]+ +\S/m.test(source);
/** Old Mac line ends and mixed ones are content to some nodes. */
const hasOnlyOneLineEnd = (source: string): boolean => !/\r(?!\n)/.test(source) && !(/\r\n/.test(source) && /[^\r]\n/.test(source));

console.log(hasCorpus() ? `corpus: ${files.length} files` : 'corpus: ABSENT, 6 tests of core skipped');

describe.skipIf(!hasCorpus())('every chapter of the corpus', () => {
  const idsAsItIs = new Map<string, string>();

  it.each(VARIANT_NAMES)('%s is its slices, masks and unmasks, and has the same ids', (name) => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { path, source } of files) {
      const text = VARIANTS[name](source);
      const chapter = testChapter(text, book, path);
      if (!chapter.readable) wrong.push(`${path}: unreadable`);
      if (joinSlices(chapter) !== text) wrong.push(`${path}: slices`);
      if (leavesLost(chapter).length > 0) wrong.push(`${path}: masks`);
      if (printMarkdown(chapter, [], book) !== text) wrong.push(`${path}: print`);
      const ids = idsOf(chapter);
      if (name === 'as it is') idsAsItIs.set(path, ids);
      if (name.includes('CRLF') && (hasAdmonitionTitle(source) || !hasOnlyOneLineEnd(source))) continue;
      compared++;
      if (ids !== idsAsItIs.get(path)) wrong.push(`${path}: ids`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(1_000);
  });
});
