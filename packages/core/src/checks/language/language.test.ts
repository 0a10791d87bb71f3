import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { language } from './index.ts';

const book = testBook();
const chapter = testChapter(
  'The robot sees the room with two cameras. Each camera sends a picture to the node that asks for it.',
  book,
);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  language.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['English', { texts: ['With two cameras the robot sees the room. The node that asks for a picture gets it.'] }],
  [
    'Urdu with terms',
    { language: 'ur', texts: ['روبوٹ دو cameras سے کمرہ دیکھتا ہے۔ ہر camera مانگنے والے node کو تصویر بھیجتا ہے۔'] },
  ],
  ['Japanese', { language: 'ja', texts: ['ロボットは 2 台の camera で部屋を見ます。'] }],
  [
    'a page’s name in English',
    { language: 'ja', texts: ['詳しくは ⟦1⟧The camera and what it sees for you⟦/1⟧ を参照。'] },
  ],
  ['a button’s label', { language: 'hi', texts: ['**Allow the robot to see what you do** चुनें।'] }],
  [
    'French',
    { language: 'fr', texts: ['Le robot voit la pièce avec deux caméras, et chaque caméra envoie une image.'] },
  ],
  ['a language whose script nobody knows', { language: 'xx', texts: ['The robot sees the room with two cameras.'] }],
  ['a name alone', { language: 'ur', texts: ['Gazebo Harmonic'] }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it('lets pass a cell that the chapter has as a name in its code, and refuses words that it has not', () => {
  const source = '| a | b |\n|-|-|\n| transient local | green leaf |\n\nSet `TRANSIENT_LOCAL` where the leaf is green.';
  const table = testChapter(source, book);
  const checked = (texts: string[]): Verdict =>
    language.check(
      { block: table.blocks[0]?.id as string, action: 'rewrite', tag: 'x', why: [], language: 'ur', texts },
      table,
      book,
    );
  expect(checked(['الف', 'ب', 'transient local', 'سبز پتا'])).toBeUndefined();
  expect(checked(['الف', 'ب', 'عارضی', 'green leaf'])).toBeDefined();
});

it.each<[string, Partial<Edit>]>([
  ['English for Urdu', { language: 'ur', texts: ['The robot sees the room with two cameras.'] }],
  [
    'one English sentence in Urdu',
    { language: 'ur', texts: ['روبوٹ کمرہ دیکھتا ہے۔ Each camera sends a picture to the node that asks for it.'] },
  ],
  ['a phrase in English for Japanese', { language: 'ja', texts: ['Two cameras'] }],
  [
    'one English sentence in Korean',
    { language: 'ko', texts: ['로봇은 방을 봅니다. Each camera sends a picture to the node that asks for it.'] },
  ],
  [
    'an English sentence in French',
    { language: 'fr', texts: ['Le robot voit. Each camera sends a picture to the node that asks for it.'] },
  ],
  [
    'Persian for Arabic',
    {
      language: 'ar',
      texts: ['ربات اتاق را با دو دوربین می‌بیند و هر دوربین تصویر را به گره‌ای که می‌خواهد می‌فرستد.'],
    },
  ],
  ['Russian for French', { language: 'fr', texts: ['Робот видит комнату.'] }],
  ['Arabic for Urdu', { language: 'ur', texts: ['يرى الروبوت الغرفة بكاميرتين وترسل كل كاميرا صورة إلى العقدة.'] }],
  [
    'Persian for Urdu',
    { language: 'ur', texts: ['ربات اتاق را با دو دوربین می‌بیند و هر دوربین تصویر را به گره می‌فرستد.'] },
  ],
  ['Hindi for Urdu', { language: 'ur', texts: ['रोबोट कमरे को देखता है।'] }],
  ['Roman Urdu', { language: 'ur', texts: ['Robot kamre ko do cameras se dekhta hai aur tasveer bhejta hai.'] }],
  ['Urdu for English', { texts: ['روبوٹ کمرہ دیکھتا ہے۔'] }],
  ['German for English', { texts: ['Der Roboter sieht den Raum mit zwei Kameras und die Kamera ist nicht alt.'] }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
