import type { Syntax } from '@attune/contract';
import {
  type BlockNode,
  blockNodesOf,
  choicesOf,
  isInOriginal,
  labelOf,
  type MaskedNode,
  parseTree,
  readMark,
  revisionOf,
  type TreeNode,
} from '@attune/core/stamp';
import { defaultImport, element, replaceNode } from './jsx-nodes.ts';

/** What stamping leaves for the plugin that runs after Docusaurus' own (`wrapChapter`). */
export interface Stamped {
  readonly chapter: string;
  readonly revision: string;
  /** Masked nodes of headings, by number: stamped only after the table of contents has been taken from the headings. */
  readonly inHeadings: readonly { readonly node: TreeNode; readonly number: number }[];
}

/** What the remark plugins need to know of the site; filled in by the plugin before anything is compiled. */
export interface SiteChapters {
  readonly syntax: () => Syntax;
  /** The chapter id of a file; undefined for files that are no chapters (partials, other plugins' pages). */
  readonly chapterOf: (path: string) => string | undefined;
  readonly primerOf: (name: string) => { readonly title: string; readonly source: string } | undefined;
}

interface File {
  readonly value: unknown;
  readonly path?: string;
  readonly data: Record<string, unknown>;
}

/** Kinds that React shows as they are: wrapping them would add nothing or break them. */
const UNWRAPPED = new Set([
  'heading',
  'frontMatter',
  'html',
  'expression',
  'esm',
  'break',
  'definition',
  'footnote',
  'comment',
]);

/**
 * Remark plugin, first before Docusaurus' own: wraps each block in a component that carries its id, and each masked
 * inline node in one that carries its number. Ids and numbers are those the service computes from the source.
 */
export function stampBlocks(this: unknown, site: SiteChapters) {
  return (tree: TreeNode, file: File): void => {
    const chapter = site.chapterOf(file.path ?? '');
    if (chapter === undefined) return;
    const text = String(file.value);
    const blocks = blockNodesOf(tree, text);
    const inHeadings: { node: TreeNode; number: number }[] = [];
    const job: StampJob = { site, inHeadings };
    const revision = revisionOf(blocks);
    stampSiblings(blocks, job, false);
    file.data['attune'] = { chapter, revision, inHeadings } satisfies Stamped;
    const imports = ['AttuneBlock', 'AttunePassage', 'AttuneInline', 'AttuneChapter'];
    tree.children?.unshift(...imports.map((name) => defaultImport(name, `@theme/${name}`)));
  };
}

interface StampJob {
  readonly site: SiteChapters;
  readonly inHeadings: { node: TreeNode; number: number }[];
}

function stampSiblings(blocks: readonly BlockNode[], job: StampJob, hidden: boolean): void {
  const marked = blocks.map((block) => ({ id: block.id, block, mark: readMark(block) }));
  const choices = choicesOf(marked.map(({ id, mark }) => (mark ? { id, mark } : { id })));
  for (const { block, mark } of marked) {
    const inside = hidden || (mark !== undefined && !isInOriginal(mark.name));
    stampMasks(block, job);
    stampSiblings(block.children, job, inside);
    if (mark) {
      const others =
        choices.find((choice) => choice.kind === 'condition' && choice.standard === block.id)?.options ?? [];
      stampPassage(
        block,
        job.site,
        marked.flatMap((other) =>
          other.mark && other.id !== block.id && others.includes(other.id) ? [other.mark.readers] : [],
        ),
      );
    } else if (hidden && block.kind === 'heading') {
      replaceNode(block.node, hiddenHeading(block.node));
    } else if (!UNWRAPPED.has(block.kind)) {
      replaceNode(block.node, element('AttuneBlock', { id: block.id }, [{ ...block.node }]));
    }
  }
}

/** Not a heading to Docusaurus: what Original does not show must neither take an id nor stand in the table of contents. */
function hiddenHeading({ depth = 6, children = [] }: TreeNode): TreeNode {
  const last = children.at(-1);
  // `{#id}` at its end is no text.
  if (last?.type === 'text') last.value = last.value?.replace(/\s*\{#[^{}]*\}\s*$/, '') ?? '';
  return element(`h${depth}`, {}, children);
}

/** A mark's passage, in place of the directive. */
function stampPassage(block: BlockNode, site: SiteChapters, otherReaders: readonly object[]): void {
  const mark = readMark(block);
  if (!mark) return;
  const label = labelOf(block.node);
  const primer = mark.primer === undefined ? undefined : site.primerOf(mark.primer);
  const parsed = primer ? (parseTree(primer.source, 'mdx', site.syntax()).children ?? []) : [];
  const primerNodes = parsed.map((node) => (node.type === 'heading' ? hiddenHeading(node) : node));
  const children = (block.node.children ?? []).filter((child) => child !== label);
  const attributes = {
    id: block.id,
    mark: mark.name,
    ...(mark.label === undefined ? {} : { label: mark.label }),
    ...(primer ? { label: primer.title } : {}),
    ...(otherReaders.length === 0 ? {} : { others: JSON.stringify(otherReaders) }),
    ...(mark.name === 'step' ? { needs: JSON.stringify(mark.readers) } : {}),
  };
  replaceNode(block.node, element('AttunePassage', attributes, mark.primer === undefined ? children : primerNodes));
}

function stampMasks(block: BlockNode, job: StampJob): void {
  for (const { masks, inHeading } of block.leaves) {
    for (const mask of masks) {
      const { node, number } = mask;
      if (!node || !isStampable(mask)) continue;
      if (inHeading) job.inHeadings.push({ node, number });
      else stampInline(node, number);
    }
  }
}

/** A link is one node with two marks; HTML in plain Markdown may be half an element. */
const isStampable = ({ kind, node }: MaskedNode): boolean => kind !== 'close' && node?.type !== 'html';

export function stampInline(node: TreeNode, number: number): void {
  replaceNode(node, element('AttuneInline', { n: String(number) }, [{ ...node }], 'mdxJsxTextElement'));
}
