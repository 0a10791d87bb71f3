/** Words by the script of their letters. */
export const ARABIC_WORD = /\p{Script=Arabic}[\p{Script=Arabic}\p{M}\u200C\u200D]*/gu;
export const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu;

export const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether a text is written in Arabic script, English terms in it aside: such prose has every third word in Latin letters. */
export function isArabicScript(text: string): boolean {
  const arabic = countOf(text, ARABIC_WORD);
  return arabic > 0 && arabic * 2 >= countOf(text, LATIN_WORD);
}

/**
 * Where a sentence ends, of whatever script: what Unicode calls so, signs that lead on to what follows, brackets and quotes that close.
 * Signs of East Asia need no blank after them.
 */
const SENTENCE_END =
  /(?<=[\p{Sentence_Terminal}:;؛…]["'\p{Pe}\p{Pf}]*)\s+|(?<=[。！？：；][\p{Pe}\p{Pf}]*)(?![\p{Pe}\p{Pf}])|\n+/u;

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

const scripts = new Map<string, string | undefined>();

/** The script in which a language is written, as Unicode names it (`Arab`, `Deva`); none where the tag is no language's. */
export function scriptOf(language: string): string | undefined {
  if (!scripts.has(language)) scripts.set(language, findScript(language));
  return scripts.get(language);
}

function findScript(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().script;
  } catch {
    return undefined;
  }
}

/** Scripts that a language is written in together, or under another name. */
const MIXED: Readonly<Record<string, string>> = {
  Jpan: String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`,
  Kore: String.raw`\p{Script=Hangul}\p{Script=Han}`,
  Hans: String.raw`\p{Script=Han}`,
  Hant: String.raw`\p{Script=Han}`,
};

/** A letter of a script. */
export const letterOf = (script: string): RegExp =>
  new RegExp(`[${MIXED[script] ?? String.raw`\p{Script=${script}}`}]`, 'u');
