import type { Fault } from '../answer.ts';
import { changeOne } from './change.ts';

const BIDI = 'Strip bidi controls at a block’s start: an RLM before `#` turned a title into a paragraph';
const HIDDEN =
  'text that looks right and is not: what no reader sees, search and screen readers do (from: bidi controls, RLM)';

const put = (
  name: string,
  from: string,
  where: 'start' | 'word' | 'round',
  ...characters: readonly string[]
): Fault => ({
  name,
  from,
  inject: (edit, context, random) => {
    const character = random.pick(characters);
    if (context.chapter.source.includes(character)) return undefined;
    return changeOne(edit, context, random, (text) => {
      if (where === 'start') return character + text;
      const words = [...text.matchAll(/[\p{L}\p{M}]{4,}/gu)];
      if (words.length === 0) return undefined;
      const word = random.pick(words);
      const at = word.index + 2;
      if (where === 'word') return text.slice(0, at) + character + text.slice(at);
      return `${text.slice(0, word.index)}${character}${word[0]}${text.slice(word.index + word[0].length)}`;
    });
  },
});

export const CHARACTER_FAULTS: readonly Fault[] = [
  put('zero-width space', HIDDEN, 'word', '\u200B', '\u2060', '\uFEFF'),
  put('bidi override or embedding', BIDI, 'round', '\u202E', '\u202D', '\u202A', '\u202B'),
  put('bidi isolate', BIDI, 'round', '\u2066', '\u2067', '\u2068'),
  put('right-to-left mark at the start', BIDI, 'start', '\u200F', '\u200E', '\u061C'),
  put('soft hyphen', HIDDEN, 'word', '\u00AD'),
  put('control character', HIDDEN, 'word', '\u0000', '\u0007', '\u0008', '\u001B', '\u007F', '\u0085'),
  put('lone surrogate', HIDDEN, 'word', '\uD83D', '\uDE00'),
  put('tag characters', HIDDEN, 'word', '\u{E0041}', '\u{E0061}\u{E0062}'),
];
