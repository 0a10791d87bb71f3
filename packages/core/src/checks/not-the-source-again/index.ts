import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import { languageOfText, sentencesOf, wordsOf } from '../script.ts';

const FEWEST_WORDS = 5;

/** Where another language was asked for, the author's own sentence is no answer, in whatever script both are written. */
export const notTheSourceAgain: Check = {
  name: 'not-the-source-again',
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ read, source }) => {
      if (!source || languageOfText(edit.language, source.plain) === languageOfText(undefined, source.plain)) return [];
      const given = new Set(sentencesOf(source.plain).map(key));
      const same = sentencesOf(read.plain).find(
        (own) => wordsOf(own).filter((word) => /\p{L}{3}/u.test(word)).length >= FEWEST_WORDS && given.has(key(own)),
      );
      return [same === undefined ? undefined : `this is the author’s sentence again: ${same.slice(0, 60)}`];
    }),
};

const key = (sentence: string): string => wordsOf(sentence).join(' ');
