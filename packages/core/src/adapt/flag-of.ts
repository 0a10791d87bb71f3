import type { Flag } from '@attune/contract';
import { hashValue } from '@attune/contract/project';
import type { Page } from './types.ts';

/** What a model holds to be wrong in a block, for the author. Said twice in the same words it is one flag. */
export function flagOf({ chapter }: Page, said: Pick<Flag, 'block' | 'text' | 'maker'>): Flag {
  const { block, text } = said;
  return { key: hashValue({ flag: 1, chapter: chapter.id, block, text }), chapter: chapter.id, ...said };
}
