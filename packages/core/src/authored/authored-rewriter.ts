import type { Edit } from '@attune/contract';
import type { Rewriter } from '../types.ts';
import { foldFor } from './folds.ts';
import { glossesFor } from './glosses.ts';
import { allBlocks, resolvePresence } from './resolve.ts';

/**
 * Personalizes by what authors wrote, without a model. In layers: conditions, tracks and primers decide what stands on the page; glosses are
 * attached to it; folds close what is left over.
 */
export const authoredRewriter: Rewriter = {
  // With its version: a change of what it makes is a change of the key.
  name: 'authored/1',
  rewrite(chapter, projection, book) {
    const { edits, absent } = resolvePresence(chapter, projection, book);
    const folds = allBlocks(chapter.blocks).flatMap((block): Edit[] => {
      const why = foldFor(block.mark, book, projection);
      if (!why) return [];
      return [{ block: block.id, action: 'fold', tag: 'fold', why, label: block.mark?.label ?? '' }];
    });
    const folded = new Set(folds.map((fold) => fold.block));
    return [...edits, ...glossesFor(chapter, projection, book, { absent, folded }), ...folds];
  },
};
