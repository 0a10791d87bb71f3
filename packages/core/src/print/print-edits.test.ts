import type { Edit, Inline } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allBlocks, type Chapter, printMarkdown, withTrees } from '../index.ts';
import { parseTree, type TreeNode } from '../parse/tree.ts';

const book = testBook();

type Given = Partial<Edit> & { readonly at: number };

function editsOf(chapter: Chapter, given: readonly Given[]): Edit[] {
  const blocks = allBlocks(chapter.blocks);
  return given.map(({ at, ...edit }) => {
    const why = [{ facet: 'role', value: 'Student' }];
    return withTrees({ block: blocks[at]!.id, action: 'rewrite', tag: 'x', why, ...edit }, chapter, book);
  });
}

function printed(source: string, ...given: Given[]): string {
  const chapter = testChapter(source, book);
  return printMarkdown(chapter, editsOf(chapter, given), book);
}

const insert = (at: number, text: string, position: Edit['position'] = 'after'): Given => ({
  at,
  action: 'insert',
  position,
  text,
});

describe('a rewrite', () => {
  it('stands in the author’s place, with the author’s code, formulas and links', () => {
    expect(printed('A `b|c` $x_1$ [d *e*](f.md "g").\nEnd.\n', { at: 0, texts: ['⟦3⟧New⟦/3⟧: ⟦2⟧, ⟦1⟧ $&.'] })).toBe(
      '[New](f.md "g"): $x_1$, `b|c` \\$&.\n',
    );
  });

  it('keeps marks of lists, tables, headings and quotes', () => {
    expect(printed('* a\n  1) b `c`\n* [ ] d\n', { at: 0, texts: ['A', '⟦1⟧ B', 'D'] })).toBe(
      '* A\n  1) `c` B\n* [ ] D\n',
    );
    expect(printed('|a|`b\\|c`|\n|:-|-:|\n|d|e|\n', { at: 0, texts: ['A', '⟦1⟧', 'D | d', 'E'] })).toBe(
      '|A|`b\\|c`|\n|:-|-:|\n|D \\| d|E|\n',
    );
    expect(printed('| a | | b |\n|-|-|-|\n|  |c||\n', { at: 0, texts: ['A', 'B', 'C'] })).toBe(
      '| A | | B |\n|-|-|-|\n|  |C||\n',
    );
    expect(printed('## A `b` {#c}\n\nText\n', { at: 0, texts: ['C# ⟦1⟧'] })).toBe('## C# `b` {#c}\n\nText\n');
    expect(printed('> a\n> b `c\n> d`\n>\n> e\n', { at: 1, texts: ['A ⟦1⟧ b'] })).toBe('> A `c\n> d` b\n>\n> e\n');
  });

  it('names the label of a link that was its own label', () => {
    expect(printed('A [b] and [c][].\n\n[b]: x\n[c]: y\n', { at: 0, texts: ['⟦2⟧d⟦/2⟧, ⟦1⟧e⟦/1⟧ (f)'] })).toBe(
      '[d][c], [e][b] (f)\n\n[b]: x\n[c]: y\n',
    );
  });

  it('keeps a callout’s sign on a line of its own', () => {
    expect(printed('> [!TIP]\n> Some words.\n', { at: 1, texts: ['[!TIP] Other words.'] })).toBe(
      '> [!TIP]\n> Other words.\n',
    );
    expect(printed('> [!NOTE]  \r\n> Some words\r\n> more.\r\n', { at: 1, texts: ['[!NOTE] Other words.'] })).toBe(
      '> [!NOTE]  \r\n> Other words.\r\n',
    );
    expect(printed('[!TIP] Some words.\n', { at: 0, texts: ['[!TIP] Other words.'] })).toBe('\\[!TIP] Other words.\n');
  });

  it('does not become a list, a module’s line, an image or a longer piece of code', () => {
    expect(printed('a\n', { at: 0, texts: ['import a from b'] })).toBe('&#x69;mport a from b\n');
    expect(printed('1. a [b](c) `d` `e`\n', { at: 0, texts: ['see!⟦1⟧B⟦/1⟧ ⟦2⟧⟦3⟧'] })).toBe(
      '1. see\\![B](c) `d` `e`\n',
    );
  });

  it('has glosses behind its own words', () => {
    const gloss: Given = { at: 0, action: 'gloss', form: 'node', term: 'node', text: 'A part.' };
    const chapter = testChapter('A thing `node`.\n', book);
    const edits = editsOf(chapter, [{ at: 0, texts: ['⟦1⟧ is a **node** or node.'] }, gloss]);
    expect(printMarkdown(chapter, edits, book)).toBe('`node` is a **node (*A part.*)** or node.\n');
  });

  const special = '*_[]<>{}$~:#&!|()`\\-+=^@./"\' \n1aé۔اimport'.split('');
  const words = fc.array(fc.constantFrom(...special, 'a:b', '&amp;', '](x)', '{#id}'), { maxLength: 12 });
  const text = words.map((letters) => letters.join(''));
  const leaf: fc.Arbitrary<Inline[]> = fc
    .array(
      fc.oneof(
        text,
        fc.record({ type: fc.constantFrom('emphasis', 'strong'), children: text.map((value) => [`x${value}x`]) }),
        fc.constant<Inline>({ type: 'mask', number: 1 }),
        text.map((value): Inline => ({ type: 'mask', number: 2, children: [value] })),
        fc.constant<Inline>({ type: 'code', value: 'a`b' }),
      ),
      { maxLength: 6 },
    )
    .map((inlines) => ['w ', ...(inlines as Inline[])]);

  it.each([
    ['a paragraph', 'x `c|d` [l](u)\n', '`c|d`'],
    ['a list', '- x `c|d` [l](u)\n', '`c|d`'],
    ['a heading', '# x `c|d` [l](u)\n', '`c|d`'],
    ['a table', '| x `c\\|d` [l](u) |\n| - |\n', '`c\\|d`'],
  ])('reads back as the same words, in %s', (_, source, code) => {
    const chapter = testChapter(source, book);
    const block = chapter.blocks[0]!.id;
    fc.assert(
      fc.property(leaf, (inlines) => {
        const edit: Edit = { block, action: 'rewrite', tag: 'x', why: [], leaves: [inlines] };
        const output = printMarkdown(chapter, [edit], book);
        const tree = parseTree(output, 'mdx', book.syntax);
        expect(tree.children).toHaveLength(1);
        expect(wordsIn(tree)).toBe(wordsOf(inlines));
        if (inlines.some((inline) => typeof inline === 'object' && inline.type === 'mask' && !inline.children))
          expect(output).toContain(code);
      }),
      { numRuns: 400 },
    );
  });
});

const bare = (text: string): string => text.replace(/\s+/g, '');
const wordsIn = ({ value = '', children = [] }: TreeNode): string => bare(value + children.map(wordsIn).join(''));
const wordsOf = (inlines: readonly Inline[]): string =>
  bare(
    inlines
      .map((inline) => {
        if (typeof inline === 'string') return inline;
        if (inline.type === 'code') return inline.value;
        return inline.type === 'mask' && !inline.children ? 'c|d' : wordsOf(inline.children ?? []);
      })
      .join(''),
  );

describe('an insert', () => {
  it('stands before or behind its block, with empty lines round it', () => {
    expect(printed('# A\nText\n```\nc\n```\n', insert(1, 'Note', 'before'), insert(1, 'More'))).toBe(
      '# A\n\nNote\n\nText\n\nMore\n\n```\nc\n```\n',
    );
    expect(printed('A\r\n\r\nB', insert(0, 'N\n\nM'))).toBe('A\r\n\r\nN\r\n\r\nM\r\n\r\nB');
  });

  it('stays in the quote or the admonition of its block', () => {
    expect(printed('> a\n>\n> b\n', insert(1, 'N\n\n- c'))).toBe('> a\n> \n> N\n> \n> - c\n>\n> b\n');
    expect(printed(':::note\n\na\n\n:::\n', insert(1, 'N'))).toBe(':::note\n\na\n\nN\n\n:::\n');
  });

  it('joins no list of its neighbours', () => {
    expect(printed('- a\n\nb\n\n1. c\n', insert(0, '- x'), insert(1, '- y', 'before'), insert(1, '1. z'))).toBe(
      '- a\n\n+ x\n\n* y\n\nb\n\n1) z\n\n1. c\n',
    );
  });

  it('may have a table with code of the author’s', () => {
    expect(printed('A `b|c`\n', insert(0, '| x | y |\n| - | - |\n| ⟦1⟧ | z |\n'))).toBe(
      'A `b|c`\n\n| x | y |\n| - | - |\n| `b\\|c` | z |\n',
    );
  });

  it('is no part of a passage that is hidden', () => {
    expect(printed(':::for{role="Student"}\n\na\n\n:::\n\nb\n', insert(0, 'N'))).toBe('b\n');
  });
});

describe('a correction', () => {
  it('prints the author’s words and the reason below it', () => {
    const correction: Given = {
      at: 0,
      action: 'correct',
      texts: ['Six ⟦1⟧.'],
      original: 'Five ⟦1⟧ <b>.',
      text: '5 < 6.',
    };
    expect(printed('Five `m` b.\nC\n', correction)).toBe(
      'Six `m`.\n\n> 5 \\< 6. The author wrote: “Five `m` \\<b>.”\n',
    );
    expect(printed('> Five `m`.\n', { ...correction, at: 1, language: 'ur' })).toContain(
      '\n> \n> > 5 \\< 6. مصنف نے لکھا: “',
    );
  });
});

it('everything outside the edits is the author’s, byte for byte', () => {
  const source =
    '---\na: 1\n---\n\nimport A from "a";\n\n# T\n\nx\n\n```js\n$&\n```\n\n$$\ny\n$$\n\n<A b={1} />\n\n*  z\n';
  const output = printed(source, { at: 3, texts: ['X $$ $&'] }, insert(3, 'N $1'));
  expect(output).toBe(source.replace('\nx\n', () => '\nX \\$\\$ \\$&\n\nN \\$1\n'));
});
