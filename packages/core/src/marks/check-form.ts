import { type BlockNode, MARK_NAMES } from '../parse/block-nodes.ts';
import type { TreeNode } from '../parse/tree.ts';
import { markNameOf } from './read-mark.ts';
import type { Report } from './report.ts';

/** A mark written with the wrong number of colons says nothing. */
export function checkForm({ node, ...block }: BlockNode, report: Report): void {
  const name = MARK_NAMES.find((candidate) => candidate === node.name);
  if (!name || (node.type !== 'leafDirective' && node.type !== 'containerDirective')) return;
  const [message, remedy] =
    name === 'primer'
      ? ['a primer holds no text', 'name it with two colons: ::primer{name="…"}']
      : [`${name} holds a passage`, `open it with three colons, :::${name}, and end it with a line of three`];
  report({ ...block, node }, 'mark-form', message, remedy);
}

/** Marks in a list or a component are no blocks, and would silently do nothing. */
export function checkMisplaced(block: BlockNode, report: Report): void {
  const visit = (node: TreeNode): void => {
    const name = markNameOf(node);
    const start = node.position?.start.offset ?? block.start;
    if (name) {
      const remedy = 'put it outside: marks stand between paragraphs, in an admonition, Tabs, details or a quote';
      report({ ...block, start }, 'mark-misplaced', `${name} does nothing inside a list or a component`, remedy);
    } else node.children?.forEach(visit);
  };
  block.node.children?.forEach(visit);
}
