import { type Block, type Chapter, maskLeaf } from '@attune/core';
import { type Called, isNewcomer } from '../transformations/index.ts';

/** Letters of a block's prose, without marks: what a page's growth is measured by. */
export const lettersOf = ({ source }: Chapter, { leaves }: Block): number =>
  leaves.reduce((sum, leaf) => sum + maskLeaf(source, leaf).text.replace(/⟦[=/]?\d+⟧/g, '').length, 0);

const LETTERS_A_WORD = 6;
/** Asked for 1.6 times, models wrote 1.8 to 1.9 times (design.md, What was tried): so they are told less than they have. */
const TOLD = 0.7;

/** Who is not new to what a chapter is about needs a part of that. */
const FAMILIAR = 0.35;

/** How many words may be added to so many letters, for a reader who calls for this. */
export function roomFor({ policy }: Chapter, letters: number, called: readonly Called[]): number {
  const share = called.some(isNewcomer) ? TOLD : TOLD * FAMILIAR;
  const words = (letters * (policy.maxExpansion - 1) * share) / LETTERS_A_WORD;
  return Math.max(0, Math.round(words / 10) * 10);
}
