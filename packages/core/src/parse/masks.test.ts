import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { allBlocks, maskLeaf, type Block, type Chapter } from '../index.ts';

const markdown = testBook({ syntax: { format: 'md' } });

const maskedIn = ({ source }: Chapter, { leaves }: Block): string[] =>
  leaves.map((leaf) => maskLeaf(source, leaf).text);
const originalsIn = ({ source }: Chapter, { leaves }: Block): string[] =>
  leaves.flatMap((leaf) => [...maskLeaf(source, leaf).originals.values()]);

function firstBlock(source: string, book = testBook()): { texts: string[]; originals: string[]; words: string[][] } {
  const chapter = testChapter(source, book);
  const block = chapter.blocks[0] as Block;
  const words = block.leaves.map((leaf) => [...leaf.words]);
  return { texts: maskedIn(chapter, block), originals: originalsIn(chapter, block), words };
}

describe('masked in prose', () => {
  it.each([
    ['inline code', 'run `a b` now', 'run ⟦1⟧ now', ['`a b`']],
    ['math', 'so $x^2$ grows', 'so ⟦1⟧ grows', ['$x^2$']],
    ['an image', 'see ![a *b*](c.png "d") here', 'see ⟦1⟧ here', ['![a *b*](c.png "d")']],
    ['a link’s target, not its text', 'read [the *docs*](x.md) now', 'read ⟦1⟧the *docs*⟦/1⟧ now', ['[', '](x.md)']],
    ['a link by reference', 'read [the docs][d] now\n\n[d]: x', 'read ⟦1⟧the docs⟦/1⟧ now', ['[', '][d]']],
    ['code in a link', '[see `x`](y)', '⟦1⟧see ⟦2⟧⟦/1⟧', ['[', '`x`', '](y)']],
    ['a bare address', 'at https://a.org/b_c_d or so', 'at ⟦1⟧ or so', ['https://a.org/b_c_d']],
    ['a bare www address', 'at www.a.org, or so', 'at ⟦1⟧, or so', ['www.a.org']],
    ['a bare e-mail address', 'ask a@b.org or c@d.org', 'ask ⟦1⟧ or ⟦2⟧', ['a@b.org', 'c@d.org']],
    ['an address that has no position', 'at "www.a.org" `b` or', 'at "⟦1⟧" ⟦2⟧ or', ['www.a.org', '`b`']],
    [
      'comments before one',
      'a <!-- b --> c <!-- d --> "www.a.org"',
      'a ⟦1⟧ c ⟦2⟧ "⟦3⟧"',
      ['<!-- b -->', '<!-- d -->', 'www.a.org'],
    ],
    ['two comments next to each other', '`a` <!-- b --><!-- c -->', '⟦1⟧ ⟦2⟧⟦3⟧', ['`a`', '<!-- b -->', '<!-- c -->']],
    ['a footnote reference', 'so it is[^1].\n\n[^1]: why', 'so it is⟦1⟧.', ['[^1]']],
    ['a component', 'press <Key name="a">Enter</Key> now', 'press ⟦1⟧ now', ['<Key name="a">Enter</Key>']],
    ['an expression', 'version {1 + 1} of it', 'version ⟦1⟧ of it', ['{1 + 1}']],
    ['a comment at the end', 'text <!-- no -->', 'text ⟦1⟧', ['<!-- no -->']],
    [
      'a comment in the middle',
      'one <!-- a --> two <!-- b --> `c`',
      'one ⟦1⟧ two ⟦2⟧ ⟦3⟧',
      ['<!-- a -->', '<!-- b -->', '`c`'],
    ],
    ['a comment in bold', '**one <!-- a --> two**', '**one ⟦1⟧ two**', ['<!-- a -->']],
  ])('is %s', (_, source, text, originals) => {
    expect(firstBlock(source)).toMatchObject({ texts: [text], originals });
  });

  it.each([
    ['HTML', 'press <kbd>Enter</kbd> now', 'press ⟦1⟧Enter⟦2⟧ now', ['<kbd>', '</kbd>']],
    ['an address in angle brackets', 'see <https://a.org> now', 'see ⟦1⟧ now', ['<https://a.org>']],
    ['a comment', 'one <!-- a --> two', 'one ⟦1⟧ two', ['<!-- a -->']],
  ])('is %s in plain Markdown', (_, source, text, originals) => {
    expect(firstBlock(source, markdown)).toMatchObject({ texts: [text], originals });
  });

  it('is nothing that is only written like a comment', () => {
    expect(firstBlock('one \\<!-- a --> two', markdown).originals).toEqual([]);
  });

  it('is not emphasis, strong text, deleted text or a line break', () => {
    expect(firstBlock('*a* **b** ~~c~~\\\nd').texts).toEqual(['*a* **b** ~~c~~\\\nd']);
  });
});

describe('numbers', () => {
  it('begin with 1 in every block', () => {
    const chapter = testChapter('`a` and `b`\n\n`c`\n\n> `d`\n>\n> `e`');
    expect(allBlocks(chapter.blocks).flatMap((block) => maskedIn(chapter, block))).toEqual([
      '⟦1⟧ and ⟦2⟧',
      '⟦1⟧',
      '⟦1⟧',
      '⟦1⟧',
    ]);
  });

  it('run on through the items of a list and the cells of a table', () => {
    expect(firstBlock('- `a`\n- b `c`\n  - `d`').texts).toEqual(['⟦1⟧', 'b ⟦2⟧', '⟦3⟧']);
    expect(firstBlock('| `a` | b |\n|---|---|\n| c | `d|` |').texts.slice(0, 2)).toEqual(['⟦1⟧', 'b']);
  });
});

describe('leaves', () => {
  it('of a list are its items’ paragraphs', () => {
    expect(firstBlock('1. one\n2. two\n   three\n\n   four\n3. > five').texts).toEqual([
      'one',
      'two\n   three',
      'four',
      'five',
    ]);
  });

  it('of a table are its cells, without the bars', () => {
    expect(firstBlock('| a  | b c |\n|---|:-:|\n|  *d* | `e` |\n| f |').texts).toEqual(['a', 'b c', '*d*', '⟦1⟧', 'f']);
  });

  it('of a footnote is its text', () => {
    const chapter = testChapter('a[^n]\n\n[^n]: why `so`');
    expect(chapter.blocks.map((block) => [block.kind, maskedIn(chapter, block)])).toEqual([
      ['paragraph', ['a⟦1⟧']],
      ['footnote', ['why ⟦1⟧']],
    ]);
  });

  it.each(['```js\na\n```', '$$\na\n$$', '<Card>text</Card>', '---', 'export const a = 1', '{1}'])(
    'has %s none',
    (source) => {
      expect(firstBlock(source).texts).toEqual([]);
    },
  );

  it.each([
    ['## Nodes *and* `topics`', 'Nodes *and* ⟦1⟧'],
    ['## Nodes {#nodes}', 'Nodes'],
    ['## Nodes `a` {#nodes} ##', 'Nodes ⟦1⟧'],
    ['## Nodes {/* #nodes */}', 'Nodes'],
    ['## Nodes ##', 'Nodes'],
    ['Nodes `a`\n===', 'Nodes ⟦1⟧'],
    ['## Sets {a} and {b}', 'Sets ⟦1⟧ and ⟦2⟧'],
  ])('of the heading %j is its text without its id', (source, text) => {
    expect(firstBlock(source).texts).toEqual([text]);
  });

  it('of an admonition is its title; its text is in blocks of its own', () => {
    const chapter = testChapter(':::note[A `b` title]\n\nText `c`.\n\n:::');
    expect(allBlocks(chapter.blocks).map((block) => [block.kind, maskedIn(chapter, block)])).toEqual([
      ['container', ['A ⟦1⟧ title']],
      ['paragraph', ['Text ⟦1⟧.']],
    ]);
  });

  it('of a title written the old way is the title', () => {
    const chapter = testChapter(':::note  A title\n\nText.\n\n:::');
    expect(maskedIn(chapter, chapter.blocks[0] as Block)).toEqual(['A title']);
  });
});

describe('words that a gloss may be attached to', () => {
  it('are those of text, also in emphasis', () => {
    expect(firstBlock('a **b *c*** `d` e').words).toEqual([['a ', 'b ', 'c', ' ', ' e']]);
  });

  it('are none of a link, an image, a heading or a heading in a list', () => {
    expect(firstBlock('[a *b*](c) ![d](e)').words).toEqual([[' ']]);
    expect(firstBlock('# a').words).toEqual([[]]);
    expect(firstBlock('- # a\n\n  b').words).toEqual([[], ['b']]);
  });
});
