import { Flow, Inline } from '@attune/contract';
import type { MaskedText } from '../parse/mask-text.ts';
import type { TreeNode } from '../parse/tree.ts';
import type { Mask } from '../types.ts';
import { INERT_MARK, withMarks } from './inert.ts';
import { parseProse, asWritten } from './parse-prose.ts';

/** What is not restricted Markdown in a text, and where: an offset in it. */
export interface TextProblem {
  readonly offset: number;
  readonly message: string;
}

export interface TextRules {
  /** `leaf`: a run of prose inside a block of the author's · `insert`: blocks of its own */
  readonly shape: 'leaf' | 'insert';
  /** The marks it may have. */
  readonly masks: readonly Pick<Mask, 'kind' | 'number'>[];
  readonly originals?: MaskedText['originals'];
  /** Whether the author's text has this code. */
  readonly hasCode: (code: string) => boolean;
  readonly generatedCode?: boolean;
  /** The author's prose has formulas that are not marked as such. */
  readonly formulas?: boolean;
  /** Likewise footnotes without their text. */
  readonly footnotes?: boolean;
  /** The author's run of prose starts like a list, a heading or a quote, so this may too. */
  readonly startsLikeBlock?: boolean;
}

/** A model's text, read. The trees are whole only where there are no problems. */
export interface ReadText {
  readonly inlines: Inline[];
  readonly flows: Flow[];
  readonly problems: TextProblem[];
  /** Its words: no marks, no code, no signs of Markdown; a line a paragraph. */
  readonly plain: string;
}

const MOST_COLUMNS = 6;
const MOST_ROWS = 12;

const FOREIGN: Readonly<Record<string, string>> = {
  heading: 'a heading',
  blockquote: 'a quote',
  thematicBreak: 'a line across',
  html: 'HTML',
  image: 'an image',
  imageReference: 'an image',
  link: 'a link of its own',
  linkReference: 'a link of its own',
  definition: 'a link definition',
  footnoteReference: 'a footnote',
  footnoteDefinition: 'a footnote',
  delete: 'struck text',
  list: 'a list inside a run of prose',
  table: 'a table inside a run of prose',
  code: 'a code block',
};

/** Reads a model's text as restricted Markdown. Never throws; what does not belong is a problem with its place. */
export function readText(text: string, rules: TextRules): ReadText {
  const shielded = rules.shape === 'leaf' && rules.startsLikeBlock === true;
  const { tree, shift } = parseProse(text, shielded);
  const problems: TextProblem[] = [];
  const reader = readerOf(rules, (node, message) =>
    problems.push({ offset: Math.max(0, (node.position?.start.offset ?? 0) - shift), message }),
  );
  const children = tree.children ?? [];
  const flows = rules.shape === 'insert' ? children.flatMap((child) => reader.flow(child)) : [];
  const inlines = rules.shape === 'leaf' ? reader.leaf(children) : [];
  if (rules.formulas !== true) problems.push(...formulasIn(text));
  const note = text.search(/\[\^[^\]\s]+\]/);
  if (note >= 0 && rules.footnotes !== true) problems.push({ offset: note, message: 'a footnote cannot stand here' });
  const fits = rules.shape === 'insert' ? Flow.array().safeParse(flows) : Inline.array().safeParse(inlines);
  if (problems.length === 0 && !fits.success) problems.push({ offset: 0, message: 'it is nested too deep' });
  return { inlines, flows, problems, plain: children.map(plainOf).join('\n').trim() };
}

/** Whether a run of prose would be read as a list, a heading, a quote … if it stood alone. */
export function startsLikeBlock(text: string): boolean {
  const first = parseProse(text, false).tree.children?.[0];
  return first !== undefined && first.type !== 'paragraph';
}

/** Formulas are the author's, and are masked. A price is none. */
export function formulasIn(text: string): TextProblem[] {
  const found = text.match(
    /\$\$|\\[([]|\$(?=[^$\n]*[\\^_{}])[^\s$][^$\n]*\$|\$[a-zA-Z](?:\s*[=<>+*/-][^$\n]*)?\$|\\(?:frac|sqrt|sum|theta|alpha|omega|cdot|times|text|mathrm|begin)\b/,
  );
  return found ? [{ offset: found.index ?? 0, message: 'a formula of its own' }] : [];
}

const GAP = /[\uF5D0-\uF5DD]+/g;

function plainOf(node: TreeNode): string {
  // A new line in a paragraph is a space.
  if (node.type === 'text')
    return asWritten(node.value ?? '')
      .replace(GAP, ' ')
      .replace(/\s*\n\s*/g, ' ');
  if (node.type === 'inlineCode' || node.type === 'code') return ' ';
  if (node.type === 'break') return '\n';
  const between = ['list', 'table', 'blockquote', 'root', 'tableRow', 'listItem'].includes(node.type) ? '\n' : '';
  return (node.children ?? []).map(plainOf).join(between);
}

interface Reader {
  leaf(nodes: readonly TreeNode[]): Inline[];
  flow(node: TreeNode): Flow[];
}

function readerOf(rules: TextRules, fail: (node: TreeNode, message: string) => void): Reader {
  const kinds = new Map(rules.masks.filter(({ kind }) => kind !== 'close').map((mask) => [mask.number, mask.kind]));
  const refuse = (node: TreeNode): [] => {
    fail(node, `${FOREIGN[node.type] ?? node.type} cannot stand here`);
    return [];
  };

  const inline = (nodes: readonly TreeNode[]): Inline[] => paired(nodes.flatMap(pieces), kinds, fail);

  const pieces = (node: TreeNode): Piece[] => {
    if (node.type === 'text') return textPieces(node, rules.originals);
    if (node.type === 'break') return ['\n'];
    if (node.type === 'emphasis' || node.type === 'strong')
      return [{ type: node.type, children: inline(node.children ?? []) }];
    if (node.type !== 'inlineCode') return refuse(node);
    const value = withMarks(asWritten(node.value ?? ''));
    if (!rules.hasCode(value)) fail(node, `the author has no code \`${value}\``);
    return [{ type: 'code', value }];
  };

  const flow = (node: TreeNode): Flow[] => {
    const children = node.children ?? [];
    if (node.type === 'paragraph') return [{ type: 'paragraph', children: inline(children) }];
    if (node.type === 'list') {
      const ordered = (node as { ordered?: boolean | null }).ordered === true;
      return [{ type: 'list', ordered, items: children.map((item) => oneParagraph(item, item.children ?? [])) }];
    }
    if (node.type === 'table') return table(node, children);
    if (node.type === 'code' && rules.generatedCode === true)
      return [
        { type: 'code', ...(node.lang ? { language: node.lang } : {}), value: withMarks(asWritten(node.value ?? '')) },
      ];
    return refuse(node);
  };

  const table = (node: TreeNode, rows: readonly TreeNode[]): Flow[] => {
    const [head = [], ...rest] = rows.map((row) => (row.children ?? []).map((cell) => inline(cell.children ?? [])));
    if (head.length > MOST_COLUMNS || rest.length > MOST_ROWS)
      fail(node, `a table has at most ${MOST_COLUMNS} columns and ${MOST_ROWS} rows`);
    return [{ type: 'table', head, rows: rest }];
  };

  /** The prose of what may hold one paragraph and nothing else. */
  const oneParagraph = (parent: TreeNode, nodes: readonly TreeNode[]): Inline[] => {
    const [first, ...others] = nodes;
    for (const other of others) {
      if (other.type === 'paragraph') fail(other, 'a second paragraph cannot stand here');
      else refuse(other);
    }
    if ((parent as { checked?: unknown }).checked !== undefined && (parent as { checked?: unknown }).checked !== null)
      fail(parent, 'a check box cannot stand here');
    if (first === undefined) return [];
    return first.type === 'paragraph' ? inline(first.children ?? []) : refuse(first);
  };

  return { leaf: (nodes) => oneParagraph({ type: 'root' }, nodes), flow };
}

/** A mark between the inline nodes, before the links are put together. */
interface LooseMark {
  readonly type: 'loose';
  readonly number: number;
  readonly closes: boolean;
  readonly node: TreeNode;
}
type Piece = Inline | LooseMark;

function textPieces(node: TreeNode, originals: MaskedText['originals'] | undefined): Piece[] {
  const value = asWritten(node.value ?? '');
  const pieces: Piece[] = [];
  let last = 0;
  for (const match of value.matchAll(INERT_MARK)) {
    if (match.index > last) pieces.push(value.slice(last, match.index));
    last = match.index + match[0].length;
    const mark = withMarks(match[0]);
    if (mark.startsWith('⟦=')) pieces.push(originals?.get(mark) ?? mark);
    else pieces.push({ type: 'loose', number: Number(mark.replace(/\D/g, '')), closes: mark.startsWith('⟦/'), node });
  }
  if (last < value.length) pieces.push(value.slice(last));
  return pieces;
}

/** Links put together from their marks, neighbouring texts joined. What does not pair or nest is a problem. */
function paired(
  pieces: readonly Piece[],
  kinds: ReadonlyMap<number, Mask['kind']>,
  fail: (node: TreeNode, message: string) => void,
): Inline[] {
  const root: Inline[] = [];
  const open: { mark: LooseMark; children: Inline[] }[] = [];
  const add = (inline: Inline): void => {
    const list = open.at(-1)?.children ?? root;
    const before = list.at(-1);
    if (typeof inline === 'string' && typeof before === 'string') list[list.length - 1] = before + inline;
    else list.push(inline);
  };
  for (const piece of pieces) {
    if (typeof piece === 'string' || piece.type !== 'loose') add(piece);
    else if (piece.closes) {
      const last = open.pop();
      if (last && last.children.every((child) => typeof child === 'string' && child.trim() === ''))
        fail(piece.node, `the link ⟦${piece.number}⟧ has no words`);
      if (last?.mark.number === piece.number) add({ type: 'mask', number: piece.number, children: last.children });
      else fail(piece.node, `⟦/${piece.number}⟧ closes what is not open here`);
    } else if (kinds.get(piece.number) === 'open') open.push({ mark: piece, children: [] });
    else add({ type: 'mask', number: piece.number });
  }
  for (const { mark } of open) fail(mark.node, `⟦${mark.number}⟧ is not closed within its emphasis or paragraph`);
  return root;
}
