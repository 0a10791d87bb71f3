import { ARABIC_WORD, countOf, LATIN_WORD, URDU_LETTER } from '../script.ts';
import { otherScript } from './foreign.ts';

/** Letters for which Urdu has others. */
const FOREIGN_LETTER = /[ةيكىأإه]/u;

/** What shows that a text with letters of the Arabic script is not in Urdu. */
export function notUrdu(plain: string, source: string): string | undefined {
  const arabic = plain.match(ARABIC_WORD) ?? [];
  const isUrduFree = countOf(plain, URDU_LETTER) === 0;
  // A phrase may happen to have none of Urdu's letters; one that has those of Arabic or Persian instead is none.
  if (isUrduFree && (arabic.length >= 8 || (arabic.length >= 3 && FOREIGN_LETTER.test(plain))))
    return 'it is in Arabic script but not in Urdu';
  const letters = arabic.join('').length;
  if (arabic.length >= 12 && countOf(plain, URDU_LETTER) < letters * 0.03)
    return 'it is in Arabic script but not in Urdu';
  const latin = countOf(plain, LATIN_WORD);
  return latin > 20 && arabic.length * 3 < latin ? 'most of it is not in Urdu' : otherScript(plain, source);
}
