import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { glossInText } from './index.ts';

const chapter = testChapter('A **topic** and `code` and [a link](x).');
const check = (edit: Partial<Edit>): Verdict =>
  glossInText.check(
    { block: chapter.blocks[0]?.id as string, action: 'gloss', tag: 'x', why: [], text: 'A stream.', ...edit },
    chapter,
    testBook(),
  );

it('lets a gloss of words that stand in the block pass', () => {
  expect(check({ form: 'topic' })).toBeUndefined();
});

it.each(['topics', 'Topic', 'code', 'link', '**topic**'])('refuses a gloss of %s: no text has it', (form) => {
  expect(check({ form })).toBe(`"${form}" does not stand in the block`);
});

it('refuses a gloss without form or text', () => {
  expect(check({})).toBe('a gloss needs a form and a text');
  expect(check({ form: 'topic', text: '' })).toBe('a gloss needs a form and a text');
});

it('is about glosses only', () => {
  expect(check({ action: 'insert', form: 'absent' })).toBeUndefined();
});
