import { allBlocks } from '../authored/resolve.ts';
import type { Block, Chapter } from '../types.ts';

const indexes = new WeakMap<Chapter, ReadonlyMap<string, Block>>();

/** A chapter's block, container or contained, by id. */
export function blockById(chapter: Chapter, id: string): Block | undefined {
  let index = indexes.get(chapter);
  if (!index) {
    index = new Map(allBlocks(chapter.blocks).map((block) => [block.id, block]));
    indexes.set(chapter, index);
  }
  return index.get(id);
}
