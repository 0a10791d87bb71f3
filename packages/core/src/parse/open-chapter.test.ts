import { joinSlices, testBook, testChapter, VARIANTS } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { allBlocks, formatOf } from '../index.ts';

describe('a file that does not compile as MDX', () => {
  const source = '# A\n\nFine.\n\nlatency <100 ms\n';

  it('is read as plain Markdown, and says where MDX fails', () => {
    const chapter = testChapter(source);
    expect(chapter.plainMarkdown).toBe(true);
    expect(chapter.readable).toBe(true);
    expect(chapter.blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'paragraph']);
    expect(chapter.findings).toMatchObject([
      { rule: 'not-mdx', severity: 'warning', file: 'chapter.md', line: 5, column: 10 },
    ]);
    expect(chapter.findings[0]?.remedy).toBe('mend the place, or set format: md for this file');
  });

  it('has the place that it has in the file, also with CRLF, a BOM and changes of the loader before it', () => {
    const changed = `---\na: 1\n---\n\n# B {#b}\n\n:::note Title\n\n${source}\n:::\n`;
    const [finding] = testChapter(VARIANTS['with a BOM and CRLF'](changed)).findings;
    expect(finding).toMatchObject({ rule: 'not-mdx', line: 13, column: 10 });
  });

  it('is no finding where the format is plain Markdown anyway', () => {
    const chapter = testChapter(source, testBook({ syntax: { format: 'detect' } }));
    expect([chapter.plainMarkdown, chapter.findings]).toEqual([true, []]);
  });
});

describe('the format', () => {
  it.each([
    ['a.md', '', 'mdx', 'mdx'],
    ['a.md', '', 'detect', 'md'],
    ['a.mdx', '', 'detect', 'mdx'],
    ['a.mdx', '', 'md', 'md'],
    ['a.md', '---\nmdx:\n  format: md\n---\n', 'mdx', 'md'],
    ['a.mdx', '---\r\ntitle: x\r\nmdx:\r\n  format: "mdx"\r\n---\r\n', 'md', 'mdx'],
    ['a.md', '\uFEFF---\nmdx:\n  format: detect\n---\n', 'mdx', 'md'],
    ['a.md', 'mdx:\n  format: md\n', 'mdx', 'mdx'],
  ] as const)('of %s beginning %j with the site’s %s is %s', (path, source, site, format) => {
    expect(formatOf(path, source, site)).toBe(format);
  });
});

describe('blocks', () => {
  it('are of the kind that they are', () => {
    const source = [
      ...['---\na: 1\n---', 'import A from "a"', '# H', 'p', '- l', '| t |\n|---|', '```\nc\n```', '$$\nm\n$$'],
      ...['<A/>', '{1}', '> q', '---', ':::note\n\nn\n\n:::', '::primer{name="x"}', '[d]: e', '[^f]: g'],
    ].join('\n\n');
    expect(testChapter(source).blocks.map((block) => block.kind)).toEqual([
      ...['frontMatter', 'esm', 'heading', 'paragraph', 'list', 'table', 'code', 'math'],
      ...['jsx', 'expression', 'quote', 'break', 'container', 'directive', 'definition', 'footnote'],
    ]);
  });

  it.each([
    ['a quote', '> one\n>\n> two', ['> one\n>\n> two', 'one', 'two']],
    ['an admonition', ':::tip\n\none\n\n:::', [':::tip\n\none\n\n:::', 'one']],
    ['details', '<details>\n<summary>s</summary>\n\none\n\n</details>', [expect.anything(), 'one']],
    ['tabs', '<Tabs>\n<TabItem value="a">\n\none\n\n</TabItem>\n</Tabs>', [expect.anything(), 'one']],
  ])('of %s are blocks of their own', (_, source, slices) => {
    const found = allBlocks(testChapter(source).blocks).map(({ start, end }) => source.slice(start, end));
    expect(found).toEqual(slices);
  });

  it('of other components are not', () => {
    expect(allBlocks(testChapter('<Card>\n\none\n\n</Card>').blocks)).toHaveLength(1);
  });

  it('say which definitions they use, and the chapter where those stand', () => {
    const chapter = testChapter('[a][x] and [b][x] and[^n]\n\n[x]: y\n\n[^n]: z');
    expect(chapter.blocks[0]?.uses).toEqual(['x', 'n']);
    const slices = Object.entries(chapter.definitions).map(([name, { start, end }]) => [
      name,
      chapter.source.slice(start, end),
    ]);
    expect(slices).toEqual([
      ['x', '[x]: y'],
      ['n', '[^n]: z'],
    ]);
  });

  it('are those that components alone in a paragraph make', () => {
    const source = '<A/> <B/>\n\n{1}\n\n<C/> text';
    const chapter = testChapter(source);
    expect(chapter.blocks.map(({ kind }) => kind)).toEqual(['jsx', 'jsx', 'expression', 'paragraph']);
    expect(joinSlices(chapter)).toBe(source);
  });
});

describe('a revision', () => {
  const revisionOf = (source: string): string => testChapter(source).revision;

  it('is another when text changes or moves', () => {
    const revisions = ['a\n\nb', 'b\n\na', 'a\n\nc', 'a\n\nb\n\nc', '> a\n\nb'].map(revisionOf);
    expect(new Set(revisions).size).toBe(5);
  });

  it('is the same with other line ends, a BOM, or more empty lines', () => {
    const source = '# A\n\nb\nc\n\n- d\n';
    const same = [...Object.values(VARIANTS).map((write) => write(source)), '# A\n\n\n\nb\nc\n\n- d\n\n'];
    expect(new Set(same.map(revisionOf)).size).toBe(1);
  });
});
