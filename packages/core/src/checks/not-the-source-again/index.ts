import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import { plainWords } from '../plain-words.ts';
import { ARABIC_WORD, countOf, languageOfText, sentencesOf, wordsOf } from '../script.ts';

/** Of a whole text and of a sentence in it: fewer may be a name, or a term of the field. */
const FEWEST = { text: 2, sentence: 4 } as const;

/** Where another language was asked for, the author's own words are no answer, in whatever script both are written. */
export const notTheSourceAgain: Check = {
  name: 'not-the-source-again',
  version: 3,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ read, source }) => {
      if (!source || languageOfText(edit.language, source.plain) === languageOfText(undefined, source.plain)) return [];
      const given = new Set(sentencesOf(source.plain).map(key));
      const isSame = (own: string, least: number): boolean =>
        plainWords(own, chapter, book).length + countOf(own, ARABIC_WORD) >= least;
      if (key(read.plain) === key(source.plain) && isSame(read.plain, FEWEST.text))
        return [`these are the author’s words again: ${read.plain.slice(0, 60)}`];
      const same = sentencesOf(read.plain).find((own) => given.has(key(own)) && isSame(own, FEWEST.sentence));
      return [same === undefined ? undefined : `this is the author’s sentence again: ${same.slice(0, 60)}`];
    }),
};

const key = (sentence: string): string => wordsOf(sentence).join(' ');
