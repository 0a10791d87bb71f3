import { sentencesOf } from './english-answers.ts';
import type { Random } from './random.ts';
import type { Book } from '../types.ts';
import { keptTerms, numbersIn, wordsIn } from './reading.ts';

/** A paragraph with one statement put right, and the author's sentence that it replaces. */
export interface Correction {
  readonly text: string;
  readonly original: string;
}

const add = (sentence: string, words: string): string => `${sentence.slice(0, -1)}${words}.`;

/** Corrects a sentence that has no marks, so that the author's words can be quoted as they are. */
export function correctionOf(text: string, random: Random, book: Book): Correction | undefined {
  const sentences = sentencesOf(text).filter(
    (sentence) => /^[A-Z][^⟦⟧*_`"\\&<{[]*[a-z]\.$/.test(sentence) && wordsIn(sentence) > 5,
  );
  if (sentences.length === 0) return undefined;
  const original = random.pick(sentences);
  const number = numbersIn(original.replaceAll(keptTerms(book).all, ' ')).find(
    (found) => /^\d{1,3}$/.test(found) && text.split(found).length === 2,
  );
  const right = number
    ? original.replace(number, String(Number(number) + 1))
    : add(
        original,
        random.pick([
          ', in most cases',
          ', as long as the default settings are used',
          ', since version 3',
          ' (this changed in 2024)',
        ]),
      );
  return { text: text.replace(original, () => right), original };
}
