import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder, testBook } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { alignPairs } from './align.ts';
import { type Answer, type Label, readAnswers } from './labels.ts';
import { type KeyEntry, mergeLabels, printOpinions } from './merge-labels.ts';
import { printSheet } from './sheets.ts';

const book = testBook({ syntax: { format: 'detect' } });
const read = (path: string): string => readFileSync(join(corpusFolder, 'Azure__co-op-translator', path), 'utf8');

const answer = (item: number, ...labels: Label[]): Answer => ({ item, labels, reason: `because of ${item}` });
const key: KeyEntry[] = [
  { item: 1, id: 'a', stratum: 'uniform' },
  { item: 2, id: 'b', stratum: 'suspect' },
];
const first = [answer(1, 'sound'), answer(2, 'number')];
const second = [answer(1, 'sound'), answer(2, 'sound')];

describe('answers', () => {
  it('are read line by line, whatever stands round them, labels in one order', () => {
    const text = '```\n{"item":1,"labels":["number","untranslated"],"reason":"x"}\n\n```\n';
    expect(readAnswers(text)).toEqual([{ item: 1, labels: ['untranslated', 'number'], reason: 'x' }]);
  });

  it.each([
    '{"item":1,"labels":[]}',
    '{"item":1,"labels":["good"]}',
    '{"item":1,"labels":["sound","number"]}',
    '{"labels":["sound"]}',
  ])('are refused: %s', (line) => expect(() => readAnswers(line)).toThrow('this is no answer'));
});

describe('labels of two readers', () => {
  it('are agreed where they are the same', () => {
    const { labels, disagreements } = mergeLabels(key, { first, second, third: [] });
    expect(labels).toEqual([
      { id: 'a', stratum: 'uniform', first: ['sound'], second: ['sound'], agreed: ['sound'] },
      { id: 'b', stratum: 'suspect', first: ['number'], second: ['sound'] },
    ]);
    expect(disagreements.map(({ item }) => item)).toEqual([2]);
    expect(printOpinions(disagreements[0]!)).toBe(
      'Reader 1: number (because of 2)\n\nReader 2: sound (because of 2)\n',
    );
  });

  it('are decided by a third reading where they differ, and there alone', () => {
    const { labels, disagreements } = mergeLabels(key, {
      first,
      second,
      third: [answer(1, 'other'), answer(2, 'number')],
    });
    expect(labels.map(({ agreed }) => agreed)).toEqual([['sound'], ['number']]);
    expect(disagreements).toEqual([]);
  });

  it('are refused where a reader left one out or answered it twice', () => {
    expect(() => mergeLabels(key, { first, second: [answer(1, 'sound')], third: [] })).toThrow('item 2 has no answer');
    expect(() => mergeLabels(key, { first: [...first, answer(2, 'sound')], second, third: [] })).toThrow('twice');
  });
});

/** The folder of the sheets: key.json, first/*.jsonl, second/*.jsonl and, once the third sheet is answered, third/*.jsonl. */
const folder = process.env['ATTUNE_LABELS'];
const answersIn = (name: string): Answer[] => {
  const own = join(folder as string, name);
  const files = readdirSync(folder as string).includes(name)
    ? readdirSync(own).filter((file) => file.endsWith('.jsonl'))
    : [];
  return files.flatMap((file) => readAnswers(readFileSync(join(own, file), 'utf8')));
};

describe.runIf(folder)('the answers to the sheets', () => {
  it.runIf(folder && answersIn('first').length > 0)(
    'are merged into labels.json and a sheet of what is not decided',
    () => {
      const readers = { first: answersIn('first'), second: answersIn('second'), third: answersIn('third') };
      const entries = JSON.parse(readFileSync(join(folder as string, 'key.json'), 'utf8')) as KeyEntry[];
      const { labels, disagreements } = mergeLabels(entries, readers);
      const { blocks } = alignPairs(read, book);
      const items = disagreements.map((own) => ({
        item: own.item,
        block: blocks.find(({ id }) => id === own.id)!,
        opinions: printOpinions(own),
      }));
      writeFileSync(
        join(folder as string, 'labels.json'),
        `[\n${labels.map((label) => JSON.stringify(label)).join(',\n')}\n]\n`,
      );
      writeFileSync(join(folder as string, 'sheet-third.md'), printSheet(items));
      console.log(`labels: ${labels.length}, undecided: ${items.length}`);
      expect(items.every(({ block }) => block)).toBe(true);
    },
  );
});
