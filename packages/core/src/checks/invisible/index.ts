import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { decodeNumericCharacterReference } from 'micromark-util-decode-numeric-character-reference';
import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

/**
 * Zero-width, bidi controls, control characters, what could not be decoded, private use, tags, variation selectors but for an emoji's: in
 * the last two whole texts have been hidden.
 */
const INVISIBLE =
  /(?![\t\n\r])\p{Cc}|(?!(?<=\p{Emoji})[\uFE0E\uFE0F])[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Co}\p{Zl}\p{Zp}\p{Cs}\uFFFD\u2800]/gu;
/** As Markdown reads them; numbers and the names that HTML knows so also without the last sign. */
const REFERENCE =
  /&(?:#(?:(?<decimal>\d{1,9})|x(?<hex>[\da-f]{1,8}));?|(?<name>[a-z][a-z\d]{1,30})(?:;|(?<=&(?:zwnj|zwj|lrm|rlm|shy))))/giu;
/** A joiner shapes letters: between two of the Arabic script, between a name and a Persian ending, after a sign of India's that joins. */
const JOINER =
  /(?<=\p{Script=Arabic}\p{M}*)[\u200C\u200D](?=\p{Script=Arabic})|(?<=[\p{L}\p{N}])\u200C(?=\p{Script=Arabic})|(?<=[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D])[\u200C\u200D]/gu;

/**
 * What cannot be seen changes what is: a mark of direction before `#` turned a title into a paragraph (traps.md), a zero-width space breaks
 * search and copying. What the author's text has may stay.
 */
export const invisible: Check = {
  name: 'invisible',
  version: 3,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text, source }) => {
      const visible = text.replace(JOINER, ' ');
      return [...visible.matchAll(INVISIBLE), ...[...visible.matchAll(REFERENCE)].filter(isInvisible)]
        .filter(({ 0: letter, index }) =>
          index === 0 ? !source?.text.startsWith(letter) : !source?.text.includes(letter),
        )
        .map(({ 0: letter, index }): Fault => ({
          offset: index,
          message: `a character that cannot be seen: ${letter.startsWith('&') ? letter : `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`}`,
        }));
    }),
};

function isInvisible({ groups: { decimal, hex, name = '' } = {} }: RegExpMatchArray): boolean {
  const digits = decimal ?? hex;
  const letter =
    digits === undefined
      ? decodeNamedCharacterReference(name)
      : decodeNumericCharacterReference(digits, decimal === undefined ? 16 : 10);
  return letter !== false && letter.search(INVISIBLE) >= 0;
}
