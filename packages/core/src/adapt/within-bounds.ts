import type { Edit } from '@attune/contract';
import { sourcesOf } from '../checks/reading.ts';
import { MARK } from '../text/index.ts';
import type { Block, Chapter } from '../types.ts';
import type { Page } from './types.ts';

const lettersOf = (text: string): number => text.replace(MARK, '').length;
const proseOf = (chapter: Chapter, block: Block): number =>
  sourcesOf(chapter, block).reduce((sum, { text }) => sum + lettersOf(text), 0);

/** How much of a page a block is, in letters: its prose, or the code or formula that it is. */
export function lengthOf(chapter: Chapter, block: Block): number {
  if (block.kind !== 'code' && block.kind !== 'math') return proseOf(chapter, block);
  return chapter.source.slice(block.start, block.end).replace(/^\s+/gm, '').length;
}

/** Which inserts go first where a page has too much: a primer carries what follows it, an example is what was asked for. */
const RANK: Readonly<Record<string, number>> = { note: 0, table: 1, example: 2, primer: 3 };
/** A note that goes through code says what stands nowhere else; one beside prose or a table mostly says more of the same. */
const THROUGH_CODE = 1;
const QUOTES_CODE = /`[^`\s]/;
/** What a page opens with brings in the words and the picture that all else speaks in. */
const OPENING = 3;

/**
 * The edits without the notes by which the page would grow beyond what the author's policy allows: of the least needed kind the
 * shortest that will do, else the longest.
 */
export function withinBounds(edits: readonly Edit[], { chapter, sections }: Page): Edit[] {
  const blocks = new Map(sections.flatMap((section) => section.blocks).map((block) => [block.id, block]));
  const given = (id: string): number => {
    const block = blocks.get(id);
    return block ? proseOf(chapter, block) : 0;
  };
  const growthOf = (edit: Edit): number => {
    if (edit.action === 'insert') return lettersOf(edit.text ?? '');
    if (edit.texts === undefined) return 0;
    return edit.texts.reduce((sum, text) => sum + lettersOf(text), 0) - given(edit.block);
  };
  const size = [...blocks.values()].reduce((sum, block) => sum + lengthOf(chapter, block), 0);
  const room = size * (chapter.policy.maxExpansion - 1);
  let growth = edits.reduce((sum, edit) => sum + growthOf(edit), 0);
  const places = [...blocks.keys()];
  const inserts = edits
    .filter(({ action }) => action === 'insert')
    .toSorted((a, b) => places.indexOf(a.block) - places.indexOf(b.block));
  const opening = inserts.find(({ block }) => blocks.get(block)?.kind === 'heading') ?? inserts[0];
  const rank = (edit: Edit): number => {
    if (edit === opening) return OPENING;
    return Math.max(RANK[edit.kind ?? 'note'] ?? 0, QUOTES_CODE.test(edit.text ?? '') ? THROUGH_CODE : 0);
  };
  const left = new Set(inserts.toSorted((a, b) => rank(a) - rank(b) || growthOf(a) - growthOf(b)));
  const dropped = new Set<Edit>();
  while (growth > room && left.size > 0) {
    const [first] = left;
    const least = [...left].filter((edit) => rank(edit) === rank(first as Edit));
    const edit = (least.find((one) => growthOf(one) >= growth - room) ?? least.at(-1)) as Edit;
    left.delete(edit);
    dropped.add(edit);
    growth -= growthOf(edit);
  }
  return edits.filter((edit) => !dropped.has(edit));
}
