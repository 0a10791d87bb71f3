import { createRequire } from 'node:module';
import { Syntax } from '@attune/contract';
import { allBlocks, type Block, type Chapter } from '@attune/core';
import type { TreeNode } from '@attune/core/stamp';
import { corpusFiles, corpusFolder, hasCorpus, testBook, testChapter } from 'attune-test-support';
import remarkMath from 'remark-math';
import { describe, expect, it } from 'vitest';
import { type Stamped, stampBlocks } from './stamp-blocks.ts';
import { wrapChapter } from './wrap-chapter.ts';

const { mdxLoader } = createRequire(import.meta.url)('@docusaurus/mdx-loader/lib/loader.js');

/** What the loader's tree carries in the end: by block id, the mask numbers inside; headings under `heading n`. */
function stampsOf(tree: TreeNode): Map<string, number[]> {
  const stamps = new Map<string, number[]>();
  let headings = 0;
  const opaque = (node: TreeNode): boolean =>
    node.type === 'list' ||
    (node.type === 'mdxJsxFlowElement' && !/^(?:Attune\w+|[Dd]etails|Tabs|TabItem|header)$/.test(node.name ?? ''));
  const visit = (node: TreeNode, numbers: number[], insideOpaque: boolean): void => {
    const attribute = (name: string): string | undefined =>
      (node.attributes as { name: string; value: string }[] | undefined)?.find((one) => one.name === name)?.value;
    let inside = numbers;
    if (node.name === 'AttuneBlock' || node.name === 'AttunePassage')
      stamps.set(attribute('id') as string, (inside = []));
    if (node.type === 'heading' && !insideOpaque) stamps.set(`heading ${headings++}`, (inside = []));
    if (node.type === 'footnoteDefinition') inside = [];
    if (node.name === 'AttuneInline') inside.push(Number(attribute('n')));
    for (const child of node.children ?? []) visit(child, inside, insideOpaque || opaque(node));
  };
  visit(tree, [], false);
  return stamps;
}

const STAMPED = new Set([
  'paragraph',
  'list',
  'table',
  'code',
  'math',
  'jsx',
  'container',
  'quote',
  'directive',
  'heading',
]);

/** The same from core. A comment has no node, and HTML in plain Markdown may be half an element: neither is stamped. */
function expectedStamps(chapter: Chapter): Map<string, number[]> {
  let headings = 0;
  const isStamped = (start: number, end: number): boolean => {
    const text = chapter.source.slice(start, end);
    return (
      !text.startsWith('<!--') &&
      !(chapter.plainMarkdown && /^<[/!?a-z]/i.test(text) && !/^<[a-z]+:|^<[^\s>]+@/i.test(text))
    );
  };
  const numbersOf = (block: Block): number[] =>
    block.leaves.flatMap((leaf) =>
      leaf.masks.filter((mask) => mask.kind !== 'close' && isStamped(mask.start, mask.end)).map((mask) => mask.number),
    );
  return new Map(
    allBlocks(chapter.blocks)
      .filter((block) => STAMPED.has(block.kind))
      .map((block) => [block.kind === 'heading' ? `heading ${headings++}` : block.id, numbersOf(block)]),
  );
}

interface Loaded {
  readonly stamped: Stamped;
  readonly stamps: Map<string, number[]>;
}

/** Compiles a file with Docusaurus' own loader, our plugins in their places, and looks at what came of it. */
function createLoader(syntax: Syntax): (path: string, source: string) => Promise<Loaded> {
  const seen: { stamped?: Stamped; stamps?: Map<string, number[]> } = {};
  const record = () => (tree: TreeNode, file: { data: Record<string, unknown> }) => {
    seen.stamped = file.data['attune'] as Stamped;
    seen.stamps = stampsOf(tree);
  };
  const site = { syntax: () => syntax, chapterOf: (path: string) => path, primerOf: () => undefined };
  const options = {
    admonitions: true,
    staticDirs: [],
    siteDir: corpusFolder,
    beforeDefaultRemarkPlugins: [[stampBlocks, site]],
    remarkPlugins: [remarkMath, wrapChapter, record],
    markdownConfig: {
      format: syntax.format,
      mermaid: true,
      emoji: true,
      mdx1Compat: { comments: true, admonitions: true, headingIds: true },
      anchors: { maintainCase: false },
      hooks: { onBrokenMarkdownImages: () => undefined, onBrokenMarkdownLinks: () => undefined },
      parseFrontMatter: ({
        defaultParseFrontMatter,
        ...rest
      }: {
        defaultParseFrontMatter: (input: object) => unknown;
      }) => defaultParseFrontMatter(rest),
    },
  };
  return (path, source) =>
    new Promise((resolve, reject) => {
      const context = {
        async: () => (error: Error | null) =>
          error
            ? reject(error)
            : resolve({ stamped: seen.stamped as Stamped, stamps: seen.stamps as Map<string, number[]> }),
        getOptions: () => options,
        resourcePath: path,
        resource: path,
        _compiler: { name: 'client' },
      };
      mdxLoader.call(context, source);
    });
}

describe('stamping agrees with core', () => {
  const files = corpusFiles();

  it.skipIf(!hasCorpus()).each(['mdx', 'detect'] as const)(
    'gives the same revision, block ids and mask numbers for every file that the loader compiles as %s',
    async (format) => {
      const syntax = Syntax.parse({ format });
      const load = createLoader(syntax);
      const book = testBook({ syntax });
      let compiled = 0;
      const different: string[] = [];
      for (const { path, source } of files) {
        const loaded = await load(path, source).catch(() => undefined);
        if (!loaded) continue;
        compiled++;
        const chapter = testChapter(source, book, path);
        if (loaded.stamped.revision !== chapter.revision) different.push(`${path}: revision`);
        const expected = expectedStamps(chapter);
        for (const [id, numbers] of expected) {
          const found = loaded.stamps.get(id);
          if (JSON.stringify(found) !== JSON.stringify(numbers)) different.push(`${path}: ${id} ${found} ≠ ${numbers}`);
        }
        if (loaded.stamps.size !== expected.size)
          different.push(`${path}: ${loaded.stamps.size} stamps ≠ ${expected.size}`);
      }
      console.log(`agreement as ${format}: ${compiled} of ${files.length} files compile`);
      expect(different.slice(0, 20)).toEqual([]);
      expect(compiled).toBeGreaterThan(800);
    },
    300_000,
  );
});
