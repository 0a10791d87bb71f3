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

/** A line that begins like a mark but is not read as one: a space before its attributes, a quote left open. */
export function checkWritten(block: BlockNode, text: string, report: Report): void {
  const line =
    block.kind === 'paragraph' ? text.slice(block.start, block.end).match(/^:{2,}[ \t]*([a-z]+)\b/) : undefined;
  const name = MARK_NAMES.find((candidate) => candidate === line?.[1]);
  if (!name) return;
  const remedy = 'write colons, name, [label] and {attributes} without spaces between, and close every quote';
  report(block, 'mark-form', `this line looks like ${name} but is read as text`, remedy);
}

/** Names that a slip of the finger makes of a mark's: one letter too many, too few, other, or two exchanged. */
export function nearMiss(name: string): string | undefined {
  return MARK_NAMES.find((mark) => mark !== name && isOneSlip(name, mark));
}

function isOneSlip(one: string, other: string): boolean {
  let from = 0;
  while (from < one.length && one[from] === other[from]) from++;
  const [a, b] = [one.slice(from), other.slice(from)];
  const isExchanged = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || isExchanged;
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
