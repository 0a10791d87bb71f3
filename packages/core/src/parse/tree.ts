import type { Syntax } from '@attune/contract';
import remarkComment from '@slorber/remark-comment';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/** The fields of mdast nodes (with the extensions of MDX, GFM, math and directives) that we read, of whatever type a node is. */
export interface TreeNode {
  type: string;
  value?: string;
  name?: string | null;
  depth?: number;
  identifier?: string;
  label?: string | null;
  lang?: string | null;
  attributes?: unknown;
  children?: TreeNode[];
  data?: Record<string, unknown>;
  position?: { start: { offset?: number }; end: { offset?: number } };
}

export type MarkdownFormat = 'mdx' | 'md';
type Parse = (text: string) => TreeNode;

const parsers = new Map<string, Parse>();

/** A parser with the extensions, in the order, that Docusaurus' loader has. */
function parserFor(format: MarkdownFormat, { math, comments }: Syntax): Parse {
  const key = `${format} ${math} ${comments}`;
  const known = parsers.get(key);
  if (known) return known;
  const processor = unified().use(remarkParse);
  if (format === 'mdx') processor.use(remarkMdx);
  if (math) processor.use(remarkMath);
  processor.use(remarkFrontmatter).use(remarkDirective).use(remarkGfm);
  if (comments) processor.use(remarkComment);
  processor.freeze();
  const parse: Parse = (text) => {
    const tree = processor.parse(text) as unknown as TreeNode;
    if (format === 'mdx') unravel(tree);
    return tree;
  };
  parsers.set(key, parse);
  return parse;
}

/** The tree of a text. Throws a VFileMessage with a place where it does not parse. */
export function parseTree(text: string, format: MarkdownFormat, syntax: Syntax): TreeNode {
  return parserFor(format, syntax)(text);
}

/**
 * A paragraph of nothing but components is no paragraph to MDX (`remark-mark-and-unravel` of `@mdx-js/mdx` 3): its
 * children take its place. Done here too, because the plugin sees the tree after it.
 */
function unravel(parent: TreeNode): void {
  const children = parent.children;
  if (!children) return;
  for (let index = 0; index < children.length; index++) {
    const node = children[index] as TreeNode;
    if (node.type === 'paragraph' && node.children && isComponentsOnly(node.children)) {
      children.splice(index, 1, ...node.children.filter((child) => child.type !== 'text').map(asFlow));
      index--;
    } else {
      unravel(node);
    }
  }
}

function isComponentsOnly(children: readonly TreeNode[]): boolean {
  const isComponent = (node: TreeNode): boolean =>
    node.type === 'mdxJsxTextElement' || node.type === 'mdxTextExpression';
  const isBlank = (node: TreeNode): boolean => node.type === 'text' && /^[\t\r\n ]*$/.test(node.value ?? '');
  return children.some(isComponent) && children.every((child) => isComponent(child) || isBlank(child));
}

function asFlow(node: TreeNode): TreeNode {
  if (node.type === 'mdxJsxTextElement') node.type = 'mdxJsxFlowElement';
  if (node.type === 'mdxTextExpression') node.type = 'mdxFlowExpression';
  return node;
}
