const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Grade of English prose after Flesch and Kincaid, a paragraph a text: for comparing two texts, not for saying what either is. `undefined`
 * without a sentence.
 */
function gradeOf(prose: readonly string[]): number | undefined {
  const sentences = prose
    .flatMap((text) =>
      [...segmenter.segment(text)].map(({ segment }) => segment.match(/[A-Za-z]+(?:['’][a-z]+)?/g) ?? []),
    )
    .filter((words) => words.length > 2);
  const words = sentences.flat();
  if (words.length === 0) return undefined;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

/** Groups of vowels, without a silent e. */
const syllablesIn = (word: string): number =>
  Math.max(
    1,
    word
      .toLowerCase()
      .replace(/(?<=[^l\W])e$|(?<=[^td])ed$|(?<=[^sxz])es$/, '')
      .match(/[aeiouy]+/g)?.length ?? 1,
  );

/** Below this a difference says nothing. */
const NOTABLE = 0.3;

export function directionOf(
  before: readonly string[],
  after: readonly string[],
): 'easier' | 'same' | 'harder' | undefined {
  const [from, to] = [gradeOf(before), gradeOf(after)];
  if (from === undefined || to === undefined) return undefined;
  return Math.abs(to - from) < NOTABLE ? 'same' : to < from ? 'easier' : 'harder';
}
