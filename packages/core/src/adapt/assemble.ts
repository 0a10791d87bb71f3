import type { Edit, Reason } from '@attune/contract';
import { foldFor } from '../authored/folds.ts';
import { glossesFor } from '../authored/glosses.ts';
import { allBlocks, resolvePresence } from '../authored/resolve.ts';
import { checkEdit, isRefused } from '../checks/index.ts';
import { withTrees } from '../checks/with-trees.ts';
import type { Book, Chapter } from '../types.ts';
import type { Known } from './known.ts';
import type { Page } from './types.ts';
import { withinBounds } from './within-bounds.ts';
import { wordsAsShown } from './words-as-shown.ts';

/**
 * All edits of a page, in layers: what stands on it at all, what a model made of that, glosses on the words as they then are, folds over
 * what is left over.
 */
export function assemble(page: Page, known?: Known): Edit[] {
  const { chapter, projection, book } = page;
  const { edits, absent } = resolvePresence(chapter, projection, book);
  const folds = foldsOf(chapter, projection, book);
  const adapted = known ? modelEdits(known) : [];
  const shown = wordsAsShown(chapter, adapted);
  const glosses = glossesFor(shown, projection, book, {
    absent,
    folded: new Set(folds.map(({ block }) => block)),
    explained: known ? explainedTerms(known, adapted) : new Set(),
  });
  const authored = [...edits, ...glosses, ...folds].filter((edit) => !isRefused(checkEdit(edit, shown, book)));
  // Conditions come first, for what they take away is not looked at further.
  return [...authored.filter(isCondition), ...adapted, ...authored.filter((edit) => !isCondition(edit))];
}

const isCondition = ({ action }: Edit): boolean => action === 'show' || action === 'hide';

function foldsOf(chapter: Chapter, projection: Page['projection'], book: Book): Edit[] {
  return allBlocks(chapter.blocks).flatMap((block): Edit[] => {
    const why: Reason[] | undefined = foldFor(block.mark, book, projection);
    if (!why) return [];
    return [{ block: block.id, action: 'fold', tag: 'fold', why, label: block.mark?.label ?? '' }];
  });
}

/** What models wrote, in reading order and as trees; a page that would outgrow the author's measure loses its longest notes. */
function modelEdits({ page, blocks }: Known): Edit[] {
  const edits = [...blocks.values()].flatMap(({ adaptation }) => adaptation?.edits ?? []);
  return withinBounds(edits, page).map((edit) => withTrees(edit, page.chapter, page.book));
}

/** Words that a model explains on this page, in lower case: no gloss says it again. */
function explainedTerms({ blocks }: Known, shown: readonly Edit[]): Set<string> {
  const explained = shown.flatMap(({ block }) => blocks.get(block)?.entry?.terms ?? []);
  return new Set(explained.map((term) => term.toLowerCase()));
}
