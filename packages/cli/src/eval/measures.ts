import { type Invariant, INVARIANTS, type Measures, type TagMeasures, type Tally } from './types.ts';

type Tallies = Record<Invariant, Tally>;

export const tallies = (tally: (name: Invariant) => Tally): Tallies =>
  Object.fromEntries(INVARIANTS.map((name) => [name, tally(name)])) as Tallies;

const COUNTS = [
  'pages',
  'prose',
  'adapted',
  'asked',
  'repaired',
  'fallbacks',
  'open',
  'texts',
  'wrongLanguage',
  'authorLetters',
  'readerLetters',
  'termsNeeded',
  'termsExplained',
] as const satisfies readonly (keyof Measures)[];

/** The counts of several pages together; all zeros for none. */
export function sum(pages: readonly Measures[]): Measures {
  const total = (count: (page: Measures) => number): number => pages.reduce((all, page) => all + count(page), 0);
  const counts = Object.fromEntries(COUNTS.map((name) => [name, total((page) => page[name])]));
  const invariants = tallies((name) => ({
    checked: total((page) => page.invariants[name].checked),
    broken: total((page) => page.invariants[name].broken),
  }));
  return { ...counts, invariants } as unknown as Measures;
}

export function sumTags(tags: readonly TagMeasures[]): TagMeasures[] {
  const byTag = Map.groupBy(tags, ({ tag }) => tag);
  const all = [...byTag].map(([tag, own]) =>
    own.reduce(
      (sum, { edits, blocks, refused }) => ({
        tag,
        edits: sum.edits + edits,
        blocks: sum.blocks + blocks,
        refused: sum.refused + refused,
      }),
      { tag, edits: 0, blocks: 0, refused: 0 },
    ),
  );
  return all.sort((a, b) => b.edits - a.edits || (a.tag < b.tag ? -1 : 1));
}

/** A part of a whole, from 0 to 1; of nothing, all. */
export const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** Of an invariant's items those that are as they must be. What was invented counts against it, so it may come to less than 0: then 0. */
export const kept = ({ checked, broken }: Tally): number =>
  broken === 0 ? 1 : Math.max(0, share(checked - broken, Math.max(checked, 1)));

export const growth = ({ authorLetters, readerLetters }: Measures): number => share(readerLetters, authorLetters);

/** Rounded down: what is not all is not shown as 100 %. */
export const percent = (part: number): string => `${(Math.floor(part * 1000) / 10).toFixed(1)} %`;
