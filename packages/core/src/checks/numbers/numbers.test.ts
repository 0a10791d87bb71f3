import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { numbers } from './index.ts';

const book = testBook();
const chapter = testChapter(
  'ROS 2 sends 1,000 messages at 200 Hz for two robots, 2-20 of 24.04, the 3rd in 5 ms.',
  book,
);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  numbers.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  [
    'the same',
    { texts: ['At 200 Hz ROS 2 sends 1000 messages, 2 to 20 of 24.04, the third in 5 ms, for both robots. ROS2!'] },
  ],
  [
    'another script and grouping',
    { texts: ['ROS ۲، ۲۰۰ ہرٹز، ۱٬۰۰۰، 2–20، 24.04، 5 ملی سیکنڈ، دو روبوٹ'], language: 'ur' },
  ],
  ['digits of India', { texts: ['ROS २, १,००० संदेश, २०० हर्ट्ज़, दो, 2-20, 24.04, ५ मिलीसेकंड'], language: 'hi' }],
  ['units in another language', { texts: ['ROS 2, 1000, 200 헤르츠, 두 대, 2-20, 24.04, 5 밀리초'], language: 'ko' }],
  ['grouping by space', { texts: ['ROS 2, 1 000, 200 Hz, two, 2-20, 24.04, 5 ms'] }],
  ['what is new in an example', { action: 'insert', kind: 'example', position: 'after', text: 'Say 77 kg.' }],
  ['the chapter’s in a note', { action: 'insert', position: 'after', kind: 'note', text: 'At 200 Hz that is a lot.' }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['one that is lost', { texts: ['ROS 2 sends messages at 200 Hz for two robots, 2-20 of 24.04, the 3rd in 5 ms.'] }],
  [
    'one that changed',
    { texts: ['ROS 2 sends 1,000 messages at 20 Hz for two robots, 2-20 of 24.04, the 3rd in 5 ms.'] },
  ],
  ['another unit', { texts: ['ROS 2 sends 1,000 messages at 200 Hz for two robots, 2-20 of 24.04, the 3rd in 5 s.'] }],
  ['no unit', { texts: ['ROS 2 sends 1,000 messages at 200 for two robots, 2-20 of 24.04, the 3rd in 5 ms.'] }],
  [
    'another version',
    { texts: ['ROS 2 sends 1,000 messages at 200 Hz for two robots, 2-20 of 24.4, the 3rd in 5 ms.'] },
  ],
  [
    'a new one',
    { texts: ['ROS 2 sends 1,000 messages at 200 Hz for two robots and 7 cats, 2-20 of 24.04, the 3rd in 5 ms.'] },
  ],
  [
    'another word',
    { texts: ['ROS 2 sends 1,000 messages at 200 Hz for a million robots, 2-20 of 24.04, the 3rd in 5 ms.'] },
  ],
  ['a new one in a note', { action: 'insert', position: 'after', kind: 'note', text: 'It costs 499 dollars.' }],
  ['a price in words', { action: 'insert', position: 'after', kind: 'note', text: 'It weighs 499 kg.' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});

it('takes a correction’s new number for the one it corrects', () => {
  const texts = ['ROS 2 sends 1,000 messages at 100 Hz for two robots, 2-20 of 24.04, the 3rd in 5 ms.'];
  expect(check({ action: 'correct', texts, original: 'sends 1,000 messages at 200 Hz' })).toBeUndefined();
});

it('lets another language count what the author counts in words', () => {
  const words = testChapter('Translate one document, both pages of it, in an hour.', book);
  const say = (text: string): Verdict =>
    numbers.check(
      { block: words.blocks[0]?.id as string, action: 'rewrite', tag: 'x', why: [], language: 'ja', texts: [text] },
      words,
      book,
    );
  expect(say('1つのドキュメントの2ページを 1 時間で翻訳します。')).toBeUndefined();
  expect(say('3つのドキュメントを翻訳します。')).toBeDefined();
});
