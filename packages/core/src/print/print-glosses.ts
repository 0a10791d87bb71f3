import type { Edit } from '@attune/contract';
import type { Block, Leaf } from '../types.ts';

/** A block with each gloss in parentheses behind its term, where the term first stands in prose: never in code or a link. */
export function printGlosses(source: string, block: Block, edits: readonly Edit[]): string {
  const insertions = edits.flatMap(({ action, form, text = '' }) => {
    const at = action === 'gloss' && form ? endOfForm(source, block, form) : undefined;
    return at === undefined ? [] : [{ at, text: ` (*${inOneLine(text, block)}*)` }];
  });
  let printed = '';
  let last = block.start;
  for (const { at, text } of insertions.sort((a, b) => a.at - b.at)) {
    printed += source.slice(last, at) + text;
    last = at;
  }
  return printed + source.slice(last, block.end);
}

/** A definition may be written in several lines; a bar would end a table's cell. */
function inOneLine(text: string, block: Block): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return block.kind === 'table' ? line.replace(/\|/g, '\\|') : line;
}

function endOfForm(source: string, block: Block, form: string): number | undefined {
  const words = form.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // An underscore may be emphasis (`_topic_`) or part of a name (`topic_name`). A quote's lines begin with `>`.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}-]|[\\p{L}\\p{N}]_)${words.join('[\\s>]+')}(?![\\p{L}\\p{N}-]|_[\\p{L}\\p{N}])`,
    'u',
  );
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
