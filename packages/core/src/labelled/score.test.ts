import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder, hasCorpus, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { alignChapters, alignPairs } from './align.ts';
import type { Defect, LabelledBlock } from './labels.ts';
import { printScore } from './print-score.ts';
import {
  type Judged,
  judgeLabelled,
  kappaOf,
  type Score,
  scoreAll,
  scoreChecks,
  scoreKind,
  shareOf,
  withoutUnseen,
} from './score.ts';

const book = testBook({ syntax: { format: 'detect' } });
const read = (path: string): string => readFileSync(join(corpusFolder, 'Azure__co-op-translator', path), 'utf8');

const judged = (agreed: Defect[], ...refusedBy: string[]): Judged => {
  const labels = agreed.length > 0 ? agreed : (['sound'] as const);
  return { label: { id: '', stratum: 'uniform', first: labels, second: labels, agreed: labels }, agreed, refusedBy };
};

describe('the score', () => {
  const all = [
    judged(['number'], 'numbers'),
    judged(['number'], 'language'),
    judged(['number']),
    judged([], 'numbers'),
    judged(['truncated'], 'length', 'truncation'),
    judged(['other']),
    judged([]),
  ];

  it('is about defective and sound, whatever the defect', () => {
    expect(scoreAll(all)).toEqual({ precision: { found: 3, of: 4 }, recall: { found: 3, of: 5 } });
  });

  it('of a kind is of the checks that look for it', () => {
    expect(scoreKind('number', all)).toMatchObject({
      precision: { found: 1, of: 2 },
      recall: { found: 1, of: 3 },
      anyCheck: { found: 2, of: 3 },
      noCheck: false,
    });
  });

  it('counts a check of two kinds as right with either', () => {
    expect(scoreKind('added', all).precision).toEqual({ found: 1, of: 1 });
  });

  it('says where no check looks', () => {
    expect(scoreKind('other', all)).toMatchObject({ recall: { found: 0, of: 1 }, noCheck: true });
    expect(printScore(all)).toContain('other (no check looks for it)');
  });

  it('is also told without the blocks whose defects no rule sees', () => {
    expect(withoutUnseen(all)).toEqual(all.filter(({ agreed }) => !agreed.includes('other')));
    expect(withoutUnseen([judged(['other', 'number'])])).toHaveLength(1);
  });

  it('of a check is of what it refuses', () => {
    expect(scoreChecks(all)).toContainEqual({
      check: 'language',
      defective: { found: 1, of: 1 },
      itsKind: { found: 0, of: 1 },
    });
  });
});

it('two readers who answer by lot agree no more than by chance', () => {
  const both = (first: 'sound' | 'other', second: 'sound' | 'other'): Pick<LabelledBlock, 'first' | 'second'> => ({
    first: [first],
    second: [second],
  });
  expect(kappaOf([both('sound', 'sound'), both('other', 'other')])).toBe(1);
  const lots = [both('sound', 'sound'), both('sound', 'other'), both('other', 'sound'), both('other', 'other')];
  expect(kappaOf(lots)).toBe(0);
});

describe('a labelled block', () => {
  const chapter = testChapter('It takes 15 minutes to read.', book, 'a.md');
  const aligned = alignChapters(chapter, testChapter('اسے پڑھنے میں 25 منٹ لگتے ہیں۔', book, 'a.md'), 'ur');
  const label: LabelledBlock = { id: aligned[0]!.id, stratum: 'uniform', first: ['number'], second: ['number'] };

  it('is given to the checks', () => {
    const found = judgeLabelled([{ ...label, agreed: ['number'] }], aligned, book);
    expect(found).toMatchObject([{ agreed: ['number'], refusedBy: ['numbers'] }]);
  });

  it('must be decided, and in the corpus', () => {
    expect(() => judgeLabelled([label], aligned, book)).toThrow('nobody has decided');
    expect(() => judgeLabelled([{ ...label, id: 'x' }], aligned, book)).toThrow('not in the corpus');
  });
});

/** Least precision and recall, typed from a measured run: of all labelled blocks, and of each kind of defect that a check looks for. */
const FLOORS = { precision: 0.98, recall: 0.9 };
const KIND_FLOORS: Partial<Record<Defect, typeof FLOORS>> = {
  untranslated: { precision: 0.99, recall: 0.93 },
  'wrong-language': { precision: 0.99, recall: 0.99 },
  placeholder: { precision: 0.99, recall: 0.91 },
  markup: { precision: 0.99, recall: 0.99 },
};

const labelsFile = new URL('labels.json', import.meta.url);

describe.skipIf(!hasCorpus() || !existsSync(labelsFile))('the checks on published translations', () => {
  it('find what two readers found wrong, and let pass what they found sound', () => {
    const labels = JSON.parse(readFileSync(labelsFile, 'utf8')) as LabelledBlock[];
    const { blocks } = alignPairs(read, book);
    const all = judgeLabelled(labels, blocks, book);
    console.log(`${printScore(all)}\n\nkappa of the two readers: ${kappaOf(labels).toFixed(2)}`);
    expect(labels).toHaveLength(300);
    const wrong = all.filter(({ agreed, refusedBy }) => agreed.length > 0 !== refusedBy.length > 0);
    const shown = wrong.map(({ label, refusedBy }) => JSON.stringify({ ...label, refusedBy })).join('\n');
    const kinds = Object.entries(KIND_FLOORS) as [Defect, typeof FLOORS][];
    const scores: [string, Score, typeof FLOORS][] = [
      ['all', scoreAll(all), FLOORS],
      ...kinds.map(([kind, floors]): [string, Score, typeof FLOORS] => [kind, scoreKind(kind, all), floors]),
    ];
    for (const [name, { precision, recall }, floors] of scores) {
      expect(shareOf(precision), `precision of ${name}\n${shown}`).toBeGreaterThanOrEqual(floors.precision);
      expect(shareOf(recall), `recall of ${name}\n${shown}`).toBeGreaterThanOrEqual(floors.recall);
    }
  });
});
