import { lockedBlocks, SAFETY_NOTICE } from '../../policy/locked-blocks.ts';
import type { Check } from '../check.ts';
import { placeOf } from '../place-of.ts';
import { languageOfText } from '../script.ts';
import { sourcesOf } from '../reading.ts';

/**
 * Some words are the author's for every reader: safety notices, what the author locked, what has no prose (code, formulas, components).
 * A heading is a landmark and changes only into another language. Nothing is put into a safety notice either.
 */
export const locked: Check = {
  name: 'locked',
  version: 1,
  structural: true,
  check({ action, block, language }, chapter) {
    const place = placeOf(chapter, block);
    if (!place) return undefined;
    const reason = lockedBlocks(chapter).get(block);
    if (action === 'insert') {
      const inNotice = place.within.length > 0 && reason === SAFETY_NOTICE;
      return inNotice ? 'nothing is put into a safety notice' : undefined;
    }
    if (action !== 'rewrite' && action !== 'correct') return undefined;
    if (reason !== undefined) return `the block is never rewritten: ${reason}`;
    if (place.block.leaves.length === 0) return `a block of kind ${place.block.kind} has no prose to rewrite`;
    if (place.block.kind !== 'heading') return undefined;
    const plain = sourcesOf(chapter, place.block)
      .map((source) => source.plain)
      .join(' ');
    const own = languageOfText(undefined, plain);
    return languageOfText(language, plain) === own ? 'a heading changes only into another language' : undefined;
  },
};
