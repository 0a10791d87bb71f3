import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { invisible } from './index.ts';

const book = testBook();
const chapter = testChapter('A­B text.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  invisible.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['what the author has', { texts: ['A­B words.'] }],
  ['a joiner between letters of Urdu', { texts: ['یہ ملی\u200Cسیکنڈ ہے۔'], language: 'ur' }],
  ['a joiner between a name and its Persian ending', { texts: ['API\u200Cهای ما'], language: 'fa' }],
  ['a joiner after a sign of Hindi', { texts: ['क्\u200Dया'], language: 'hi' }],
  ['an emoji', { texts: ['A 🤖 text.'] }],
  ['an emoji with its variation selector', { texts: ['A ⚠\uFE0F text.'] }],
  ['a character that can be seen, as an entity', { texts: ['A &ndash; text &#8212; here.'] }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['zero width', { texts: ['A\u200Btext.'] }],
  ['a mark of direction', { texts: ['\u200FA text.'] }],
  ['a joiner within a name', { texts: ['A\u200CB text.'] }],
  ['an override', { texts: ['A \u202Etext.'] }],
  ['a control character', { texts: ['A \u0007text.'] }],
  ['what could not be decoded', { texts: ['A \uFFFDtext.'] }],
  ['half a pair', { texts: ['A \uD83Dtext.'] }],
  ['private use', { texts: ['A \uE000text.'] }],
  ['one written as an entity', { texts: ['A &zwj;text.'] }],
  ['one by another of its names', { texts: ['A &ZeroWidthSpace;text.'] }],
  ['an operator that is not shown', { texts: ['A &InvisibleTimes;text.'] }],
  ['a reference with zeros before it', { texts: ['A &#0008203;text.'] }],
  ['a reference in capitals', { texts: ['A &#X202E;text.'] }],
  ['a tag by its number', { texts: ['A &#917569;text.'] }],
  ['a soft hyphen by its number', { texts: ['A &#xad;text.'] }],
  ['variation selectors, in which a text can be hidden', { texts: ['A\u{E0101}\u{E0120} text.'] }],
  ['a variation selector of no emoji', { texts: ['A\uFE0F text.'] }],
  ['a blank pattern of Braille', { texts: ['A\u2800text.'] }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
