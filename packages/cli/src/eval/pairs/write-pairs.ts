import { hashValue } from '@attune/contract';
import { printMarkdown } from '@attune/core';
import { authorsPage, languageOfPage, withoutGlosses } from '../printed-page.ts';
import { lettersShown } from '../reading/read-markdown.ts';
import type { EvaluatedPage } from '../types.ts';
import { plainPage } from './plain-page.ts';
import { readerInWords } from './reader-in-words.ts';
import { sheetText } from './sheet-text.ts';
import type { Baseline, PairKey, PairsInput, Sheet } from './types.ts';

/**
 * Two sheets, one for each order, for every page that has a baseline; and the key to them. Give each sheet to a judge who sees nothing
 * else, and the key to none.
 */
export function writePairs({ pages, baselines, seed, glosses = false }: PairsInput): { sheets: Sheet[]; key: PairKey } {
  const written = pages.flatMap((page) => {
    const baseline = baselines.find(({ chapter, reader }) => chapter === page.chapter.id && reader === page.reader);
    return baseline ? writePair(glosses ? page : unglossed(page), baseline, seed) : [];
  });
  // By name: neighbours in the list have nothing to do with each other.
  const sorted = written.sort((a, b) => (a.key.sheet < b.key.sheet ? -1 : 1));
  return { sheets: sorted.map(({ sheet }) => sheet), key: sorted.map(({ key }) => key) };
}

function writePair(page: EvaluatedPage, baseline: Baseline, seed: string): { sheet: Sheet; key: PairKey[number] }[] {
  const original = plainPage(authorsPage(page, true));
  const ours = plainPage(ourPage(page));
  const theirs = plainPage(baseline.text);
  const letters = lettersShown(original);
  const growth = { ours: lettersShown(ours) / letters, baseline: lettersShown(theirs) / letters };
  const { chapter, reader } = page;
  const pair = hashValue({ seed, chapter: chapter.id, reader }).slice(0, 12);
  return (['X', 'Y'] as const).map((place) => {
    const name = `sheet-${hashValue({ seed, pair, place }).slice(0, 12)}`;
    const versions = place === 'X' ? { X: ours, Y: theirs } : { X: theirs, Y: ours };
    const text = sheetText({ name, reader: readerInWords(page), original, ...versions });
    const language = languageOfPage(page);
    return {
      sheet: { file: `${name}.md`, text },
      key: { sheet: name, pair, ours: place, chapter: chapter.id, reader, language, growth },
    };
  });
}

const unglossed = (page: EvaluatedPage): EvaluatedPage => ({
  ...page,
  variant: { ...page.variant, edits: withoutGlosses(page.variant.edits) },
});

/** With every fold open, as a rewritten chapter has none. */
const ourPage = ({ chapter, book, variant }: EvaluatedPage): string =>
  printMarkdown(
    chapter,
    variant.edits.filter(({ action }) => action !== 'fold'),
    book,
  );
