import type { Edit } from '@attune/contract';
import type { AnswerContext, Fault } from '../answer.ts';
import type { Random } from '../random.ts';
import { escapeRegExp, MARK, NUMBER, numbersIn } from '../reading.ts';
import { addSentence, changeOne, isInsert, isNewTo, textsOf } from './change.ts';

const NUMBERS = 'a rewrite has all of the source’s numbers and no new ones (design, Blocks and edits)';
const PRICES = 'invent prices (a "few-hundred-dollar" kit became "thousand-dollar" in every translation of one book)';

/** Changes one number that the source and the answer have once: what stands twice may be said once. */
function onNumber(change: (number: string, random: Random) => string | undefined): Fault['inject'] {
  return (edit, context, random) => {
    if (edit.action !== 'rewrite') return undefined;
    const inSource = numbersIn(context.sources.join('\n'));
    const inAnswer = numbersIn(textsOf(edit).join('\n'));
    const once = (list: readonly string[], number: string): boolean =>
      list.filter((found) => found === number).length === 1;
    return changeOne(edit, context, random, (text, source) => {
      const usable = numbersIn(text).filter(
        (number) => once(inSource, number) && once(inAnswer, number) && numbersIn(source).includes(number),
      );
      if (usable.length === 0) return undefined;
      const number = random.pick(usable);
      const other = change(number, random);
      if (other === undefined || inSource.includes(other)) return undefined;
      // Said once more in a name or before a colon, it is not lost.
      if (
        textsOf(edit)
          .join(' ')
          .split(new RegExp(`(?<!\\d)${escapeRegExp(number)}(?!\\d)`)).length > 2
      )
        return undefined;
      return text.replaceAll(NUMBER, (found) => (found === number ? other : found)).replaceAll(/ {2,}/g, ' ');
    });
  };
}

const otherDigit = (number: string, random: Random): string => {
  const at = random.below(number.replace(/[.,].*/, '').length);
  const digit = (Number(number[at]) + 1 + random.below(8)) % 10 || 9;
  const changed = number.slice(0, at) + digit + number.slice(at + 1);
  return changed === number ? `${number}0` : changed;
};

const UNITS: Readonly<Record<string, string>> = {
  ms: 's',
  s: 'ms',
  Hz: 'kHz',
  kHz: 'Hz',
  MHz: 'GHz',
  GHz: 'MHz',
  KB: 'MB',
  MB: 'GB',
  GB: 'MB',
  TB: 'GB',
  mm: 'cm',
  cm: 'mm',
  m: 'km',
  km: 'm',
  kg: 'g',
  g: 'kg',
  V: 'mV',
  mV: 'V',
  A: 'mA',
  mA: 'A',
  W: 'kW',
  seconds: 'minutes',
  minutes: 'seconds',
  hours: 'minutes',
  days: 'hours',
  degrees: 'radians',
  meters: 'kilometers',
};
/** Not "the 1980s". */
const MEASURE = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,⟦/])(?!(?:1[89]|20)\d\ds)(\d+(?:[.,]\d+)?)( ?)(${Object.keys(UNITS).join('|')})(?![\p{L}\p{N}/])`,
  'gu',
);
const measuresIn = (text: string): string[] =>
  [...text.replaceAll(MARK, ' ').matchAll(MEASURE)].map(([found]) => found);

function changeUnit(edit: Edit, context: AnswerContext, random: Random): Edit | undefined {
  if (edit.action !== 'rewrite') return undefined;
  const inSource = measuresIn(context.sources.join('\n'));
  return changeOne(edit, context, random, (text) => {
    const found = measuresIn(text).find((measure) => inSource.includes(measure) && text.split(measure).length === 2);
    const other = found?.replace(
      MEASURE,
      (_all, number: string, space: string, unit: string) => number + space + UNITS[unit],
    );
    return found === undefined || other === undefined || inSource.includes(other)
      ? undefined
      : text.replace(found, other);
  });
}

const VERSION =
  /(?<![\p{L}\p{N}.⟦/])(?:v\d+(?:\.\d+)*|\d+\.\d+\.\d+|(?:ROS|Python|Ubuntu|Node(?:\.js)?|version|Version|CUDA|JetPack|React|Docusaurus|MDX|PostgreSQL|Starlight) v?\d+(?:\.\d+)*)(?![\p{L}\p{N}⟧]|\.\d)/gu;

function changeVersion(edit: Edit, context: AnswerContext, random: Random): Edit | undefined {
  if (edit.action !== 'rewrite') return undefined;
  const said = context.sources.join('\n');
  return changeOne(edit, context, random, (text) => {
    const versions = [...text.matchAll(VERSION)].map(([found]) => found);
    const found = versions.find((version) => said.includes(version) && text.split(version).length === 2);
    const other = found?.replace(/\d+(?=\D*$)/, (last) => String(Number(last) + 1));
    // The same number elsewhere in the block would make the answer hold no new one: still wrong, but not for this table.
    if (found === undefined || other === undefined || said.includes(other)) return undefined;
    return text.replace(found, other);
  });
}

/** Adds a sentence in the answer's language. */
const say = (
  { name, from, inserts = false }: { name: string; from: string; inserts?: boolean },
  sentences: { en: string; ur: string },
  words: readonly string[],
): Fault => ({
  name,
  from,
  inject: (edit, context, random) => {
    const fits = inserts ? isInsert(edit) && edit.kind === 'note' : edit.action === 'rewrite';
    if (!fits || !words.every((word) => isNewTo(context, word))) return undefined;
    return changeOne(edit, context, random, (text) => addSentence(text, sentences[context.language], random));
  },
});

const PRICE = { en: 'A kit for this costs about $1,299.', ur: 'اس کی کٹ تقریباً $1,299 میں ملتی ہے۔' };

export const NUMBER_FAULTS: readonly Fault[] = [
  { name: 'number changed', from: NUMBERS, inject: onNumber(otherDigit) },
  { name: 'number dropped', from: NUMBERS, inject: onNumber(() => '') },
  {
    name: 'number ten times as large',
    from: NUMBERS,
    inject: onNumber((number) => (/[.,]/.test(number) ? undefined : `${number}0`)),
  },
  {
    name: 'decimal point moved',
    from: NUMBERS,
    inject: onNumber((number) =>
      /^\d+\.\d+$/.test(number) ? number.replace(/(\d*)\.(\d)(\d*)/, '$1$2.$3').replace(/\.$/, '') : undefined,
    ),
  },
  say(
    { name: 'number invented', from: NUMBERS },
    { en: 'It takes about 47 minutes.', ur: 'اس میں تقریباً 47 منٹ لگتے ہیں۔' },
    ['47'],
  ),
  { name: 'unit changed', from: 'numbers, units, versions (design, checks)', inject: changeUnit },
  { name: 'version changed', from: 'numbers, units, versions (design, checks)', inject: changeVersion },
  say({ name: 'price invented', from: PRICES }, PRICE, ['1,299', '1299']),
  say({ name: 'price invented in a note', from: PRICES, inserts: true }, PRICE, ['1,299', '1299']),
  say(
    { name: 'price invented in words', from: PRICES },
    { en: 'A thousand-dollar kit is enough for this.', ur: 'اس کے لیے ہزار ڈالر کی کٹ کافی ہے۔' },
    ['dollar', 'price', 'cost'],
  ),
];
