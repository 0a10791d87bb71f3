import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { allBlocks } from '../../index.ts';
import { knownBlock } from './index.ts';

const chapter = testChapter(':::note\n\ntext\n\n:::');
const [container, inner] = allBlocks(chapter.blocks).map((block) => block.id) as [string, string];
const check = (edit: Partial<Edit>): Verdict =>
  knownBlock.check({ block: inner, action: 'insert', tag: 'note', why: [], ...edit }, chapter, testBook());

it('lets edits of blocks pass, also of those in containers', () => {
  expect([check({}), check({ block: container }), check({ replaces: container })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('refuses an edit of a block that this revision does not have', () => {
  expect(check({ block: '0123456789ab' })).toBe('there is no block 0123456789ab in this revision');
});

it('refuses an edit that replaces such a block', () => {
  expect(check({ replaces: '0123456789ab' })).toBe('there is no block 0123456789ab to replace');
});
