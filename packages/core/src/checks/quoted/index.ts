import { MARK } from '../../text/index.ts';
import { blockById } from '../block-by-id.ts';
import type { Check } from '../check.ts';
import { sourcesOf } from '../reading.ts';

const letters = (text: string): string =>
  text
    .replace(MARK, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** A correction stands beside the author's words: they are really the author's, so that nobody is blamed for what they did not write. */
export const quoted: Check = {
  name: 'quoted',
  version: 1,
  check({ action, block, original }, chapter) {
    if (action !== 'correct' && original === undefined) return undefined;
    const found = blockById(chapter, block);
    if (!found || action === 'flag') return undefined;
    if (!original?.trim()) return 'a correction needs the author’s words in `original`';
    const source = letters(
      sourcesOf(chapter, found)
        .map(({ text }) => text)
        .join(' '),
    );
    const isThere = letters(original) !== '' && source.includes(letters(original));
    return isThere ? undefined : '`original` is not what the author wrote in this block';
  },
};
