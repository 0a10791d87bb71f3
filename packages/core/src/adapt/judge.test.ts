import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { judge } from './judge.ts';

const book = testBook();
const chapter = testChapter('A node hands every message to the executor, one after another.', book);
const block = chapter.blocks[0]?.id as string;
const insert = (text: string): Edit => ({
  block,
  action: 'insert',
  tag: 'x',
  why: [],
  kind: 'note',
  position: 'after',
  text,
});
const rewrite = (text: string): Edit => ({ block, action: 'rewrite', tag: 'x', why: [], texts: [text] });

it.each(['- ', '> ', '>', '1. ', '* ', '-\t', '- a\n', '[', '`', '**a', '_a', 'a|b\n-|-\n', 'a '])(
  'a text of nothing but %j is refused at once, however long',
  (sign) => {
    const start = performance.now();
    for (const letters of [4000, 20_000]) {
      const text = `${sign.repeat(letters / sign.length)}x`;
      for (const edit of [insert(text), rewrite(text)]) expect(judge(edit, { chapter, book }).refused).toBeDefined();
    }
    expect(performance.now() - start).toBeLessThan(5000); // some took half a minute, or all of the stack
  },
);

it('a list and a table are read', () => {
  for (const text of ['- Nodes hand.\n- It runs.\n- One by one.', '| A | B |\n| - | - |\n| one | other |'])
    expect(judge(insert(text), { chapter, book }).refused).toBeUndefined();
});
