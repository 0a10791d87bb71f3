import type { Adaptation, Edit, Maker, PlannedBlock } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { kindOf } from './kinds.ts';
import { measureBundle } from './measure-bundle.ts';

const book = { ...testBook(), rewriting: true };
const PROSE = 'It is as long as this one here.';
const chapter = testChapter(`${PROSE}\n\n${PROSE.replace('It', 'He')}\n\n    code()\n`, book);
const [first, second] = chapter.blocks.map(({ id }) => id) as [string, string];
const opened = { book, chapters: new Map([[chapter.id, chapter]]) };
const maker: Maker = { model: 'a/b', prompts: 'x', at: new Date(0).toISOString() };
const projection = { programming_experience: 'Beginner' };
const kind = kindOf(projection, book.facets);
const advanced = kindOf({ programming_experience: 'Advanced' }, book.facets);

const plan = (block: string, need?: string): PlannedBlock => ({
  key: '0'.repeat(64),
  chapter: chapter.id,
  block,
  projection,
  entry: need === undefined ? null : { block, terms: [], need, does: ['rewrite'], tags: ['t'] },
  maker,
});

const rewrite = (block: string, text: string): Edit => ({ block, action: 'rewrite', texts: [text], tag: 't', why: [] });

const adaptation = (block: string, edits: Edit[], more: Partial<Adaptation> = {}): Adaptation => ({
  key: '0'.repeat(64),
  chapter: chapter.id,
  block,
  projection,
  state: 'done',
  edits,
  refused: [],
  remarks: [],
  asked: 1,
  certificate: {},
  maker,
  ...more,
});

const plans = [plan(first, 'Say more.'), plan(second)];
const twice = rewrite(first, PROSE + PROSE);
const measured = (adaptations: Adaptation[]) => measureBundle({ plans, adaptations, reviews: [] }, opened);

describe('what is measured of a bundle', () => {
  it('is how many blocks a plan names, and how much longer a rewrite is than its source', () => {
    const { planned, answers, growth } = measured([adaptation(first, [twice])]);
    expect(planned(kind, 'prose').share).toBe(0.5);
    expect(planned(kind, 'prose').entries.map(({ need }) => need)).toEqual(['Say more.']);
    expect(answers(kind, undefined, true, 'prose').ratio).toBe(2);
    // One of two paragraphs is twice as long.
    expect(growth(kind, undefined)).toBe(1.5);
  });

  it('is what a model writes: in the chapter’s own language the changes alone, in another all of it', () => {
    const more = adaptation(first, [rewrite(first, `${PROSE} So it is.`)]);
    const other = adaptation(second, [rewrite(second, PROSE + PROSE)], { language: 'fr' });
    const { answers } = measured([more, other]);
    const change = JSON.stringify([{ after: 'x'.repeat(33), say: ' So it is.' }]);
    expect(answers(kind, undefined, true, 'prose').written).toBeCloseTo(change.length / PROSE.length);
    expect(answers(kind, 'fr', false, 'prose').written).toBe(2);
    const instead = measured([adaptation(first, [rewrite(first, PROSE.replace('long', 'short'))])]);
    const replaced = JSON.stringify([{ instead: 'long', say: 'short' }]);
    expect(instead.answers(kind, undefined, true, 'prose').written).toBeCloseTo(replaced.length / PROSE.length);
  });

  it('is what was asked for again: by the checks, or with a remark of a second look', () => {
    const of = (more: Partial<Adaptation>) =>
      measured([adaptation(first, [twice], more)]).answers(kind, undefined, true, 'prose').samples[0];
    expect(of({})).toMatchObject({ repaired: false });
    expect(of({ asked: 2 })).toMatchObject({ repaired: true });
    expect(of({ asked: 2, remarks: ['Wrong.'] })).toMatchObject({ repaired: false, remark: 'Wrong.' });
    expect(of({ asked: 3, remarks: ['Wrong.'] })).toMatchObject({ repaired: true, remark: 'Wrong.' });
  });

  it('counts letters of another script for more, and gives a kind that was not measured what the nearest has', () => {
    const translated = adaptation(second, [rewrite(second, 'ا'.repeat(PROSE.length))], { language: 'ur' });
    const { answers, growth, about } = measured([adaptation(first, [twice]), translated]);
    expect(about.languages).toEqual(['ur']);
    expect(answers(kind, 'ur', false, 'prose').ratio).toBe(2.5);
    expect(growth(advanced, 'ur')).toBe(2.5 * 1.5);
    expect(answers(advanced, undefined, true, 'prose').ratio).toBe(2);
  });

  it('leaves out blocks that have changed since, and is refused where nothing is left', () => {
    const gone = measured([adaptation(first, [twice]), adaptation('ffffffffffff', [twice])]);
    expect(gone.about.adaptations).toBe(1);
    expect(() => measured([adaptation('ffffffffffff', [twice])])).toThrow('nothing of the chapters as they are now');
  });
});
