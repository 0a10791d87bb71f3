import { countOf, sentencesOf, wordsOf } from '../script.ts';
import { otherScript } from './foreign.ts';
import { ENGLISH, ONLY_ENGLISH, OTHERS } from './words.ts';

/** Words of a sentence below which it may be a title or a name. */
const SENTENCE = 5;

const lettered = (sentence: string): string[] => wordsOf(sentence).filter((word) => /^\p{L}/u.test(word));
const countIn = (words: readonly string[], set: ReadonlySet<string>): number =>
  words.filter((word) => set.has(word)).length;

/** What shows that a text is not in English. */
export function notEnglish(plain: string, source: string): string | undefined {
  if (countOf(plain, /\p{Script=Arabic}/gu) > 0 && countOf(source, /\p{Script=Arabic}/gu) === 0)
    return 'there are words in another script';
  const other = otherScript(plain, source);
  if (other !== undefined) return other;
  const bad = sentencesOf(plain).find((sentence) => isOtherLanguage(lettered(sentence)));
  return bad !== undefined && !source.includes(bad) ? `this is not in English: ${bad.slice(0, 60)}` : undefined;
}

function isOtherLanguage(words: readonly string[]): boolean {
  if (words.length < SENTENCE) return false;
  const english = countIn(words, ENGLISH);
  const others = words.filter((word) => OTHERS.has(word) && !ENGLISH.has(word)).length;
  return (others >= 2 && others > english) || (words.length >= 14 && english === 0 && others > 0);
}

/** A sentence of English in another language of the Latin script. */
export function stillEnglish(plain: string): string | undefined {
  const found = sentencesOf(plain).find((sentence) => {
    const words = lettered(sentence);
    const english = countIn(words, ONLY_ENGLISH);
    return words.length >= SENTENCE && english >= 2 && english > countIn(words, OTHERS);
  });
  return found && `this is in English still: ${found.slice(0, 60)}`;
}
