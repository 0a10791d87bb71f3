import { Syntax } from '@attune/contract';
import { testBook } from 'attune-test-support';
import remarkMath from 'remark-math';
import { expect, test } from 'vitest';
import { type MarkdownConfig, SiteRegistry } from './site-registry.ts';

const MARKDOWN: MarkdownConfig = { format: 'mdx', mdx1Compat: { headingIds: true, comments: true, admonitions: true } };

function syntaxOf(
  docs: readonly Parameters<SiteRegistry['addDocs']>[0][],
  markdown: Partial<MarkdownConfig> = {},
): Syntax {
  const registry = new SiteRegistry();
  for (const options of docs) registry.addDocs(options);
  registry.configure({ ...MARKDOWN, ...markdown });
  return registry.syntax();
}

test('a site as Docusaurus sets it up reads Markdown as our defaults do, but for math', () => {
  expect(syntaxOf([{}])).toEqual({ ...Syntax.parse({}), math: false });
});

test.each([
  ['among the plugins after Docusaurus’ own', { remarkPlugins: [remarkMath] }],
  ['among those before', { beforeDefaultRemarkPlugins: [remarkMath] }],
  ['with options', { remarkPlugins: [[remarkMath, { singleDollarTextMath: true }]] }],
])('math is read where remark-math is there, %s', (_where, docs) => {
  expect(syntaxOf([docs]).math).toBe(true);
});

test('all docs of a site read math, or none', () => {
  expect(syntaxOf([{ remarkPlugins: [remarkMath] }, { beforeDefaultRemarkPlugins: [remarkMath] }]).math).toBe(true);
  expect(() => syntaxOf([{ remarkPlugins: [remarkMath] }, {}])).toThrow('Add it to all, or to none');
  expect(() => syntaxOf([{}, { remarkPlugins: [remarkMath] }])).toThrow('Add it to all, or to none');
});

test('format, heading ids, comments and admonitions are those of the site’s configuration', () => {
  const mdx1Compat = { headingIds: false, comments: false, admonitions: false };
  expect(syntaxOf([{}], { format: 'detect', mdx1Compat })).toEqual({
    format: 'detect',
    math: false,
    admonitions: [],
    headingIds: false,
    comments: false,
  });
});

test('admonitions of the site’s own are known', () => {
  const { admonitions } = syntaxOf([{ admonitions: { keywords: ['exercise'] } }, {}]);
  expect(admonitions).toEqual(expect.arrayContaining(['note', 'exercise']));
});

test('chapters and primers are those that were set last', () => {
  const registry = new SiteRegistry();
  expect(registry.chapterOf('/book/docs/a.md')).toBeUndefined();
  expect(registry.primerOf('vectors')).toBeUndefined();
  registry.setChapters(new Map([['/book/docs/a.md', 'default/current/en/a']]));
  registry.setBook(
    testBook({ primers: { vectors: '---\ntitle: Vectors\nreaders: { role: [Student] }\n---\n\nAn arrow.\n' } }),
  );
  expect(registry.chapterOf('/book/docs/a.md')).toBe('default/current/en/a');
  expect(registry.primerOf('vectors')).toMatchObject({ title: 'Vectors', source: '\nAn arrow.\n' });
  registry.setChapters(new Map());
  expect(registry.chapterOf('/book/docs/a.md')).toBeUndefined();
});
