import type { MarkName } from '../../types.ts';
import { blockById } from '../block-by-id.ts';
import type { Check } from '../check.ts';

/** Where an author's marks let an action happen. What Original has is hidden, what it has not is shown, asides are folded. */
const PLACES: Readonly<Record<'fold' | 'show' | 'hide', readonly MarkName[]>> = {
  fold: ['basics', 'depth'],
  show: ['for', 'instead', 'primer'],
  hide: ['otherwise', 'step'],
};

/** Folding, showing and hiding belong to an author's marks: nothing else may take an author's words from the page. */
export const rightPlace: Check = {
  name: 'right-place',
  version: 1,
  structural: true,
  check({ action, block, replaces }, chapter) {
    if (action !== 'fold' && action !== 'show' && action !== 'hide') return undefined;
    const isAt = (id: string, places: readonly MarkName[]): boolean => {
      const name = blockById(chapter, id)?.mark?.name;
      return name !== undefined && places.includes(name);
    };
    if (!isAt(block, PLACES[action])) return `to ${action} is for passages marked as ${PLACES[action].join(', ')}`;
    if (replaces !== undefined && !isAt(replaces, PLACES.hide)) return `only ${PLACES.hide.join(', ')} can be replaced`;
    return undefined;
  },
};
