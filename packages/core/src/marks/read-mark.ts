import type { Mark, MarkName } from '../types.ts';
import { type BlockNode, labelOf, MARK_NAMES } from '../parse/block-nodes.ts';
import type { TreeNode } from '../parse/tree.ts';
import { readersFromAttributes } from './readers.ts';

const HIDDEN_IN_ORIGINAL: ReadonlySet<MarkName> = new Set(['for', 'instead', 'primer']);

/** Whether Original shows what a mark holds. */
export const isInOriginal = (name: MarkName): boolean => !HIDDEN_IN_ORIGINAL.has(name);

/** The name of the mark that a node is, if it is one. */
export function markNameOf(node: TreeNode): MarkName | undefined {
  const name = MARK_NAMES.find((candidate) => candidate === node.name);
  if (node.type === 'leafDirective') return name === 'primer' ? name : undefined;
  return node.type === 'containerDirective' && name !== 'primer' ? name : undefined;
}

/** What an author's mark says. */
export function readMark({ node }: BlockNode): Mark | undefined {
  const name = markNameOf(node);
  if (!name) return undefined;
  const attributes = attributesOf(node);
  const label = textOf(labelOf(node)).trim();
  if (name === 'primer') return { name, readers: {}, primer: attributes['name'] ?? '' };
  return { name, readers: readersFromAttributes(attributes), ...(label === '' ? {} : { label }) };
}

export const attributesOf = (node: TreeNode): Readonly<Record<string, string>> =>
  (node.attributes ?? {}) as Record<string, string>;

function textOf(node: TreeNode | undefined): string {
  return (node?.value ?? '') + (node?.children ?? []).map(textOf).join('');
}
