import { hashValue } from '@attune/contract/project';
import type { Block, Book, Chapter, ChapterSource, Choice, Finding } from '../types.ts';
import { rewritingFacets } from '../adapt/section-facets.ts';
import { facetsOf } from '../authored/facets-of.ts';
import { checkMarks, checkPrimersOnce } from '../marks/check-marks.ts';
import { choicesOf } from '../marks/choices.ts';
import { readMark } from '../marks/read-mark.ts';
import type { Report } from '../marks/report.ts';
import { type BlockNode, blockNodesOf, flatten } from './block-nodes.ts';
import { asLoaderReads } from './loader-text.ts';
import { type MappedText, originOf } from './mapped-text.ts';
import { placesIn, readBlocks } from './read-blocks.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { sectionsOf } from './sections.ts';
import { type MarkdownFormat, parseTree, type TreeNode } from './tree.ts';

const BOM = '\uFEFF';
/** No author nests so deep; what does would end in a stack overflow. */
const MOST_LEVELS = 500;

/** The format that a file is to be read as, as Docusaurus decides it. A chapter's own front matter may override it. */
export function formatOf(path: string, source: string, format: Book['syntax']['format']): MarkdownFormat {
  const own = source
    .match(/^\uFEFF?---\r?\n([^]*?)\r?\n---/)?.[1]
    ?.match(/^mdx:\s*\r?\n\s+format:\s*['"]?(md|mdx|detect)\b/m)?.[1];
  const chosen = own ?? format;
  if (chosen !== 'detect') return chosen as MarkdownFormat;
  return /\.(?:md|markdown|mdown|mkdn|mkd|mdwn|mkdown|ron)$/.test(path) ? 'md' : 'mdx';
}

/**
 * Reads a chapter: blocks by slicing its source, sections, marks, what is wrong with them. Never throws: a file that does not
 * compile as MDX is read as plain Markdown, and one that cannot be read at all has `readable: false` and a finding.
 */
export function openChapter(input: ChapterSource, book: Book): Chapter {
  const { id, path, source } = input;
  const shift = source.startsWith(BOM) ? 1 : 0;
  const mapped = asLoaderReads(source.slice(shift), book.syntax);
  const places = placesIn(source);
  const findings: Finding[] = [];
  const find = (at: number, rule: string, severity: Finding['severity'], message: string, remedy: string): void => {
    findings.push({ rule, severity, file: path, ...places(at), message, remedy });
  };
  const parsed = parse(mapped, formatOf(path, source, book.syntax.format), book, (at, rule, severity, message) => {
    const remedy =
      severity === 'error'
        ? 'mend it, or ask readers of this page to use Original'
        : 'mend the place, or set format: md for this file';
    find(originOf(mapped, at) + shift, rule, severity, message, remedy);
  });
  const nodes = parsed ? blockNodesOf(parsed.tree, mapped.text) : [];
  const report: Report = (block, rule, message, remedy, severity = 'error') =>
    find(originOf(mapped, block.start) + shift, rule, severity, message, remedy);
  checkMarks(nodes, {
    text: mapped.text,
    facets: book.facets,
    primers: book.primers,
    admonitions: book.syntax.admonitions,
    report,
  });
  checkPrimersOnce(flatten(nodes), report);

  const blocks = withMarks(readBlocks(nodes, mapped, shift, places), nodes);
  const { policy, problems } = readPolicy(source, blocks);
  const sections = sectionsOf(blocks);
  const rewriting = book.rewriting ? rewritingFacets({ source, blocks, sections }, book.facets) : [];
  for (const problem of problems) findings.push({ rule: 'policy-invalid', severity: 'error', file: path, ...problem });
  return {
    id,
    path,
    source,
    revision: revisionOf(nodes),
    plainMarkdown: parsed?.format === 'md',
    readable: parsed !== undefined,
    blocks,
    sections,
    choices: allChoices(blocks),
    definitions: definitionsOf(nodes, blocks),
    facets: [...new Set([...facetsOf(blocks, book), ...rewriting])].sort(),
    policy,
    findings,
  };
}

/** SHA-256 over the ids of all blocks in order: what the page carries, and what requests name. */
export const revisionOf = (nodes: readonly BlockNode[]): string => hashValue(flatten(nodes).map((node) => node.id));

type ParseFailure = (at: number, rule: string, severity: Finding['severity'], message: string) => void;

function parse(
  mapped: MappedText,
  format: MarkdownFormat,
  book: Book,
  fail: ParseFailure,
): { tree: TreeNode; format: MarkdownFormat } | undefined {
  try {
    const tree = parseTree(mapped.text, format, book.syntax);
    if (isDeeperThan(MOST_LEVELS, tree)) throw new Error(`it is nested more than ${MOST_LEVELS} levels deep`);
    return { tree, format };
  } catch (error) {
    const { offset, reason } = describe(error);
    if (format === 'mdx') {
      fail(offset, 'not-mdx', 'warning', `does not compile as MDX and is read as plain Markdown: ${reason}`);
      return parse(mapped, 'md', book, fail);
    }
    fail(offset, 'unreadable', 'error', `cannot be parsed: ${reason}`);
    return undefined;
  }
}

const isDeeperThan = (levels: number, { children = [] }: TreeNode): boolean =>
  levels === 0 || children.some((child) => isDeeperThan(levels - 1, child));

/** Place and reason of a VFileMessage. */
function describe(error: unknown): { offset: number; reason: string } {
  const { place, reason, message } = error as {
    place?: { offset?: number; start?: { offset?: number } };
    reason?: string;
    message?: string;
  };
  return { offset: place?.offset ?? place?.start?.offset ?? 0, reason: reason ?? message ?? 'unknown' };
}

function withMarks(blocks: readonly Block[], nodes: readonly BlockNode[]): Block[] {
  return blocks.map((block, index) => {
    const node = nodes[index] as BlockNode;
    const mark = readMark(node);
    return { ...block, children: withMarks(block.children, node.children), ...(mark ? { mark } : {}) };
  });
}

function allChoices(blocks: readonly Block[]): Choice[] {
  return [...choicesOf(blocks), ...blocks.flatMap((block) => allChoices(block.children))];
}

function definitionsOf(nodes: readonly BlockNode[], blocks: readonly Block[]): Chapter['definitions'] {
  const entries = nodes.flatMap((node, index) => {
    const { start, end } = blocks[index] as Block;
    const named = (node.kind === 'definition' || node.kind === 'footnote') && node.node.identifier;
    return named ? [[named, { start, end }] as const] : [];
  });
  return Object.fromEntries(entries);
}
