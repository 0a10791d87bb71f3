import type { Parents, PhrasingContent, RootContent } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkStringify, { type Options } from 'remark-stringify';
import { unified } from 'unified';

/** Something of the author's among a model's words: printed as it is. With `children` a link, whose words those are. */
export interface Slice {
  readonly type: 'slice';
  readonly value: string;
  readonly close?: string;
  readonly children?: readonly PrintNode[];
}
export type PrintNode = PhrasingContent | RootContent | Slice;

/** What a list's items begin with. */
export interface Bullets {
  readonly bullet: '-' | '*' | '+';
  readonly bulletOrdered: '.' | ')';
}

type Handlers = NonNullable<Options['handlers']>;
type Handle = NonNullable<Handlers['text']>;

const slice: Handle = (node: Slice, _, state, info) => {
  if (!node.children || node.close === undefined) return node.value;
  const exits = [state.enter('link'), state.enter('label')];
  const words = state.containerPhrasing(node as unknown as Extract<Parents, { type: 'paragraph' }>, {
    ...info,
    before: node.value.slice(-1),
    after: node.close.slice(0, 1),
  });
  for (const exit of exits.toReversed()) exit();
  return node.value + words + node.close;
};
const peeked = Object.assign(slice, { peek: (node: Slice) => node.value.slice(0, 1) });

const stringifiers = new Map<string, (root: PrintNode) => string>();

/** As text that means the same wherever an author's chapter may be read: MDX, GFM, with formulas and directives. */
function stringifierFor({ bullet, bulletOrdered }: Bullets): (root: PrintNode) => string {
  const known = stringifiers.get(bullet + bulletOrdered);
  if (known) return known;
  const processor = unified()
    .use(remarkMdx)
    .use(remarkMath)
    .use(remarkDirective)
    .use(remarkGfm, { tablePipeAlign: false })
    .use(remarkStringify, {
      bullet,
      bulletOther: bullet === '-' ? '*' : '-',
      bulletOrdered,
      listItemIndent: 'one',
      // Without a condition on what is before it: a directive may follow a sign that is escaped itself.
      unsafe: [{ character: ':', after: '[A-Za-z]', inConstruct: 'phrasing' }],
      handlers: { slice: peeked } as Handlers,
    })
    .freeze();
  const stringify = (root: PrintNode): string => processor.stringify(root as never);
  stringifiers.set(bullet + bulletOrdered, stringify);
  return stringify;
}

/** Nodes as Markdown, without a line end behind. */
export function toMarkdown(node: PrintNode, bullets: Bullets = { bullet: '-', bulletOrdered: '.' }): string {
  return stringifierFor(bullets)(node).replace(/\n+$/, '');
}

/** A paragraph that begins so would be a module's line to MDX. */
export const asProse = (paragraph: string): string =>
  paragraph.replace(/^(?:i(?=mport\s)|e(?=xport\s))/, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`);
