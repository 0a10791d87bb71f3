import type { Edit } from '@attune/contract';
import type { AnswerContext, Fault } from '../answer.ts';
import type { Random } from '../random.ts';
import { keptTerms, MARK } from '../reading.ts';
import { changeOne, isInsert, textsOf, withTexts } from './change.ts';

const TERMS = 'must-keep terms (glossary) (design, checks)';

const visible = (texts: readonly string[]): string => texts.join('\n').replaceAll(MARK, ' ');

/** Kept terms that the author's text and the answer both have. */
const sharedTerms = (edit: Edit, { book, sources }: AnswerContext): RegExp[] => {
  const [said, answered] = [visible(sources), visible(textsOf(edit))];
  return keptTerms(book).each.filter((pattern) => said.search(pattern) >= 0 && answered.search(pattern) >= 0);
};

/** Says a kept term otherwise, wherever the answer has it. */
function onTerm(language: 'en' | 'ur', change: (form: string, random: Random) => string, fits = /./): Fault['inject'] {
  return (edit, context, random) => {
    if (isInsert(edit) || edit.action !== 'rewrite' || context.language !== language) return undefined;
    const terms = sharedTerms(edit, context).filter((pattern) =>
      fits.test(visible(textsOf(edit)).match(pattern)?.[0] ?? ''),
    );
    if (terms.length === 0) return undefined;
    const pattern = random.pick(terms);
    const texts = textsOf(edit).map((text) =>
      text.replaceAll(pattern, (form) => change(form, random)).replaceAll(/ {2,}/g, ' '),
    );
    // A name that holds the term, such as `FD_SLAM`, would still show it.
    const forms = visible(textsOf(edit)).match(pattern) ?? [];
    const left = texts.join('\n').toLowerCase();
    return forms.some((form) => left.includes(form.toLowerCase().replace(/s$/, '')))
      ? undefined
      : withTexts(edit, texts);
  };
}

const LETTERS: Readonly<Record<string, string>> = {
  a: 'ا',
  b: 'ب',
  c: 'ک',
  d: 'ڈ',
  e: 'ے',
  f: 'ف',
  g: 'گ',
  h: 'ہ',
  i: 'ی',
  j: 'ج',
  k: 'ک',
  l: 'ل',
  m: 'م',
  n: 'ن',
  o: 'و',
  p: 'پ',
  q: 'ق',
  r: 'ر',
  s: 'س',
  t: 'ٹ',
  u: 'و',
  v: 'و',
  w: 'و',
  x: 'کس',
  y: 'ی',
  z: 'ز',
};
const inUrduLetters = (form: string): string =>
  form.toLowerCase().replaceAll(/[a-z]/g, (letter) => LETTERS[letter] as string);

const TWINS: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  A: 'А',
  C: 'С',
  E: 'Е',
  O: 'О',
  P: 'Р',
  S: 'Ѕ',
};

export const TERM_FAULTS: readonly Fault[] = [
  {
    name: 'kept term translated',
    from: TERMS,
    inject: onTerm(
      'ur',
      (form, random) => random.pick(['وہ پرزہ', 'جوڑ', 'پیغام رسانی', 'ڈھانچہ']) + (form.match(/ ?\d+/)?.[0] ?? ''),
    ),
  },
  { name: 'kept term dropped', from: TERMS, inject: onTerm('ur', (form) => form.match(/\d+/)?.[0] ?? '') },
  { name: 'kept term in Urdu letters', from: TERMS, inject: onTerm('ur', inUrduLetters, /^[a-z]/) },
  { name: 'product name in Urdu letters', from: TERMS, inject: onTerm('ur', inUrduLetters, /[A-Z]/) },
  {
    name: 'term replaced by a plain word',
    from: 'keep the author’s sentences and terms, add scaffolding round them',
    inject: onTerm('en', (form, random) => random.pick(['thing', 'part', 'piece']) + (form.match(/ ?\d+/)?.[0] ?? '')),
  },
  {
    name: 'homoglyph in a term',
    from: TERMS,
    inject: (edit, context, random) => {
      const terms = sharedTerms(edit, context);
      if (terms.length === 0) return undefined;
      const pattern = random.pick(terms);
      return changeOne(edit, context, random, (text) =>
        text.replaceAll(pattern, (form) => form.replace(/[aceopxACEOPS]/, (letter) => TWINS[letter] as string)),
      );
    },
  },
];
