import type { Edit } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../check.ts';
import { rightPlace } from './index.ts';

const chapter = testChapter(
  [
    'text',
    ...[
      'for{role="Student"}',
      'otherwise',
      'basics[A]',
      'depth[B]',
      'step[C]{role="Student"}',
      'instead[D]',
      'note',
    ].map((opening) => `:::${opening}\n\nin ${opening}\n\n:::`),
    '::primer{name="x"}',
  ].join('\n\n'),
);
const ids = chapter.blocks.map((block) => block.id);
const names = chapter.blocks.map((block) => block.mark?.name ?? block.name ?? block.kind);
const check = (edit: Partial<Edit>): Verdict =>
  rightPlace.check({ block: '', action: 'show', tag: 'x', why: [], ...edit }, chapter, testBook());
const allowed = (action: Edit['action']): string[] =>
  names.filter((_, at) => check({ action, block: ids[at] as string }) === undefined);

describe('the right place', () => {
  it('of a fold is a passage of basics or depth', () => {
    expect(allowed('fold')).toEqual(['basics', 'depth']);
  });

  it('of showing is what Original does not have, of hiding what it has in its place', () => {
    expect(allowed('show')).toEqual(['for', 'instead', 'primer']);
    expect(allowed('hide')).toEqual(['otherwise', 'step']);
  });

  it('of anything else is anywhere', () => {
    expect(allowed('rewrite')).toEqual(names);
  });

  it('of what is replaced is what may be hidden: nothing stands in for the author’s other words', () => {
    const [text, condition, otherwise] = ids as [string, string, string];
    expect(check({ block: condition, replaces: otherwise })).toBeUndefined();
    expect(check({ block: condition, replaces: text })).toBe('only otherwise, step can be replaced');
  });
});
