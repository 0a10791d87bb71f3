import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder, hasCorpus, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../checks/index.ts';
import { alignChapters, alignPairs } from './align.ts';
import { drawSample, type SampledBlock, STRATA } from './sample.ts';
import { printSheet } from './sheets.ts';
import { suspicionsOf } from './suspicion.ts';

const book = testBook({ syntax: { format: 'detect' } });
const read = (path: string): string => readFileSync(join(corpusFolder, 'Azure__co-op-translator', path), 'utf8');
const aligned = (source: string, translation: string, language = 'ur'): ReturnType<typeof alignChapters> =>
  alignChapters(testChapter(source, book, 'docs/a.md'), testChapter(translation, book, 'docs/a.md'), language);

describe('a suspicion', () => {
  const suspicions = (source: string, translation: string, language = 'ur'): string[] =>
    aligned(source, translation, language).flatMap((block) => suspicionsOf(block, 1));

  it('falls on what is the source again, in one of its texts', () => {
    expect(suspicions('- Read the book\n- Go', '- Read the book\n- جائیں')).toEqual(['same']);
    expect(suspicions('Read the book', 'کتاب پڑھیں')).toEqual([]);
  });

  it('falls on what is much shorter or longer than usual', () => {
    expect(suspicions('Here is a sentence of some length.', 'جملہ')).toEqual(['length']);
  });

  it('falls on marks that are lost or new', () => {
    expect(suspicions('Run `a` now', 'ابھی چلائیں')).toEqual(['marks']);
    expect(suspicions('Run it now', 'ابھی `a` چلائیں')).toEqual(['marks']);
    expect(suspicions('Run **it** now', 'ابھی <b>یہ</b> چلائیں')).toEqual(['marks']);
  });

  it('falls on digits that are others, in whatever script they are written', () => {
    expect(suspicions('It takes 15 minutes', 'اس میں ۱۵ منٹ لگتے ہیں')).toEqual([]);
    expect(suspicions('It takes 15 minutes', 'اس میں ۱۶ منٹ لگتے ہیں')).toEqual(['digits']);
  });

  it('falls on a run of Latin words where the language has other letters', () => {
    const english = 'and this was left as it is here, word by word';
    expect(suspicions('One of the many sentences that are here.', `اردو ${english}`)).toEqual(['latin']);
    expect(suspicions('One of the many sentences that are here.', `français ${english}`, 'fr')).toEqual([]);
  });
});

describe('a sheet', () => {
  const items = aligned('See [the *book*](book.md), run `go`.', '`go` چلائیں، [کتاب](book.md) دیکھیں۔').map(
    (block) => ({
      item: 7,
      block,
    }),
  );

  it('shows source, translation and what the marks stand for', () => {
    const sheet = printSheet(items);
    expect(sheet).toContain('See ⟦1⟧the *book*⟦/1⟧, run ⟦2⟧.');
    expect(sheet).toContain('⟦2⟧ چلائیں، ⟦1⟧کتاب⟦/1⟧ دیکھیں۔');
    expect(sheet).toContain('Marks: ⟦1⟧ = link to book.md · ⟦2⟧ = `go`');
    expect(sheet).toContain('{"item":7,');
  });

  it('shows neither what the checks say nor how the block was drawn', () => {
    const sheet = printSheet(items);
    for (const word of [...STRATA, ...CHECKS.map(({ name }) => name).filter((name) => name.includes('-'))])
      expect(sheet).not.toContain(word);
  });
});

/** A folder outside the project to which the sheets are written, with the key that says which block is which item. */
const folder = process.env['ATTUNE_LABELS'];
const ON_A_SHEET = 50;

describe.skipIf(!hasCorpus())('the sample', () => {
  const draw = (): SampledBlock[] => drawSample(alignPairs(read, book).blocks);

  it('is three hundred blocks of eight languages, half of them drawn from all', () => {
    const sample = draw();
    expect(sample).toHaveLength(300);
    expect(new Set(sample.map(({ block }) => block.id)).size).toBe(300);
    expect(new Set(sample.map(({ block }) => block.language)).size).toBe(8);
    expect(sample.filter(({ stratum }) => stratum === 'uniform')).toHaveLength(150);
    expect(sample.filter(({ block }) => block.language === 'ur')).toHaveLength(60);
    expect(new Set(sample.map(({ block }) => block.chapter.path)).size).toBeGreaterThanOrEqual(12);
  });

  // A key that stands is not written over: answers may refer to it.
  it.runIf(folder)('is written as sheets', () => {
    const items = draw().map(({ block, stratum }, index) => ({ item: index + 1, block, stratum }));
    mkdirSync(folder as string, { recursive: true });
    const key = items.map(({ item, block, stratum }) => ({ item, id: block.id, stratum }));
    writeFileSync(join(folder as string, 'key.json'), JSON.stringify(key, undefined, 1), { flag: 'wx' });
    for (let at = 0; at < items.length; at += ON_A_SHEET) {
      const name = `sheet-${String(at / ON_A_SHEET + 1).padStart(2, '0')}.md`;
      writeFileSync(join(folder as string, name), printSheet(items.slice(at, at + ON_A_SHEET)));
    }
    expect(key).toHaveLength(300);
  });
});
