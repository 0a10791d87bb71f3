import type { Edit, Inline } from '@attune/contract';
import type { Block, Chapter } from '../types.ts';

/** The chapter with the words that a reader sees: those of rewritten blocks are the new ones. For finding terms, nothing else. */
export function wordsAsShown(chapter: Chapter, edits: readonly Edit[]): Chapter {
  const leaves = new Map(edits.flatMap((edit) => (edit.leaves ? [[edit.block, edit.leaves] as const] : [])));
  const shown = (block: Block): Block => {
    const own = leaves.get(block.id);
    return {
      ...block,
      children: block.children.map(shown),
      leaves: own ? block.leaves.map((leaf, index) => ({ ...leaf, words: wordsIn(own[index] ?? []) })) : block.leaves,
    };
  };
  return leaves.size === 0 ? chapter : { ...chapter, blocks: chapter.blocks.map(shown) };
}

/** Runs of text outside links, as a leaf's `words` are. */
const wordsIn = (inlines: readonly Inline[]): string[] =>
  inlines.flatMap((inline) => {
    if (typeof inline === 'string') return [inline];
    return inline.type === 'emphasis' || inline.type === 'strong' ? wordsIn(inline.children) : [];
  });
