import type { Check } from '../index.ts';
import { blockById } from '../block-by-id.ts';

/** Folding, showing and hiding belong to an author's marks: nothing else may take an author's words from the page. */
export const rightPlace: Check = {
  name: 'right-place',
  version: 1,
  check(edit, chapter) {
    const mark = blockById(chapter, edit.block)?.mark;
    const replaced = edit.replaces === undefined ? mark : blockById(chapter, edit.replaces)?.mark;
    const folds = mark?.name === 'basics' || mark?.name === 'depth';
    if (edit.action === 'fold' && !folds) return 'only passages marked as basics or depth are folded';
    if ((edit.action === 'show' || edit.action === 'hide') && !mark)
      return `only marked passages are to ${edit.action}`;
    if (edit.action === 'show' && !replaced) return 'only marked passages are replaced';
    return undefined;
  },
};
