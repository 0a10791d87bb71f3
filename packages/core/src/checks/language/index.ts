import type { Check } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import { plainWords } from '../plain-words.ts';
import { ARABIC_WORD, countOf, languageOfText, LATIN_WORD, letterOf, scriptOf } from '../script.ts';
import { foreignLetters, foreignStretch, otherScript } from './foreign.ts';
import { notEnglish, stillEnglish } from './latin.ts';
import { notUrdu } from './urdu.ts';

/** So many words of a text without a letter of its language's script are its prose, and no name. */
const FEWEST_PLAIN = 2;

/**
 * A text is in the language that the reader asked for, all of it: 14.9 % of the lines of a shipped product's translations were left as they
 * were (traps.md). English terms and names stand in any language's prose, English sentences do not, nor titles, items and cells of English
 * words. One word alone passes, and so do texts of nothing but names and terms.
 */
export const language: Check = {
  name: 'language',
  version: 3,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text, read: { plain }, source }, { sourcePlain }) => {
      const own =
        source && countOf(source.plain, LATIN_WORD) + countOf(source.plain, ARABIC_WORD) > 0
          ? source.plain
          : sourcePlain;
      const given = source?.plain ?? '';
      const wanted = languageOfText(edit.language, own);
      if (wanted === 'en') {
        // A book in another language of the Latin script, whose reader asked for none.
        if (edit.language === undefined && notEnglish(own, '') !== undefined) return [];
        return [notEnglish(plain, given)];
      }
      const script = scriptOf(edit.language ?? wanted);
      if (script === undefined) return [];
      if (script === 'Latn') return [otherScript(plain, given) ?? stillEnglish(plain)];
      const letter = letterOf(script);
      const prose = (text: string): string[] => plainWords(text, chapter, book);
      if (!letter.test(plain))
        return [prose(plain).length >= FEWEST_PLAIN ? `it is not written in ${wanted}` : otherScript(plain, given)];
      const letters = wanted === 'ur' ? notUrdu(plain, given) : foreignLetters(plain, wanted);
      return [letters ?? foreignStretch(plain, { letter, given, prose, titles: titlesIn(text) })];
    }),
};

/** What links and labels are called: the page or button that is named by them may be there in one language only. */
const titlesIn = (text: string): string[] =>
  [...text.matchAll(/⟦(\d+)⟧([^⟦⟧]*)⟦\/\1⟧|(\*\*|__)([^*⟦⟧]*[^*⟦⟧.!?])\3/g)].map((match) =>
    (match[2] ?? match[4] ?? '').trim(),
  );
