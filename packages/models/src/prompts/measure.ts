import { type Block, type Chapter, maskLeaf } from '@attune/core';
import { type Called, isNewcomer } from '../transformations/index.ts';

/** Letters of a block's prose, without marks: what an answer's length is estimated by. */
export const lettersOf = ({ source }: Chapter, { leaves }: Block): number =>
  leaves.reduce((sum, leaf) => sum + maskLeaf(source, leaf).text.replace(/⟦[=/]?\d+⟧/g, '').length, 0);

const LETTERS_A_WORD = 6;
/** Models write somewhat more than they are told: so they are told somewhat less than they have. */
const TOLD = 0.85;

/** Who is not new to what a chapter is about needs a part of that. */
const FAMILIAR = 0.45;

/** How many words may be added to a page or a part of so many letters (`lengthOf`), for a reader who calls for this. */
export function roomFor({ policy }: Chapter, letters: number, called: readonly Called[]): number {
  const share = called.some(isNewcomer) ? TOLD : TOLD * FAMILIAR;
  const words = (letters * (policy.maxExpansion - 1) * share) / LETTERS_A_WORD;
  return Math.max(0, Math.round(words / 10) * 10);
}
