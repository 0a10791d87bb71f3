import type { Nodes } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

// What an evaluation reads of a page. It shares nothing with the parser and the checks of the core, so that it sees what they overlook:
// no MDX, no block ids, no masks; what is not Markdown is looked for in the text.

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDirective)
  .use(remarkFrontmatter)
  .freeze();

/** What must stay as it is, in reading order. */
export interface Facts {
  readonly fences: readonly string[];
  readonly inlineCode: readonly string[];
  readonly math: readonly string[];
  readonly tags: readonly string[];
  readonly links: readonly string[];
  readonly images: readonly string[];
  readonly headings: readonly Heading[];
}

export interface Heading {
  readonly depth: number;
  /** Given by the author. */
  readonly id?: string;
  /** Made of its text, as GitHub and Docusaurus do. */
  readonly slug: string;
  /** The same, whatever headings stand before it. */
  readonly base: string;
}

const treeOf = (markdown: string): Nodes => processor.parse(markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));

function* nodesIn(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* nodesIn(child);
}

/** `isMdx`: braces are expressions; in plain Markdown they are prose. */
export function factsOf(markdown: string, isMdx: boolean): Facts {
  const nodes = [...nodesIn(treeOf(markdown))];
  const texts = (read: (node: Nodes) => string | undefined): string[] =>
    nodes.flatMap((node) => read(node)?.replace(/\s+/g, ' ').trim() ?? []);
  return {
    fences: nodes.flatMap((node) =>
      // Docusaurus' own fence is none: what is in it is MDX.
      node.type === 'code' && node.lang !== 'mdx-code-block'
        ? [[node.lang ?? '', node.meta ?? '', node.value].join('\n')]
        : [],
    ),
    inlineCode: texts((node) => (node.type === 'inlineCode' ? unquoted(node.value) : undefined)),
    math: texts((node) => (node.type === 'math' || node.type === 'inlineMath' ? unquoted(node.value) : undefined)),
    tags: tagsIn(markdown, nodes, isMdx),
    links: texts((node) => {
      if (node.type === 'link' || node.type === 'definition') return `${node.url} ${node.title ?? ''}`;
      return node.type === 'linkReference' || node.type === 'footnoteReference' ? `[${node.identifier}]` : undefined;
    }),
    images: texts((node) => {
      if (node.type === 'image') return `${node.url} ${node.alt ?? ''} ${node.title ?? ''}`;
      return node.type === 'imageReference' ? `[${node.identifier}] ${node.alt ?? ''}` : undefined;
    }),
    headings: headingsIn(nodes),
  };
}

/** A piece of code that goes over lines of a quote. */
const unquoted = (text: string): string => text.replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n');

/** HTML, JSX, expressions in braces, lines of modules, and directives: scanned for in what is neither code nor formula. */
function tagsIn(markdown: string, nodes: readonly Nodes[], isMdx: boolean): string[] {
  let text = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (const node of nodes) {
    const isOpaque = ['code', 'inlineCode', 'math', 'inlineMath', 'yaml'].includes(node.type);
    const { start, end } = node.position ?? {};
    if (!isOpaque || start?.offset === undefined || end?.offset === undefined) continue;
    const blank = text.slice(start.offset, end.offset).replace(/[^\n]/g, ' ');
    text = text.slice(0, start.offset) + blank + text.slice(end.offset);
  }
  const patterns = [
    /(?<!\\)<!--[^]*?-->/g,
    /(?<!\\)<\/?[A-Za-z][\w.:-]*(?:\s(?:"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[^<>"'{}])*)?\/?>/g,
    /(?<!\\)<\/?>/g,
    ...(isMdx ? [/(?<!\\)\{(?!#)[^{}\n]*\}/g, /^(?:import|export) .*$/gm] : []),
    /^[ \t>]*:{2,}[A-Za-z][\w-]*(?:\{[^}\n]*\})?/gm,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found.replace(/\s+/g, ' ').trim()));
}

function headingsIn(nodes: readonly Nodes[]): Heading[] {
  const seen = new Map<string, number>();
  return nodes.flatMap((node) => {
    if (node.type !== 'heading') return [];
    const text = textOf(node);
    const id = /\{(?:\/\*\s*)?#([^\s}*]+)(?:\s*\*\/)?\}\s*$/.exec(text)?.[1];
    const base = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(base) ?? 0;
    seen.set(base, times + 1);
    return [
      { depth: node.depth, base, slug: times === 0 ? base : `${base}-${times}`, ...(id === undefined ? {} : { id }) },
    ];
  });
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

const OPAQUE = new Set(['inlineCode', 'inlineMath', 'html', 'image', 'imageReference', 'footnoteReference']);

/** Words of a run of prose, code and formulas as `gap`. */
function wordsOf(node: Nodes, gap: string): string {
  if (OPAQUE.has(node.type)) return gap;
  if (node.type === 'break') return ' ';
  if (node.type === 'textDirective')
    return `:${node.name}${node.children.map((child) => wordsOf(child, gap)).join('')}`;
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => wordsOf(child, gap)).join('') : '';
}

/** The prose of a page, a paragraph (heading, cell) a text: no code, formulas, addresses or signs of Markdown. */
export function proseOf(markdown: string, gap = ' '): string[] {
  const runs = [...nodesIn(treeOf(markdown))].filter(({ type }) =>
    ['paragraph', 'heading', 'tableCell'].includes(type),
  );
  return runs
    .map((run) =>
      wordsOf(run, gap)
        .replace(/\{(?:\/\*)?\s*#[^}]*\}/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '' && !/^(?:import|export) .* from /.test(text));
}

export const lettersIn = (prose: readonly string[]): number =>
  prose.reduce((count, text) => count + (text.match(/\p{L}/gu)?.length ?? 0), 0);

/** Letters of everything that a page shows: its prose, code and formulas. */
export const lettersShown = (markdown: string): number =>
  lettersIn(proseOf(markdown)) +
  lettersIn(
    [...nodesIn(treeOf(markdown))].flatMap((node) =>
      SHOWN_AS_IT_IS.has(node.type) && 'value' in node ? [node.value] : [],
    ),
  );

const SHOWN_AS_IT_IS = new Set(['code', 'math']);
