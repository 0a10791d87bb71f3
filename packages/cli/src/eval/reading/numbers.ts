/** Numbers of a text with the unit behind each, by a reader of our own: see read-markdown.ts. */
export interface NumberRead {
  /** In Latin digits, without separators of thousands. */
  readonly value: string;
  readonly unit?: string;
}

/** A unit a line: its sign, then its names in English and Urdu. Letters count as they are written: `MB` is no `mb`. */
const UNITS = `
s second seconds سیکنڈ
ms millisecond milliseconds
min minute minutes منٹ
h hour hours گھنٹے گھنٹہ
Hz hertz ہرٹز
kHz kilohertz
MHz megahertz
GHz gigahertz
m meter meters metre metres میٹر
mm millimeter millimeters
cm centimeter centimeters
km kilometer kilometers
m/s
m/s²
rad radian radians
rad/s
° degree degrees ڈگری
°/s
°C
% percent فیصد
kg kilogram kilograms
g gram grams
N newton newtons
Nm
V volt volts
A ampere amperes
W watt watts
J joule joules
B byte bytes بائٹ بائٹس
kB kilobyte kilobytes
MB megabyte megabytes
GB gigabyte gigabytes
GiB
MiB
kB/s
MB/s
Mbit/s
bit bits
fps
px pixel pixels`;

const unitNames = new Map(
  UNITS.trim()
    .split('\n')
    .flatMap((line) => line.split(' ').map((name) => [name, line.split(' ')[0] as string] as const)),
);

const WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  `two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 fifteen 15 twenty 20 thirty 30 forty 40 fifty 50
  sixty 60 hundred 100 thousand 1000 million 1000000 one 1 once 1 twice 2 both 2 double 2 half 0.5 zero 0 first 1 second 2 third 3
  ایک 1 دو 2 تین 3 چار 4 پانچ 5 چھ 6 سات 7 آٹھ 8 نو 9 دس 10 بارہ 12 بیس 20 تیس 30 چالیس 40 پچاس 50 سو 100 ہزار 1000 دونوں 2 صفر 0
  پہلا 1 پہلی 1 پہلے 1 دوسرا 2 دوسری 2 دوسرے 2 تیسرا 3 تیسری 3 آدھا 0.5 آدھی 0.5 آدھے 0.5`
    .trim()
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, word, index, all) => {
      if (index % 2 === 0) pairs.push([word, all[index + 1] as string]);
      return pairs;
    }, []),
);

function latin(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/(?<=\d)٫(?=\d)/g, '.')
    .replace(/(?<=\d)[٬,\u00A0\u202F\u2009 ](?=\d{3}(?!\d))/g, '');
}

export function numbersIn(text: string): NumberRead[] {
  const digits = latin(text);
  return [...digits.matchAll(/\d+(?:[.,:]\d+)*/g)].map(({ 0: value, index }) => {
    const sign = /(?:^|[\s(=[,])[-−]$/.test(digits.slice(Math.max(0, index - 2), index)) ? '-' : '';
    const next = digits.slice(index + value.length).match(/^[-\s\u00A0\u202F]?([\p{L}\p{M}°%µ/²·]+)/u)?.[1];
    const unit = next === undefined ? undefined : unitNames.get(next);
    return { value: sign + value, ...(unit === undefined ? {} : { unit }) };
  });
}

/** Numbers written in words, as digits. */
export const numberWordsIn = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).flatMap((word) =>
      Object.hasOwn(WORDS, word) ? [WORDS[word] as string] : [],
    ),
  );
