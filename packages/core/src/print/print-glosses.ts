import type { Edit } from '@attune/contract';
import type { Block, Leaf } from '../types.ts';
import type { PrintNode } from './to-markdown.ts';

/** A block with each gloss in parentheses behind its term, where the term first stands in prose: never in code or a link. */
export function printGlosses(source: string, block: Block, edits: readonly Edit[]): string {
  const insertions = edits.flatMap((edit) => {
    const at = edit.action === 'gloss' && edit.form ? endOfForm(source, block, edit.form) : undefined;
    return at === undefined ? [] : [{ at, text: glossText(edit, block) }];
  });
  let printed = '';
  let last = block.start;
  for (const { at, text } of insertions.sort((a, b) => a.at - b.at)) {
    printed += source.slice(last, at) + text;
    last = at;
  }
  return printed + source.slice(last, block.end);
}

/** The same for a block's new words, run by run. */
export function placeGlosses(runs: readonly PrintNode[][], block: Block, edits: readonly Edit[]): PrintNode[][] {
  return edits.reduce<PrintNode[][]>(
    (placed, edit) => {
      if (edit.action !== 'gloss' || !edit.form) return placed;
      const place = { pattern: patternOf(edit.form), text: glossText(edit, block), isDone: false };
      return placed.map((nodes) => nodes.flatMap((node) => withGloss(node, place)));
    },
    [...runs],
  );
}

interface Place {
  readonly pattern: RegExp;
  readonly text: string;
  isDone: boolean;
}

function withGloss(node: PrintNode, place: Place): PrintNode[] {
  if (place.isDone) return [node];
  if (node.type === 'emphasis' || node.type === 'strong')
    return [{ ...node, children: node.children.flatMap((child) => withGloss(child, place)) } as PrintNode];
  const match = node.type === 'text' ? place.pattern.exec(node.value) : null;
  if (node.type !== 'text' || !match) return [node];
  place.isDone = true;
  const end = match.index + match[0].length;
  const after: PrintNode[] = end < node.value.length ? [{ type: 'text', value: node.value.slice(end) }] : [];
  return [{ type: 'text', value: node.value.slice(0, end) }, { type: 'slice', value: place.text }, ...after];
}

/** A definition may be written in several lines; a bar would end a table's cell. */
function glossText({ text = '' }: Edit, block: Block): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return ` (*${block.kind === 'table' ? line.replace(/\|/g, '\\|') : line}*)`;
}

function patternOf(form: string): RegExp {
  const words = form.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // An underscore may be emphasis (`_topic_`) or part of a name (`topic_name`). A quote's lines begin with `>`.
  return new RegExp(
    `(?<![\\p{L}\\p{N}-]|[\\p{L}\\p{N}]_)${words.join('[\\s>]+')}(?![\\p{L}\\p{N}-]|_[\\p{L}\\p{N}])`,
    'u',
  );
}

function endOfForm(source: string, block: Block, form: string): number | undefined {
  const pattern = patternOf(form);
  for (const { start, end } of block.leaves.flatMap(openRanges)) {
    const match = pattern.exec(source.slice(start, end));
    if (match) return start + match.index + match[0].length;
  }
  return undefined;
}

/** The parts of a leaf that are neither masked nor a link's text. */
function openRanges({ start, end, masks }: Leaf): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let links = 0;
  let last = start;
  for (const mask of masks) {
    if (links === 0) ranges.push({ start: last, end: mask.start });
    if (mask.kind === 'open') links++;
    if (mask.kind === 'close') links--;
    last = mask.end;
  }
  return [...ranges, { start: last, end }];
}
