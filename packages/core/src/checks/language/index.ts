import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import { ARABIC_WORD, countOf, languageOfText, LATIN_WORD, sentencesOf, URDU_LETTER, wordsOf } from '../script.ts';

const ENGLISH = new Set(
  'the of and is are was were to that it its with for this these those you your not be as by from on or when which what where who how they their them there then than but can has have had will would one each every if so only a an in at into between while because does do must no all both other same more most'.split(
    ' ',
  ),
);
/** Letters for which Urdu has others. */
const FOREIGN_LETTER = /[ةيكىأإه]/u;
const OTHER_SCRIPT =
  /[\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Hebrew}]+/u;
/** Words that English has not, of languages that a model may slip into: German, Spanish, French, Portuguese, Italian, Roman Urdu. */
const OTHERS = new Set(
  'der die das und ist nicht ein eine mit für auf von den dem el la los las que de en por para con una es del se le les des est et dans pour une qui sur avec il lo gli di che è um uma não com os ao hai hain ka ki ke ko mein aur se nahi yeh woh kya liye par bhi hota hoti karta karti'.split(
    ' ',
  ),
);
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  hi: /\p{Script=Devanagari}/u,
  bn: /\p{Script=Bengali}/u,
  ru: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
};

/**
 * A text is in the language that the reader asked for, all of it: 14.9 % of the lines of a shipped product's translations were left as they
 * were (traps.md). English terms stand in Urdu prose, English sentences do not. Short texts and those of nothing but terms pass.
 */
export const language: Check = {
  name: 'language',
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ read, source }, { sourcePlain }) => {
      const own =
        source && countOf(source.plain, LATIN_WORD) + countOf(source.plain, ARABIC_WORD) > 0
          ? source.plain
          : sourcePlain;
      const wanted = languageOfText(edit.language, own);
      if (wanted === 'ur') return [notUrdu(read.plain, source?.plain ?? '')];
      if (wanted === 'en') {
        // A book in another language of the Latin script, whose reader asked for none.
        if (edit.language === undefined && notEnglish(own, '') !== undefined) return [];
        return [notEnglish(read.plain, source?.plain ?? '')];
      }
      const script = SCRIPTS[wanted];
      if (countOf(read.plain, LATIN_WORD) < 6 || !script) return [];
      return [script.test(read.plain) ? undefined : `it is not written in ${wanted}`];
    }),
};

type Found = Fault | string | undefined;
const isEnglish = (words: readonly string[], least: number): boolean =>
  words.filter((word) => ENGLISH.has(word)).length >= least;

function notUrdu(plain: string, source: string): Found {
  const arabic = plain.match(ARABIC_WORD) ?? [];
  const latin = plain.match(LATIN_WORD) ?? [];
  const other = plain.match(OTHER_SCRIPT)?.[0];
  if (other !== undefined && !source.includes(other)) return `there are words in another script: ${other}`;
  if (arabic.length === 0 && latin.length === 0) return undefined;
  if (arabic.length === 0) {
    // A cell or a heading of nothing but names and terms stays as it is; a phrase does not.
    const words = wordsOf(plain);
    return latin.length >= 8 || (latin.length >= 3 && isEnglish(words, 1)) ? 'it is not in Urdu' : undefined;
  }
  const isUrduFree = countOf(plain, URDU_LETTER) === 0;
  // A phrase may happen to have none of Urdu's letters; one that has those of Arabic or Persian instead is none.
  if (isUrduFree && (arabic.length >= 8 || (arabic.length >= 3 && FOREIGN_LETTER.test(plain))))
    return 'it is in Arabic script but not in Urdu';
  const letters = arabic.join('').length;
  if (arabic.length >= 12 && countOf(plain, URDU_LETTER) < letters * 0.03)
    return 'it is in Arabic script but not in Urdu';
  if (latin.length > 20 && arabic.length * 3 < latin.length) return 'most of it is not in Urdu';
  return foreignRun(plain, source);
}

/** A stretch of English in Urdu prose. */
function foreignRun(plain: string, source: string): Found {
  const runs = plain
    .split(/[\p{Script=Arabic}]+|[.!?۔؟\n]/u)
    .map((run) => wordsOf(run).filter((word) => /\p{L}/u.test(word)));
  const found = runs.find(
    (words) => (words.length >= 4 && isEnglish(words, 2)) || (words.length >= 9 && isEnglish(words, 1)),
  );
  const isQuote = found !== undefined && source.includes(`"${found[0]}`);
  return found && !isQuote ? `this is not in Urdu: ${found.slice(0, 8).join(' ')} …` : undefined;
}

function notEnglish(plain: string, source: string): Found {
  if (countOf(plain, /\p{Script=Arabic}/gu) > 0 && countOf(source, /\p{Script=Arabic}/gu) === 0)
    return 'there are words in another script';
  const other = plain.match(OTHER_SCRIPT)?.[0];
  if (other !== undefined && !source.includes(other)) return `there are words in another script: ${other}`;
  const bad = sentencesOf(plain).find((sentence) =>
    isOtherLanguage(wordsOf(sentence).filter((word) => /^\p{L}/u.test(word))),
  );
  return bad !== undefined && !source.includes(bad) ? `this is not in English: ${bad.slice(0, 60)}` : undefined;
}

function isOtherLanguage(words: readonly string[]): boolean {
  if (words.length < 5) return false;
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const others = words.filter((word) => OTHERS.has(word) && !ENGLISH.has(word)).length;
  return (others >= 2 && others > english) || (words.length >= 14 && english === 0 && others > 0);
}
