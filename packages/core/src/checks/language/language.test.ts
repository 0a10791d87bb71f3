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
  ['a name alone', { language: 'ur', texts: ['Gazebo Harmonic'] }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['English for Urdu', { language: 'ur', texts: ['The robot sees the room with two cameras.'] }],
  [
    'one English sentence in Urdu',
    { language: 'ur', texts: ['روبوٹ کمرہ دیکھتا ہے۔ Each camera sends a picture to the node that asks for it.'] },
  ],
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
