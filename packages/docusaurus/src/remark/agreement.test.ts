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

/** Of a block: by leaf, the mask numbers inside. */
type Stamps = Map<string, number[][]>;

/** What the loader's tree carries in the end. Masks that stand in no leaf are kept under `outside`. */
function stampsOf(tree: TreeNode): Stamps {
  const stamps: Stamps = new Map();
  const visit = (node: TreeNode, block: number[][], leaf: number[] | undefined): void => {
    const attribute = (name: string): string =>
      (node.attributes as { name: string; value: string }[]).find((one) => one.name === name)?.value ?? '';
    let [ownBlock, ownLeaf] = [block, leaf];
    if (node.type === 'footnoteDefinition') return;
    if (node.name === 'AttuneBlock' || node.name === 'AttunePassage') {
      [ownBlock, ownLeaf] = [[], undefined];
      stamps.set(attribute('id'), ownBlock);
    }
    if (node.name === 'AttuneLeaf') {
      ownLeaf = ownBlock[Number(attribute('n'))] ??= [];
    }
    if (node.name === 'AttuneInline') {
      if (ownLeaf) ownLeaf.push(Number(attribute('n')));
      else stamps.set(`outside ${attribute('n')}`, []);
    }
    for (const child of node.children ?? []) visit(child, ownBlock, ownLeaf);
  };
  visit(tree, [], undefined);
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
function expectedStamps(chapter: Chapter): Stamps {
  const isStamped = (start: number, end: number): boolean => {
    const text = chapter.source.slice(start, end);
    return (
      !text.startsWith('<!--') &&
      !(chapter.plainMarkdown && /^<[/!?a-z]/i.test(text) && !/^<[a-z]+:|^<[^\s>]+@/i.test(text))
    );
  };
  const numbersOf = (block: Block): number[][] =>
    block.leaves.map((leaf) =>
      leaf.masks.filter((mask) => mask.kind !== 'close' && isStamped(mask.start, mask.end)).map((mask) => mask.number),
    );
  return new Map(
    allBlocks(chapter.blocks)
      .filter((block) => STAMPED.has(block.kind))
      .map((block) => [block.id, numbersOf(block)]),
  );
}

interface Loaded {
  readonly stamped: Stamped;
  readonly stamps: Stamps;
}

/** Compiles a file with Docusaurus' own loader, our plugins in their places, and looks at what came of it. */
function createLoader(syntax: Syntax): (path: string, source: string) => Promise<Loaded> {
  const seen: { stamped?: Stamped; stamps?: Stamps } = {};
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
          error ? reject(error) : resolve({ stamped: seen.stamped as Stamped, stamps: seen.stamps as Stamps }),
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
    'gives the same revision, block ids, leaves and mask numbers for every file that the loader compiles as %s',
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
          if (JSON.stringify(found) !== JSON.stringify(numbers))
            different.push(`${path}: ${id} ${JSON.stringify(found)} ≠ ${JSON.stringify(numbers)}`);
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
