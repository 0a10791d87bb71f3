import { hashText } from '@attune/contract/project';
import type { BlockKind, MarkName } from '../types.ts';
import { type LeafNode, leavesOf } from './masks.ts';
import type { TreeNode } from './tree.ts';

/** A block in the text that was parsed, with the node it is: what both the service and the plugin work from. */
export interface BlockNode {
  readonly id: string;
  readonly kind: BlockKind;
  readonly node: TreeNode;
  readonly start: number;
  readonly end: number;
  readonly leaves: readonly LeafNode[];
  readonly children: readonly BlockNode[];
  readonly name?: string;
}

const KINDS: Readonly<Record<string, BlockKind>> = {
  yaml: 'frontMatter',
  toml: 'frontMatter',
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'list',
  table: 'table',
  code: 'code',
  math: 'math',
  html: 'html',
  mdxJsxFlowElement: 'jsx',
  mdxFlowExpression: 'expression',
  mdxjsEsm: 'esm',
  containerDirective: 'container',
  leafDirective: 'directive',
  blockquote: 'quote',
  thematicBreak: 'break',
  definition: 'definition',
  footnoteDefinition: 'footnote',
};

/** Components whose children an author writes as Markdown, so that each is a block of its own. */
const TRANSPARENT_JSX = new Set(['details', 'Tabs', 'TabItem']);

export const MARK_NAMES: readonly MarkName[] = ['for', 'otherwise', 'step', 'instead', 'basics', 'depth', 'primer'];

/**
 * The blocks of a parsed text, in order. An id is the hash of a block's own text, line endings normalised, and a count
 * among equals: it depends neither on where a block stands nor on what stands round it.
 */
export function blockNodesOf(tree: TreeNode, text: string): BlockNode[] {
  const repetitions = new Map<string, number>();
  const idOf = (content: string): string => {
    const hash = hashText(content.replace(/\r\n?/g, '\n')).slice(0, 12);
    const repetition = repetitions.get(hash) ?? 0;
    repetitions.set(hash, repetition + 1);
    return repetition === 0 ? hash : `${hash}-${repetition}`;
  };
  const read = (node: TreeNode): BlockNode[] => {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if (start === undefined || end === undefined) return [];
    const kind = KINDS[node.type] ?? 'html';
    const name = typeof node.name === 'string' ? { name: node.name } : {};
    const id = idOf(text.slice(start, end));
    const children = innerNodes(node).flatMap(read);
    const label = labelOf(node);
    const leaves = label ? leavesOf(label, text) : children.length > 0 ? [] : leavesOf(node, text);
    return [{ id, kind, node, start, end, leaves, children, ...name }];
  };
  return (tree.children ?? []).flatMap(read);
}

/** The nodes that are blocks of their own inside a transparent container; none for anything else. */
export function innerNodes(node: TreeNode): TreeNode[] {
  const children = node.children ?? [];
  if (node.type === 'blockquote') return children;
  if (node.type === 'containerDirective') return children.filter((child) => child.data?.['directiveLabel'] !== true);
  if (node.type !== 'mdxJsxFlowElement' || !TRANSPARENT_JSX.has(node.name ?? '')) return [];
  if (node.name === 'Tabs') return children.flatMap((child) => (child.name === 'TabItem' ? innerNodes(child) : []));
  return children.filter((child) => child.name !== 'summary' && child.type !== 'mdxFlowExpression');
}

/** The `[label]` of a container directive: a paragraph that the parser puts first. */
export function labelOf(node: TreeNode): TreeNode | undefined {
  const first = node.type === 'containerDirective' ? node.children?.[0] : undefined;
  return first?.data?.['directiveLabel'] === true ? first : undefined;
}

export const flatten = (blocks: readonly BlockNode[]): BlockNode[] =>
  blocks.flatMap((block) => [block, ...flatten(block.children)]);
