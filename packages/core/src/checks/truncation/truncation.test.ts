import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { truncation } from './index.ts';

const book = testBook();
const chapter = testChapter('One stops here. Two goes on (a little) to the *end*.', book);
const id = chapter.blocks[0]?.id as string;
const check = (edit: Partial<Edit>): Verdict =>
  truncation.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book);

it.each<[string, Partial<Edit>]>([
  ['a whole text', { texts: ['One stops. Two goes on (a little) to the *end*.'] }],
  ['Chinese', { language: 'zh', texts: ['一个在这里停下。两个继续（一点）走到*终点*。'] }],
  ['Hindi', { language: 'hi', texts: ['एक यहाँ रुकता है। दो (थोड़ा) *अंत* तक जाते हैं।'] }],
  ['a lead-in in Japanese', { language: 'ja', texts: ['一つはここで止まり、二つは *最後* まで進みます：'] }],
  ['German quotation marks', { language: 'de', texts: ['Einer „hält“ hier. Zwei gehen bis zum *Ende*.'] }],
  [
    'an item that ends in a clause',
    { action: 'insert', position: 'after', kind: 'note', text: '- one\n- how sure it is' },
  ],
  [
    'brackets that end in a number, and items with a bracket each',
    {
      action: 'insert',
      position: 'after',
      kind: 'note',
      text: 'The toolkit (ROS 2) has two parts: a) the graph (its nodes), b) the tools.',
    },
  ],
  ['a list without stops', { action: 'insert', position: 'after', kind: 'note', text: 'Two things:\n\n- one\n- two' }],
])('lets pass %s', (_what, edit) => {
  expect(check(edit)).toBeUndefined();
});

it.each<[string, Partial<Edit>]>([
  ['an end in mid-sentence in Chinese', { language: 'zh', texts: ['一个在这里停下。两个继续'] }],
  ['a bracket of East Asia', { language: 'zh', texts: ['一个在这里停下。两个继续（一点走到*终点*。'] }],
  ['an end in mid-sentence', { texts: ['One stops here. Two goes'] }],
  ['a bracket', { texts: ['One stops here. Two goes on (a little to the *end*.'] }],
  ['a bracket before one that closes', { texts: ['One stops here. Two (or 2) goes on (a little to the *end*.'] }],
  ['emphasis', { texts: ['One stops here. Two goes on to the **end.'] }],
  ['a quotation', { texts: ['One "stops here. Two goes on.'] }],
  ['code', { texts: ['One `stops here. Two goes on.'] }],
  ['the author’s first sentence alone', { texts: ['One stops here.'] }],
  ['dots', { texts: ['One stops here. Two...'] }],
  [
    'an insert in mid-sentence',
    { action: 'insert', position: 'after', kind: 'note', text: 'This is a note that goes on and' },
  ],
  ['an item in mid-phrase', { action: 'insert', position: 'after', kind: 'note', text: '- one\n- two and the' }],
])('refuses %s', (_what, edit) => {
  expect(check(edit)).toBeDefined();
});

it('lets a question be none in the title of another language', () => {
  const titled = testChapter('# Why nodes?', book);
  const edit: Edit = {
    block: titled.blocks[0]?.id as string,
    action: 'rewrite',
    tag: 'x',
    why: [],
    language: 'ko',
    texts: ['노드를 쓰는 이유'],
  };
  expect(truncation.check(edit, titled, book)).toBeUndefined();
});
