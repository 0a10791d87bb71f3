import { allBlocks, type Chapter } from '@attune/core';

/** Where a block stands in its file; line 0 where it is gone, or the whole chapter is meant. */
export function placeIn(chapter: Chapter | undefined, block: string): { file: string; line: number } {
  const found = chapter && allBlocks(chapter.blocks).find(({ id }) => id === block);
  return { file: chapter?.path ?? '', line: found?.line ?? 0 };
}
