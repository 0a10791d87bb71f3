import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { permitted } from './index.ts';

const book = testBook();

function check(edit: Partial<Edit>, allow?: string): Verdict {
  const front = allow === undefined ? '' : `---\nattune: { allow: [${allow}] }\n---\n\n`;
  const chapter = testChapter(`${front}The rate is 200 Hz.`, book);
  const block = chapter.blocks.find(({ kind }) => kind === 'paragraph')?.id as string;
  return permitted.check({ block, action: 'insert', tag: 'x', why: [], ...edit }, chapter, book);
}

it('lets examples and notes pass where the author says nothing, and corrections where they are allowed', () => {
  expect(check({ kind: 'example' })).toBeUndefined();
  expect(check({ kind: 'note' }, '')).toBeUndefined();
  expect(check({ action: 'correct' }, 'corrections')).toBeUndefined();
});

it('refuses corrections where the author says nothing, and examples where they are not named', () => {
  expect(check({ action: 'correct' })).toContain('flag');
  expect(check({ kind: 'example' }, 'corrections')).toBeDefined();
});
