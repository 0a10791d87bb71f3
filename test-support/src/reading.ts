import { allBlocks, type Book, type Chapter, printMarkdown } from '@attune/core';
import { testChapter } from './book.ts';
import type { CorpusFile } from './corpus.ts';
import { countTopLevelNodes } from './independent-tree.ts';
import { joinSlices, leavesLost } from './restore.ts';

export const idsOf = ({ blocks }: Pick<Chapter, 'blocks'>): string[] => allBlocks(blocks).map((block) => block.id);

interface Expected {
  readonly book: Book;
  /** The chapter's ids are to be these; without them, its blocks are counted against an independent tree. */
  readonly ids?: readonly string[] | undefined;
}

/** What is not as it must be when a text is read: the path and what broke. */
export function wrongWith({ path, source }: CorpusFile, { book, ids }: Expected): string[] {
  const chapter = testChapter(source, book, path);
  const holds = {
    readable: chapter.readable,
    slices: joinSlices(chapter) === source,
    masks: leavesLost(chapter).length === 0,
    print: printMarkdown(chapter, [], book) === source,
    blocks: ids ? idsOf(chapter).join() === ids.join() : chapter.blocks.length === countTopLevelNodes(source, path),
  };
  return Object.entries(holds).flatMap(([name, held]) => (held ? [] : [`${path}: ${name}`]));
}
