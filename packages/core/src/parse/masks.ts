import type { TreeNode } from './tree.ts';

/** A mask in the text that was parsed, with the node it stands for: what the plugin stamps. */
export interface MaskedNode {
  readonly number: number;
  readonly kind: 'atom' | 'open' | 'close';
  readonly start: number;
  readonly end: number;
  /** Absent where the parser keeps no node: a comment. */
  readonly node?: TreeNode;
}

/** A run of prose in the text that was parsed. */
export interface LeafNode {
  /** The node whose children are its prose. */
  readonly node: TreeNode;
  readonly start: number;
  readonly end: number;
  readonly masks: readonly MaskedNode[];
  /** Values of its text nodes that a gloss may be attached to. */
  readonly words: readonly string[];
  /** A heading's, also of one in a list. */
  readonly inHeading: boolean;
}

const OPEN_INLINE = new Set(['emphasis', 'strong', 'delete']);
const PLAIN_INLINE = new Set(['text', 'break']);

const startOf = (node: TreeNode): number | undefined => node.position?.start.offset;
const endOf = (node: TreeNode): number | undefined => node.position?.end.offset;

/**
 * The runs of prose in a block, in order. Masks are numbered from 1 in each block. Masked are inline code, math, images,
 * JSX, HTML, expressions, footnote references and comments, whole; and the target of a link, leaving its text open.
 */
export function leavesOf(block: TreeNode, text: string): LeafNode[] {
  const numbering = { next: 1 };
  const leaves: LeafNode[] = [];
  collectLeaves(block, text, numbering, leaves);
  return leaves;
}

function collectLeaves(node: TreeNode, text: string, numbering: { next: number }, leaves: LeafNode[]): void {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
    const leaf = leafOf(node, text, numbering);
    if (leaf) leaves.push(leaf);
    return;
  }
  const isOpen = ['list', 'listItem', 'table', 'tableRow', 'blockquote', 'footnoteDefinition'].includes(node.type);
  if (isOpen) for (const child of node.children ?? []) collectLeaves(child, text, numbering, leaves);
}

function leafOf(node: TreeNode, text: string, numbering: { next: number }): LeafNode | undefined {
  const all = node.children ?? [];
  const children = node.type === 'heading' ? withoutHeadingId(all) : all;
  const { start, end } = contentRange(node, children, text);
  if (start >= end) return undefined;
  const masks: MaskedNode[] = [];
  const words: string[] = [];
  maskChildren({ children, start, end, text, numbering, masks, words });
  const closes = node.type === 'heading' ? start + headingLength(text.slice(start, end)) : end;
  return {
    node,
    start,
    end: closes,
    masks: masks.filter((mask) => mask.start < closes),
    // A heading is a landmark and a link of the table of contents: no gloss in it, also not in a list's.
    words: node.type === 'heading' ? [] : words,
    inHeading: node.type === 'heading',
  };
}

/** Where a node's prose stands: a paragraph's all of it, a heading's, a cell's and a label's without the marks round it. */
function contentRange(node: TreeNode, children: readonly TreeNode[], text: string): { start: number; end: number } {
  const from = startOf(node) ?? 0;
  const to = endOf(node) ?? from;
  const isLabel = node.data?.['directiveLabel'] === true;
  if (node.type === 'paragraph' && !isLabel) return { start: from, end: to };
  const written = text.slice(from, to);
  const opening = isLabel ? 1 : (written.match(/^(?:#{1,6}[ \t]+|\|?[ \t]*)/)?.[0].length ?? 0);
  const closing = isLabel ? 1 : (written.match(/(?:[ \t]+#+|[ \t]*\|)?[ \t]*$/)?.[0].length ?? 0);
  const [first, last] = [children[0], children.at(-1)];
  return {
    start: (first && startOf(first)) ?? from + opening,
    end: (last && endOf(last)) ?? to - closing,
  };
}

/** A last `{/* #id *​/}` names a heading's id; it is no part of its prose. */
function withoutHeadingId(children: readonly TreeNode[]): readonly TreeNode[] {
  const last = children.at(-1);
  return last?.type === 'mdxTextExpression' && /^\s*\/\*\s*#/.test(last.value ?? '') ? children.slice(0, -1) : children;
}

/** Length of a heading's text without a classic `{#id}` at its end (`\{#id}` to the loader). */
function headingLength(text: string): number {
  return text.replace(/\s*\\?\{#(?:.(?!\{#|\}))*.\}$/s, '').trimEnd().length || text.length;
}

interface MaskJob {
  readonly children: readonly TreeNode[];
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly numbering: { next: number };
  readonly masks: MaskedNode[];
  readonly words: string[];
}

function maskChildren(job: MaskJob): void {
  let cursor = job.start;
  for (const child of job.children) {
    const range = rangeOf(child, cursor, job);
    if (!range) continue;
    maskComments(cursor, range.start, job);
    maskNode(child, range, job);
    cursor = range.end;
  }
  maskComments(cursor, job.end, job);
}

/** Where an inline node stands. Bare URLs and addresses of GFM may have no position: they are looked for, in order. */
function rangeOf(node: TreeNode, cursor: number, job: MaskJob): { start: number; end: number } | undefined {
  const start = startOf(node);
  const end = endOf(node);
  if (start !== undefined && end !== undefined) return { start, end };
  const written = node.type === 'link' && node.children?.length === 1 ? node.children[0]?.value : undefined;
  const found = written ? job.text.indexOf(written, cursor) : -1;
  if (!written || found < 0 || found + written.length > job.end) {
    if (node.type === 'text' && node.value) job.words.push(node.value);
    return undefined;
  }
  return { start: found, end: found + written.length };
}

/** The parser keeps no node of a comment: it stands between two nodes, or a text node reaches over it. */
function maskComments(start: number, end: number, job: MaskJob): void {
  for (const comment of job.text.slice(start, end).matchAll(/<!--[^]*?-->/g)) {
    const at = start + comment.index;
    job.masks.push({ number: job.numbering.next++, kind: 'atom', start: at, end: at + comment[0].length });
  }
}

function maskNode(node: TreeNode, range: { start: number; end: number }, job: MaskJob): void {
  if (PLAIN_INLINE.has(node.type)) {
    if (node.value) job.words.push(node.value);
    // What is written like a comment and is none is in the text's value.
    if (!node.value?.includes('<!--')) maskComments(range.start, range.end, job);
    return;
  }
  const children = node.children ?? [];
  if (OPEN_INLINE.has(node.type))
    return maskChildren({
      ...job,
      children,
      start: startOf(children[0] ?? node) ?? range.start,
      end: endOf(children.at(-1) ?? node) ?? range.end,
    });
  const inner = linkText(node, job.text);
  const number = job.numbering.next++;
  if (!inner) {
    job.masks.push({ number, kind: 'atom', ...range, node });
    return;
  }
  job.masks.push({ number, kind: 'open', start: range.start, end: inner.start, node });
  // Glosses are buttons, and a button in a link cannot be reached: a link's words are not offered.
  maskChildren({ ...job, children, ...inner, words: [] });
  job.masks.push({ number, kind: 'close', start: inner.end, end: range.end, node });
}

/** The range of a link's open text; none where the link is written as its address. */
function linkText(node: TreeNode, text: string): { start: number; end: number } | undefined {
  if (node.type !== 'link' && node.type !== 'linkReference') return undefined;
  const outer = startOf(node);
  const start = startOf(node.children?.[0] ?? { type: '' });
  const end = endOf(node.children?.at(-1) ?? { type: '' });
  if (outer === undefined || start === undefined || end === undefined || text[outer] !== '[') return undefined;
  return { start, end };
}
