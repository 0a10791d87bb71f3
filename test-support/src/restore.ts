import { type Block, type Chapter, maskLeaf, unmask } from '@attune/core';

/** The source put together again from its blocks, the blocks in them, and what stands between. */
export function joinSlices({ source, blocks }: Chapter): string {
  const join = (start: number, end: number, inner: readonly Block[]): string => {
    let text = '';
    let last = start;
    for (const block of inner) {
      text += source.slice(last, block.start) + join(block.start, block.end, block.children);
      last = block.end;
    }
    return text + source.slice(last, end);
  };
  return join(0, source.length, blocks);
}

/** The leaves that are not what they were once they are masked and unmasked: none, if all is well. */
export function leavesLost({ source, blocks }: Chapter): string[] {
  const lostIn = (block: Block): string[] => [
    ...block.leaves.flatMap((leaf) => {
      const { text, originals } = maskLeaf(source, leaf);
      const written = source.slice(leaf.start, leaf.end);
      const within = block.start <= leaf.start && leaf.end <= block.end;
      return within && unmask(text, originals) === written ? [] : [written];
    }),
    ...block.children.flatMap(lostIn),
  ];
  return blocks.flatMap(lostIn);
}
