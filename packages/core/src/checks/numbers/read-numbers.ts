import { unitAfter } from './units.ts';

/** A number in a text: as all digits in the Latin script, without separators of thousands; versions keep their dots. */
export interface NumberUse {
  readonly value: string;
  readonly unit?: string;
  /** The word after it, where it is no unit that we know. */
  readonly other?: string;
  readonly offset: number;
  /** `2nd`: a word may stand for it. */
  readonly ordinal?: true;
  /** `1 000` is one number or two: these. */
  readonly parts?: readonly string[];
}

/** Digits of whatever script as those of the Latin one, of the same length, so that offsets stay. */
const inLatinDigits = (text: string): string =>
  text
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => valueOf(digit).padEnd(digit.length, ' '))
    .replace(/(?<=\d)٫(?=\d)/g, '.')
    .replace(/(?<=\d)٬(?=\d)/g, ',');

/** Every script has its ten digits in a row. */
function valueOf(digit: string): string {
  const code = digit.codePointAt(0) as number;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

const NUMBER = /\d{1,3}(?:[ \u00A0\u202F\u2009]\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*/g;
const MINUS = /(?:^|[\s(=[:,])[-−–]$/;

/** The numbers of a text, in order. */
export function numbersIn(text: string): NumberUse[] {
  const latin = inLatinDigits(text);
  return [...latin.matchAll(NUMBER)].map(({ 0: written, index }): NumberUse => {
    const rest = latin.slice(index + written.length, index + written.length + 40);
    const sign = MINUS.test(latin.slice(Math.max(0, index - 2), index)) ? '-' : '';
    const money = /[$€£₨]\s?$/.exec(latin.slice(Math.max(0, index - 2), index))?.[0].trim();
    const parts = /[ \u00A0\u202F\u2009]/.test(written) ? { parts: written.split(/[ \u00A0\u202F\u2009]/) } : {};
    const ordinal = /^(?:st|nd|rd|th)\b/.test(rest) ? { ordinal: true as const } : {};
    const unit = money === '$' ? { unit: 'dollar' } : money === '€' ? { unit: 'euro' } : unitAfter(rest);
    return { value: sign + canonical(written), offset: index, ...unit, ...parts, ...ordinal };
  });
}

function canonical(written: string): string {
  const joined = written.replace(/[ \u00A0\u202F\u2009]/g, '');
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(joined)) return joined.replaceAll(',', '');
  return joined.replace(/^(\d+),(\d+)$/, '$1.$2');
}

const WORDS: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fifteen: '15',
  sixteen: '16',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  ninety: '90',
  دو: '2',
  تین: '3',
  چار: '4',
  پانچ: '5',
  چھ: '6',
  سات: '7',
  آٹھ: '8',
  نو: '9',
  دس: '10',
  گیارہ: '11',
  بارہ: '12',
  بیس: '20',
  تیس: '30',
  چالیس: '40',
  پچاس: '50',
  دونوں: '2',
  تینوں: '3',
  چاروں: '4',
  hundred: '100',
  سو: '100',
  thousand: '1000',
  ہزار: '1000',
  million: '1000000',
  ملین: '1000000',
  billion: '1000000000',
  ارب: '1000000000',
};

/** Numbers written as words, as digits; "thousands of dots" are no number. `one` and `ایک` are articles as often as numbers. */
export const numberWordsIn = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).flatMap((word) =>
    Object.hasOwn(WORDS, word) ? [WORDS[word] as string] : [],
  );

/** Words that a translation may say as a number: "one document" is `1つのドキュメント` in Japanese, "per run" `1 回の実行`. */
const LOOSE: readonly (readonly [RegExp, string])[] = [
  [/\b(?:one|single|once|first|per|each|an?)\b/i, '1'],
  [/\b(?:both|twice|double|pairs?|second|half)\b/i, '2'],
  [/\b(?:third|triple)\b/i, '3'],
];

/** What such words of a text say, as digits. */
export const looseNumbersIn = (text: string): string[] =>
  LOOSE.flatMap(([word, value]) => (word.test(text) ? [value] : []));
