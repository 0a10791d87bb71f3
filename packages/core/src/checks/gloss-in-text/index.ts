import type { Check } from '../check.ts';
import { blockById } from '../block-by-id.ts';

/** A gloss stands at words that are there. */
export const glossInText: Check = {
  name: 'gloss-in-text',
  version: 1,
  structural: true,
  check({ action, block, form, text }, chapter) {
    if (action !== 'gloss') return undefined;
    if (!form || !text) return 'a gloss needs a form and a text';
    const words = blockById(chapter, block)?.leaves.flatMap((leaf) => leaf.words) ?? [];
    return words.some((run) => run.includes(form)) ? undefined : `"${form}" does not stand in the block`;
  },
};
