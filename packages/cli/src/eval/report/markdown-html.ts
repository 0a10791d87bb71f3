import type { Element, ElementContent, Nodes as HastNodes, RootContent } from 'hast';
import { h } from 'hastscript';
import type { Nodes } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype, { type Options } from 'remark-rehype';
import { unified } from 'unified';

type Handlers = NonNullable<Options['handlers']>;

const asText = (_: unknown, { value }: { value: string }): Element => h('code', { className: 'raw' }, value);

/** What could run or be fetched is shown as the text that it is: HTML, JSX, images, addresses. */
const handlers: Handlers = {
  html: asText,
  yaml: asText,
  image: (_, { alt, url }: { alt?: string | null; url: string }) =>
    h('span', { className: 'image', title: url }, alt ? `🖼 ${alt}` : '🖼'),
  imageReference: (_, { alt }: { alt?: string | null }) => h('span', { className: 'image' }, alt ? `🖼 ${alt}` : '🖼'),
  link: (state, node: Extract<Nodes, { type: 'link' }>) =>
    h('span', { className: 'link', title: node.url }, state.all(node)),
  linkReference: (state, node: Extract<Nodes, { type: 'linkReference' }>) =>
    h('span', { className: 'link', title: node.identifier }, state.all(node)),
  textDirective: (state, node: Extract<Nodes, { type: 'textDirective' }>) =>
    h('span', `:${node.name}`, state.all(node)),
  leafDirective: (state, node: Extract<Nodes, { type: 'leafDirective' }>) =>
    h('p', h('code', { className: 'raw' }, `::${node.name}`), state.all(node)),
  containerDirective: (state, node: Extract<Nodes, { type: 'containerDirective' }>) =>
    h('div', { className: 'container' }, h('code', { className: 'raw' }, `:::${node.name}`), state.all(node)),
};

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDirective)
  .use(remarkFrontmatter)
  .use(remarkRehype, { handlers })
  .freeze();

/** A piece of a page as elements of HTML: none that runs, links or loads anything. */
export function htmlOf(markdown: string): ElementContent[] {
  const tree = processor.runSync(processor.parse(markdown.replace(/\r\n?/g, '\n'))) as HastNodes;
  const children: RootContent[] = 'children' in tree ? (tree.children as RootContent[]) : [];
  return children.filter((child): child is ElementContent => child.type === 'element' || child.type === 'text');
}
