import fc from 'fast-check';
import { testChapter, VARIANTS } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { allBlocks } from '../index.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const paragraphs = fc.uniqueArray(
  fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  { minLength: 3, maxLength: 10 },
);
const quoted = (texts: readonly string[]): string => texts.map((text) => `> ${text}`).join('\n>\n');

const PLACES: Record<string, (texts: readonly string[]) => string> = {
  'at the top': (texts) => texts.join('\n\n'),
  'in a quote': quoted,
  'in an admonition': (texts) => `:::note\n\n${texts.join('\n\n')}\n\n:::`,
  'in a tab': (texts) => `<Tabs>\n<TabItem value="a">\n\n${texts.join('\n\n')}\n\n</TabItem>\n</Tabs>`,
  'in a condition': (texts) => `:::for{role="Student"}\n\n${texts.join('\n\n')}\n\n:::`,
};

/** The id of each paragraph, by its text. */
const idsByText = (source: string): Map<string, string> =>
  new Map(
    allBlocks(testChapter(source).blocks)
      .filter((block) => block.kind === 'paragraph')
      .map((block) => [source.slice(block.start, block.end), block.id]),
  );

describe.each(Object.entries(PLACES))('paragraphs %s', (_, write) => {
  const expectKeptIds = (change: (texts: string[], from: number, to: number) => string[]): void => {
    fc.assert(
      fc.property(paragraphs, fc.nat(), fc.nat(), (texts, from, to) => {
        const before = idsByText(write(texts));
        const after = idsByText(write(change([...texts], from % texts.length, to % texts.length)));
        expect(before.size).toBe(texts.length);
        const kept = [...before].filter(([text]) => after.has(text));
        expect(kept.length).toBeGreaterThanOrEqual(texts.length - 1);
        for (const [text, id] of kept) expect(after.get(text)).toBe(id);
      }),
      { numRuns: 40 },
    );
  };

  it('keep their ids when one moves', () => {
    expectKeptIds((texts, from, to) => texts.toSpliced(from, 1).toSpliced(to, 0, texts[from] as string));
  });

  it('keep their ids when another is edited', () => {
    expectKeptIds((texts, at) => texts.with(at, `${texts[at]} EDITED`));
  });

  it('keep their ids when one is inserted', () => {
    expectKeptIds((texts, at) => texts.toSpliced(at, 0, 'INSERTED'));
  });
});

describe('an id', () => {
  it('is a hash of what stands there, and a count among equals', () => {
    const [a, b, c, d] = testChapter('same\n\nother\n\nsame\n\nsame').blocks.map((block) => block.id);
    expect(a).toMatch(/^[0-9a-f]{12}$/);
    expect(b).not.toBe(a);
    expect([c, d]).toEqual([`${a}-1`, `${a}-2`]);
  });

  it('counts equals in containers too, so that each is one', () => {
    const ids = allBlocks(testChapter('same\n\n> same\n\n:::note\n\nsame\n\n:::').blocks).map((block) => block.id);
    expect(new Set(ids).size).toBe(5);
    expect(ids.filter((id) => id.startsWith(ids[0] as string))).toEqual([ids[0], `${ids[0]}-1`, `${ids[0]}-2`]);
  });

  it('does not depend on line ends', () => {
    const source = 'one\ntwo\n\n- a\n- b\n\n```\nx\n\ny\n```\n\n> q\n> r\n';
    const ids = Object.values(VARIANTS).map((write) =>
      allBlocks(testChapter(write(source)).blocks).map(({ id }) => id),
    );
    expect(new Set(ids.map((each) => each.join())).size).toBe(1);
  });
});
