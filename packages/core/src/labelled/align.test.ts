import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder, hasCorpus, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { alignChapters, alignPairs } from './align.ts';

const book = testBook({ syntax: { format: 'detect' } });
const read = (path: string): string => readFileSync(join(corpusFolder, 'Azure__co-op-translator', path), 'utf8');

/** The texts of each block that is aligned. */
function texts(source: string, translation: string): (readonly string[])[] {
  const own = testChapter(source, book, 'docs/a.md');
  return alignChapters(own, testChapter(translation, book, 'docs/i18n/ur/a.md'), 'ur').map(({ edit }) => edit.texts);
}

describe('a block aligned with its translation', () => {
  it('has the marks of the source, in the order of the translation', () => {
    expect(texts('Run `a`, then `b`.', 'پہلے `b` پھر `a` چلائیں۔')).toEqual([['پہلے ⟦2⟧ پھر ⟦1⟧ چلائیں۔']]);
  });

  it('has a link in marks where its target is the page in the other language', () => {
    const source = 'See [setup](setup.md#keys) and [home](../README.md).';
    expect(texts(source, '[ا](setup.md#keys) اور [ب](../../../translations/ur/README.md)')).toEqual([
      ['⟦1⟧ا⟦/1⟧ اور ⟦2⟧ب⟦/2⟧'],
    ]);
  });

  it('has an image as a mark, whatever its description', () => {
    expect(texts('Look: ![a map](../img/map.png)', 'دیکھیں: ![نقشہ](../../../img/map.png)')).toEqual([['دیکھیں: ⟦1⟧']]);
  });

  it('has as it is written what the source has not, or not so often', () => {
    expect(texts('Run `a` at [x](x.md).', '`a` اور `a` اور `c` اور [ا](y.md)')).toEqual([
      ['⟦1⟧ اور `a` اور `c` اور [ا](y.md)'],
    ]);
  });

  it('keeps a mark that moved to another leaf', () => {
    expect(texts('- one `a`\n- two `b`', '- ایک `b`\n- دو')).toEqual([['ایک ⟦2⟧', 'دو']]);
  });
});

describe('chapters', () => {
  it('are aligned between headings, code and images only where the same kinds of blocks stand', () => {
    const source = '# A\n\nOne.\n\nTwo.\n\n```\nx\n```\n\nThree.\n\n## B\n\n- four\n- five\n\nSix.';
    const translation = '# ا\n\nایک۔ دو۔\n\n```\nx\n```\n\nتین۔\n\n## ب\n\n- چار\n\nچھ۔';
    expect(texts(source, translation)).toEqual([['ا'], ['تین۔'], ['ب'], ['چھ۔']]);
  });

  it('lose a heading without losing what follows the next', () => {
    expect(texts('# A\n\nOne.\n\n## B\n\nTwo.', '\u200F# ا\n\nایک۔\n\n## ب\n\nدو۔')).toEqual([['ب'], ['دو۔']]);
  });
});

describe.skipIf(!hasCorpus())('the published translations', () => {
  it('are aligned, nearly all of their blocks', () => {
    const { blocks, of } = alignPairs(read, book);
    console.log(`aligned: ${blocks.length} of ${of} blocks with prose`);
    expect(blocks.length / of).toBeGreaterThan(0.99);
    expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length);
  });
});
