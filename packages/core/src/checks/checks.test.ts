import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { CHECKS, checkEdit } from './index.ts';

const book = testBook();
const chapter = testChapter('A topic.', book);
const block = chapter.blocks[0]?.id as string;
const why = [{ facet: 'role', value: 'Student' }];

/** For each check, an edit that no other would stop. */
const SAMPLES: Record<string, Edit> = {
  'known-block': { block: '0123456789ab', action: 'rewrite', tag: 'x', why, texts: ['A topic.'] },
  'right-place': { block, action: 'hide', tag: 'x', why },
  'gloss-in-text': { block, action: 'gloss', tag: 'x', why, form: 'service', text: 'A call.' },
};

describe('the checks', () => {
  it('each have a sample here, a name of their own and a version', () => {
    expect(CHECKS.map(({ name }) => name)).toEqual(Object.keys(SAMPLES));
    expect(CHECKS.filter(({ version }) => !(version >= 1))).toEqual([]);
  });

  it.each(CHECKS)('without $name a sample slips through', ({ name }) => {
    const edit = SAMPLES[name] as Edit;
    const refusing = CHECKS.filter((check) => check.check(edit, chapter, book) !== undefined).map(
      (check) => check.name,
    );
    expect(refusing).toEqual([name]);
    expect(checkEdit(edit, chapter, book)).toEqual([
      { check: name, block: edit.block, message: expect.stringMatching(/\S/) },
    ]);
  });

  it('find nothing wrong with a sound edit', () => {
    expect(
      checkEdit({ block, action: 'gloss', tag: 'x', why, form: 'topic', text: 'A stream.' }, chapter, book),
    ).toEqual([]);
  });
});
