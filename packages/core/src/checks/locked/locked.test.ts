import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { allBlocks } from '../../index.ts';
import { locked } from './index.ts';

const SOURCE = [
  '---\nattune:\n  lock: [Keep this]\n---',
  '# Title',
  'before',
  '## Keep this',
  'kept',
  '### Deeper',
  'kept too',
  '## Next',
  'free',
  '```sh\ncode\n```',
  ':::danger\n\nstay away\n\n:::',
  ':::note\n\na note\n\n:::',
].join('\n\n');
const book = testBook();
const chapter = testChapter(SOURCE, book);
const refused = (edit: Partial<Edit>): string[] =>
  allBlocks(chapter.blocks)
    .filter(({ id }) => locked.check({ block: id, action: 'rewrite', tag: 'x', why: [], ...edit }, chapter, book))
    .map(({ start, end }) => chapter.source.slice(start, end).split('\n')[0] as string);
const FIXED = ['---', '## Keep this', 'kept', '### Deeper', 'kept too', '```sh', ':::danger', 'stay away', ':::note'];

it('refuses to rewrite safety notices, what the author locked, what has no prose, and headings', () => {
  expect(refused({})).toEqual(['---', '# Title', ...FIXED.slice(1, 5), '## Next', ...FIXED.slice(5)]);
  expect(refused({ action: 'correct' })).toEqual(refused({}));
});

it('lets a heading that is not locked change into another language', () => {
  expect(refused({ language: 'ur' })).toEqual(FIXED);
});

it('lets nothing be put into a safety notice', () => {
  expect(refused({ action: 'insert' })).toEqual(['stay away']);
});

it('knows a chapter that is locked as a whole', () => {
  const all = testChapter('---\nattune: { lock: true }\n---\n\ntext', book);
  const id = all.blocks[1]?.id as string;
  expect(locked.check({ block: id, action: 'rewrite', tag: 'x', why: [] }, all, book)).toMatch('locked the chapter');
});
