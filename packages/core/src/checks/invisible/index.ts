import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

/** Zero-width, bidi controls, control characters, what could not be decoded, private use, tags. */
const INVISIBLE =
  /(?![\t\n\r])\p{Cc}|(?!\uFE0F)[\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Cs}\uFFFD]|\u034F|[\u115F\u1160\u3164\uFFA0]|&(?:zwnj|zwj|lrm|rlm|shy|#x?(?:200[b-f]|820[3-7]|feff|65279|202[a-e]|206\d|823[4-8]));?/giu;
/** A joiner shapes letters: between two of the Arabic script, between a name and a Persian ending, after a sign of India's that joins. */
const JOINER =
  /(?<=\p{Script=Arabic}\p{M}*)[\u200C\u200D](?=\p{Script=Arabic})|(?<=[\p{L}\p{N}])\u200C(?=\p{Script=Arabic})|(?<=[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D])[\u200C\u200D]/gu;

/**
 * What cannot be seen changes what is: a mark of direction before `#` turned a title into a paragraph (traps.md), a zero-width space breaks
 * search and copying. What the author's text has may stay.
 */
export const invisible: Check = {
  name: 'invisible',
  version: 2,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text, source }) => {
      const visible = text.replace(JOINER, ' ');
      return [...visible.matchAll(INVISIBLE)]
        .filter(({ 0: letter, index }) =>
          index === 0 ? !source?.text.startsWith(letter) : !source?.text.includes(letter),
        )
        .map(({ 0: letter, index }): Fault => ({
          offset: index,
          message: `a character that cannot be seen: ${letter.startsWith('&') ? letter : `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`}`,
        }));
    }),
};
