/** Words by the script of their letters. */
export const ARABIC_WORD = /\p{Script=Arabic}[\p{Script=Arabic}\p{M}\u200C\u200D]*/gu;
export const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu;

export const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether a text is written in Arabic script, English terms in it aside: such prose has every third word in Latin letters. */
export function isArabicScript(text: string): boolean {
  const arabic = countOf(text, ARABIC_WORD);
  return arabic > 0 && arabic * 2 >= countOf(text, LATIN_WORD);
}

const SENTENCE_END = /(?<=[.!?:;۔؟؛…]["'”’)\]]*)\s+|\n+/u;

/** Sentences, roughly: for comparing, not for counting. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu) ?? [];

/** Letters that Urdu has and Arabic and Persian have not: 99.3 % right on single lines (traps.md). */
export const URDU_LETTER = /[ٹڈڑےںھہ]/gu;

/** Primary language of an edit's text: what it says, else what its block is written in, as far as the script tells. */
export function languageOfText(language: string | undefined, sourcePlain: string): string {
  const own = !isArabicScript(sourcePlain) ? 'en' : countOf(sourcePlain, URDU_LETTER) > 0 ? 'ur' : 'ar';
  return (language ?? own).toLowerCase().split('-')[0] as string;
}
