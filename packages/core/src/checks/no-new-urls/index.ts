import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

const TOP_LEVEL = 'com|org|net|io|dev|edu|gov|ai|co|pk|in|uk|de|eu|us|me|app|info|xyz|ly|gg|tv|cc|ru|cn';
const ADDRESS = new RegExp(
  [
    String.raw`\b(?:https?|ftp|file|ws|wss|git|ssh)://[^\s)\]>⟦]*`,
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
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text }, { place }) =>
      [...text.matchAll(ADDRESS)]
        .filter(([address]) => !place.section.includes(address))
        .map(({ 0: address, index }) => ({ offset: index, message: `an address of its own: ${address}` })),
    ),
};
