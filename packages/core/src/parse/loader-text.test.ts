import { createRequire } from 'node:module';
import fc from 'fast-check';
import { Syntax } from '@attune/contract';
import { joinSlices, testBook, testChapter, VARIANT_NAMES, VARIANTS } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { allBlocks } from '../index.ts';
import { asLoaderReads } from './loader-text.ts';
import { originOf } from './mapped-text.ts';

const { default: preprocess } = createRequire(import.meta.url)('@docusaurus/mdx-loader/lib/preprocessor.js') as {
  default: (input: object) => string;
};
const syntax = Syntax.parse({});
const loaded = (fileContent: string, headingIds = true): string =>
  preprocess({
    fileContent,
    filePath: 'chapter.md',
    admonitions: true,
    markdownConfig: { mdx1Compat: { comments: true, admonitions: true, headingIds } },
  });

const SAMPLES = {
  'an mdx-code-block': 'a\n\n```mdx-code-block\n<Tabs>\n\nb\n\n</Tabs>\n```\n\nc\n',
  'an indented one of four': '  ````  mdx-code-block\nb\n  ````\nc\n',
  'two in a row': '```mdx-code-block\na\n```\n\n```mdx-code-block\nb\n```\n',
  'a heading id': '# A {#a}\n\ntext {/* {#no} */}\n\n## B {#b}\n',
  'a heading id that is escaped': '# A \\{#a}\n',
  'an admonition title': ':::note A title here\n\ntext\n\n:::\n',
  'one in a quote': '> > :::tip A\n> >\n> > text\n> >\n> > :::\n',
  'one that has a label': ':::note[A]\n\ntext\n\n:::\n',
  'one of an unknown name': ':::house A\n\ntext\n\n:::\n',
  'one in code': '```md\n:::note A\n```\n',
  'all at once': '# A {#a}\n\n```mdx-code-block\n:::tip B\n\n## C {#c}\n\n:::\n```\n\nd\n',
};

describe.each(Object.entries(SAMPLES))('the loader’s changes to %s', (_, sample) => {
  it.each(VARIANT_NAMES)('are ours, and slices stay exact, %s', (name) => {
    const source = VARIANTS[name](sample);
    const text = source.replace(/^\uFEFF/, '');
    expect(asLoaderReads(text, syntax).text).toBe(loaded(text));
    const chapter = testChapter(source);
    expect(joinSlices(chapter)).toBe(source);
    expect(allBlocks(chapter.blocks).map(({ id }) => id)).toEqual(
      allBlocks(testChapter(sample).blocks).map(({ id }) => id),
    );
  });
});

it('makes the loader’s changes to anything', () => {
  const pieces = [
    '\n',
    '\r\n',
    ' ',
    '```',
    '````',
    'mdx-code-block',
    ':::',
    '::::',
    'note',
    'tip',
    ' Title',
    '> ',
    '#',
    '{#',
    '}',
    '\\',
    'a',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      expect(asLoaderReads(text, syntax).text).toBe(loaded(text));
    }),
    { numRuns: 2_000 },
  );
});

it('takes a backslash away behind an id, as the loader does', () => {
  const text = '#{#\\\\{# a';
  expect(asLoaderReads(text, syntax).text).toBe(loaded(text));
  expect(asLoaderReads(text, syntax).text).toBe('#\\{#\\{# a');
});

it('leaves heading ids where the site says so', () => {
  const text = '# A {#a}';
  expect(asLoaderReads(text, { ...syntax, headingIds: false }).text).toBe(loaded(text, false));
});

it('knows where what it unwrapped came from', () => {
  const source = 'a\n\n```mdx-code-block\n<b>c</b>\n```\n\nend';
  const mapped = asLoaderReads(source, syntax);
  for (const part of ['a', '<b>c</b>', 'end']) {
    expect(source.indexOf(part)).toBe(originOf(mapped, mapped.text.indexOf(part)));
  }
});

it('gives blocks the places that they have in the file', () => {
  const chapter = testChapter('# A {#a}\n\n```mdx-code-block\n:::tip B\n\ntext\n\n:::\n```\n\nlast\n', testBook());
  const places = allBlocks(chapter.blocks).map(({ kind, start, end, line, column }) => [
    kind,
    chapter.source.slice(start, end),
    line,
    column,
  ]);
  expect(places).toEqual([
    ['heading', '# A {#a}', 1, 1],
    ['container', ':::tip B\n\ntext\n\n:::', 4, 1],
    ['paragraph', 'text', 6, 1],
    ['paragraph', 'last', 11, 1],
  ]);
});
