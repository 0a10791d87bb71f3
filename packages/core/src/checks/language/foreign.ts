import { countOf, sentencesOf, wordsOf } from '../script.ts';
import { ENGLISH } from './words.ts';

const OTHER_SCRIPT =
  /[\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Hebrew}]+/u;

/** Words of a script that is neither Latin nor Arabic, which the author has not. */
export function otherScript(plain: string, source: string): string | undefined {
  const other = plain.match(OTHER_SCRIPT)?.[0];
  return other !== undefined && !source.includes(other) ? `there are words in another script: ${other}` : undefined;
}

/** Letters that a language has not, though another of its script has; and of how many letters so many leave no doubt. */
const FOREIGN: Readonly<Record<string, readonly [RegExp, number]>> = {
  ar: [/[پچژگٹڈڑےںھہیک]/gu, 0.08],
  fa: [/[ٹڈڑےںھہ]/gu, 0.03],
  zh: [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.2],
};
const ENOUGH_LETTERS = 20;

/** A text in another language of the same script. */
export function foreignLetters(plain: string, language: string): string | undefined {
  const [foreign, most] = FOREIGN[language] ?? [];
  if (!foreign || most === undefined) return undefined;
  const letters = countOf(plain, /(?!\p{Script=Latin})\p{L}/gu);
  const isOther = letters >= ENOUGH_LETTERS && countOf(plain, foreign) > letters * most;
  return isOther ? `it is in the script of ${language}, but not in ${language}` : undefined;
}

interface Around {
  /** Of the language's script. */
  readonly letter: RegExp;
  /** The author's words. */
  readonly given: string;
  /** What links and labels are called. */
  readonly titles: readonly string[];
  /** What of a text is nobody's name. */
  readonly prose: (text: string) => readonly string[];
}

const isEnglish = (words: readonly string[], least: number): boolean =>
  words.filter((word) => ENGLISH.has(word)).length >= least;

/** A stretch of English in prose of another script: words that hang together, or a sentence of its own. */
export function foreignStretch(plain: string, { letter, given, prose, titles }: Around): string | undefined {
  const stretches = plain.split(new RegExp(`${letter.source}+|[.!?۔؟।。！？\\n]`, 'u')).filter((text) => {
    const words = wordsOf(text).filter((word) => /\p{L}/u.test(word));
    return (words.length >= 4 && isEnglish(words, 2)) || (words.length >= 9 && isEnglish(words, 1));
  });
  const sentences = sentencesOf(plain).filter((text) => !letter.test(text) && prose(text).length >= 4);
  // What the author quotes may be a button's label, or what somebody types.
  const isQuote = (text: string): boolean => /["“]\s*$/.test(given.slice(0, Math.max(0, given.indexOf(text.trim()))));
  const found = [...stretches, ...sentences].find((text) => !isQuote(text) && !titles.includes(text.trim()));
  return found && `this is in English still: ${found.trim().slice(0, 60)}`;
}
