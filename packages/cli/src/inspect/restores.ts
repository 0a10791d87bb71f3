import { Buffer } from 'node:buffer';
import { allBlocks, type Chapter, maskLeaf, unmask } from '@attune/core';

/** Whether a chapter's blocks and what stands between them, joined, are the bytes of its file. */
export function restoresBySlices({ source, blocks }: Chapter, bytes: Buffer): boolean {
  const slices: string[] = [];
  let last = 0;
  for (const { start, end } of blocks) {
    if (start < last || end < start) return false;
    slices.push(source.slice(last, start), source.slice(start, end));
    last = end;
  }
  slices.push(source.slice(last));
  return Buffer.from(slices.join(''), 'utf8').equals(bytes);
}

/** Whether every run of prose, masked and unmasked, is what stands in the source. */
export function restoresByMasks({ source, blocks }: Chapter): boolean {
  return allBlocks(blocks).every((block) =>
    block.leaves.every((leaf) => {
      const { text, originals } = maskLeaf(source, leaf);
      return unmask(text, originals) === source.slice(leaf.start, leaf.end);
    }),
  );
}
