import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { length } from './index.ts';

const book = testBook();
const chapter = testChapter(
  'A sentence of the author that says something about a robot and its many joints. '.repeat(3).trim(),
  book,
);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  length.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  [
    'a text a little longer',
    {
      texts: [
        'Another sentence that says something about the robot, its joints and more. '.repeat(1) +
          'It is a bit shorter.',
      ],
    },
  ],
  [
    'Chinese, which has fewer signs',
    { language: 'zh', texts: ['作者的一句话，讲的是机器人和它的许多关节。'.repeat(2)] },
  ],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  [
    'ten times the length',
    { texts: [Array.from({ length: 40 }, (_, n) => `Sentence ${n} says what it says.`).join(' ')] },
  ],
  ['a tenth in Chinese', { language: 'zh', texts: ['作者讲机器人。'] }],
  ['a tenth', { texts: ['A robot.'] }],
  ['nothing but signs', { texts: ['. . . . . .'] }],
  ['a loop', { texts: ['It goes on. It goes on. It goes on. It goes on. It goes on. It goes on.'] }],
  ['a stutter', { texts: ['The robot has has has has has has many joints, and says something of them.'] }],
  ['a long insert', { action: 'insert', position: 'after', kind: 'note', text: 'a '.repeat(900) }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});
