import type { Syntax } from '@attune/contract';
import {
  type BlockNode,
  blockNodesOf,
  choicesOf,
  isInOriginal,
  labelOf,
  type LeafNode,
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
  /** What is stamped only after the table of contents has been taken from the headings: they and what stands in them, in order. */
  readonly later: readonly (() => void)[];
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
const UNWRAPPED = new Set(['frontMatter', 'html', 'expression', 'esm', 'break', 'definition', 'footnote', 'comment']);

/**
 * Remark plugin, first before Docusaurus' own: wraps each block in a component that carries its id, the prose of each leaf in one
 * that carries the leaf's number, and each masked inline node in one with the mask's. They are those the service computes
 * from the source.
 */
export function stampBlocks(this: unknown, site: SiteChapters) {
  return (tree: TreeNode, file: File): void => {
    const chapter = site.chapterOf(file.path ?? '');
    if (chapter === undefined) return;
    const text = String(file.value);
    const blocks = blockNodesOf(tree, text);
    const later: (() => void)[] = [];
    const job: StampJob = { site, later };
    const revision = revisionOf(blocks);
    stampSiblings(blocks, job, false);
    file.data['attune'] = { chapter, revision, later } satisfies Stamped;
    const imports = ['AttuneBlock', 'AttunePassage', 'AttuneLeaf', 'AttuneInline', 'AttuneChapter'];
    tree.children?.unshift(...imports.map((name) => defaultImport(name, `@theme/${name}`)));
  };
}

interface StampJob {
  readonly site: SiteChapters;
  readonly later: (() => void)[];
}

function stampSiblings(blocks: readonly BlockNode[], job: StampJob, hidden: boolean): void {
  const marked = blocks.map((block) => ({ id: block.id, block, mark: readMark(block) }));
  const choices = choicesOf(marked.map(({ id, mark }) => (mark ? { id, mark } : { id })));
  for (const { block, mark } of marked) {
    const inside = hidden || (mark !== undefined && !isInOriginal(mark.name));
    // A mark's label becomes an attribute of its passage.
    if (!mark) stampLeaves(block, job);
    stampSiblings(block.children, job, inside);
    if (mark) {
      const choice = choices.find(({ options }) => options.includes(block.id));
      const others = choice?.kind === 'condition' && choice.standard === block.id ? choice.options : [];
      const step = choice?.kind === 'track' ? choice.standard : undefined;
      stampPassage(block, job.site, {
        others: marked.flatMap((other) =>
          other.mark && other.id !== block.id && others.includes(other.id) ? [other.mark.readers] : [],
        ),
        needs: marked.find(({ id }) => id === step)?.mark?.readers,
      });
    } else if (block.kind === 'heading') {
      if (hidden) replaceNode(block.node, hiddenHeading(block.node));
      job.later.push(() => wrapHeading(block));
    } else if (!UNWRAPPED.has(block.kind)) {
      wrapBlock(block);
    }
  }
}

const wrapBlock = ({ id, node }: BlockNode): void => replaceNode(node, element('AttuneBlock', { id }, [{ ...node }]));

/** With its id on the element too, which tells the theme what is being read. */
function wrapHeading(block: BlockNode): void {
  const { data = {} } = block.node;
  block.node.data = { ...data, hProperties: { ...(data['hProperties'] as object), 'data-attune': block.id } };
  wrapBlock(block);
}

/** Not a heading to Docusaurus: what Original does not show must neither take an id nor stand in the table of contents. */
function hiddenHeading({ depth = 6, children = [] }: TreeNode): TreeNode {
  const last = children.at(-1);
  // `{#id}` at its end is no text.
  if (last?.type === 'text') last.value = last.value?.replace(/\s*\{#[^{}]*\}\s*$/, '') ?? '';
  return element(`h${depth}`, {}, children);
}

interface Beside {
  /** Readers for whom other versions of the passage exist. */
  readonly others: readonly object[];
  /** What the step needs that this is, or stands in for. */
  readonly needs: object | undefined;
}

/** A mark's passage, in place of the directive. */
function stampPassage(block: BlockNode, site: SiteChapters, { others, needs }: Beside): void {
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
    ...(others.length === 0 ? {} : { others: JSON.stringify(others) }),
    ...(needs ? { needs: JSON.stringify(needs) } : {}),
  };
  replaceNode(block.node, element('AttunePassage', attributes, mark.primer === undefined ? children : primerNodes));
}

function stampLeaves(block: BlockNode, job: StampJob): void {
  for (const [index, leaf] of block.leaves.entries()) {
    const stamp = (): void => stampLeaf(leaf, index, block.kind);
    if (leaf.inHeading) job.later.push(stamp);
    else stamp();
  }
}

function stampLeaf({ node, masks, inHeading }: LeafNode, index: number, kind: BlockNode['kind']): void {
  for (const mask of masks) if (isStampable(mask)) stampInline(mask);
  // A footnote is shown at the page's end, without the component that would know its edits.
  if (kind === 'footnote') return;
  const n = String(index);
  // A heading's component names its anchor by the heading's text, which it must find as its child.
  if (inHeading) replaceNode(node, element('AttuneLeaf', { n, whole: 'true' }, [{ ...node }]));
  else node.children = [element('AttuneLeaf', { n }, node.children ?? [], 'mdxJsxTextElement')];
}

type StampableMask = MaskedNode & { readonly node: TreeNode };

/** A link is one node with two marks; HTML in plain Markdown may be half an element. */
const isStampable = (mask: MaskedNode): mask is StampableMask =>
  mask.kind !== 'close' && mask.node !== undefined && mask.node.type !== 'html';

function stampInline({ node, number, kind }: StampableMask): void {
  const attributes = { n: String(number), ...(kind === 'open' ? { words: 'open' } : {}) };
  replaceNode(node, element('AttuneInline', attributes, [{ ...node }], 'mdxJsxTextElement'));
}
