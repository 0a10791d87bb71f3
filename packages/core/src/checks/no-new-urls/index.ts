import { decodeString } from 'micromark-util-decode-string';
import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

const TOP_LEVEL = 'com|org|net|io|dev|edu|gov|ai|co|pk|in|uk|de|eu|us|me|app|info|xyz|ly|gg|tv|cc|ru|cn';
const ADDRESS = new RegExp(
  [
    String.raw`\b(?:h(?:tt|xx)ps?|ftp|file|ws|wss|git|ssh)://[^\s)\]>⟦]*`,
    String.raw`\b(?:mailto|javascript|data|tel|vbscript):[^\s)\]>⟦]+`,
    String.raw`(?<![\w:])//[\w-]+\.[^\s)\]>⟦]+`,
    String.raw`\bwww\.[^\s)\]>⟦]+`,
    String.raw`[\w.+-]+@[\w-]+\.[\w.-]+`,
    String.raw`(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:${TOP_LEVEL})(?![\w-])(?:/[^\s)\]>⟦]*)?`,
    String.raw`\]\([^)]*\)`,
    String.raw`\]\[[^\]]*\]`,
  ].join('|'),
  'gi',
);

/** A model knows no addresses, it makes them up; the author's links are masked, so a text needs none of its own. */
export const noNewUrls: Check = {
  name: 'no-new-urls',
  version: 2,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text }, { place }) => {
      const own = (written: string, section: string): RegExpMatchArray[] =>
        [...written.matchAll(ADDRESS)].filter(([address]) => !section.includes(address));
      const plain = own(text, place.section);
      // As it is shown: with a colon as an entity, or in letters of another width, it is an address all the same.
      const hidden = plain.length > 0 || shown(text) === text ? [] : own(shown(text), shown(place.section));
      const disguised = hidden.map(({ 0: address }) => ({ 0: address, index: 0 }));
      return [...plain, ...disguised].map(({ 0: address, index = 0 }) => ({
        offset: index,
        message: `an address of its own: ${address}`,
      }));
    }),
};

const shown = (text: string): string => decodeString(text).normalize('NFKC').replaceAll('。', '.');
