import { type Flag, type Maker, type PlanEntry, type PlannedBlock, WHOLE_CHAPTER } from '@attune/contract';
import { project } from '@attune/contract/project';
import { allowedEntry } from './allowed-entry.ts';
import { flagOf } from './flag-of.ts';
import { type Known, type KnownBlock, settle } from './known.ts';
import type { PlanTask } from './types.ts';

/** A plan as it comes in: which sections are settled, and what is to be kept. */
export interface PlanTaking {
  /** Takes one entry; gives the sections that no later line can be about, in the order in which they were settled. */
  entry(entry: PlanEntry, maker: Maker): number[];
  thread(text: string, maker: Maker): void;
  /** The plan came to its end: what it did not name needs nothing. */
  close(maker: Maker): void;
  /** What is to be kept of what was taken since the last time. */
  rows(): PlannedBlock[];
  /** Likewise what is held to be wrong in the author's text. */
  flags(): Flag[];
}

/** Takes a plan line by line into what is known. Lines come in reading order; one that comes late for its section is left out. */
export function takePlan(task: PlanTask, known: Known): PlanTaking {
  const order = task.wanted.flatMap((id) => known.blocks.get(id) ?? []);
  const rows: PlannedBlock[] = [];
  const flags: Flag[] = [];
  let settled = 0;
  const keep = (block: KnownBlock, entry: PlanEntry | null, maker: Maker): void => {
    settle(block, entry);
    rows.push(rowOf(known, block, entry, maker));
  };
  /** Everything before position `end` that has no line needs nothing. Gives the sections that ended there. */
  const passTo = (end: number, maker: Maker): number[] => {
    const before = settled;
    for (; settled < end; settled += 1) {
      const block = order[settled] as KnownBlock;
      if (block.entry === undefined) keep(block, null, maker);
    }
    const open = order[settled]?.section.index;
    const passed = order.slice(before, settled).map(({ section }) => section.index);
    return [...new Set(passed)].filter((index) => index !== open);
  };
  return {
    entry(given, maker) {
      const position = order.findIndex(({ block }) => block.id === given.block);
      const block = order[position];
      if (!block || position < settled || block.entry !== undefined) return [];
      const closed = passTo(position, maker);
      keep(block, allowedEntry(task.page, block.block, given), maker);
      if (given.error !== undefined) flags.push(flagOf(task.page, { block: given.block, text: given.error, maker }));
      return closed;
    },
    thread(text, maker) {
      if (known.thread !== undefined) return;
      known.thread = text;
      rows.push(threadRow(known, text, maker));
    },
    close(maker) {
      passTo(order.length, maker);
    },
    rows: () => rows.splice(0),
    flags: () => flags.splice(0),
  };
}

const rowOf = ({ page }: Known, { block, section, planKey }: KnownBlock, entry: PlanEntry | null, maker: Maker) => ({
  key: planKey,
  chapter: page.chapter.id,
  block: block.id,
  projection: section.projection,
  entry,
  maker,
});

function threadRow({ page, threadKey }: Known, text: string, maker: Maker): PlannedBlock {
  const entry = { block: WHOLE_CHAPTER, terms: [], need: text, does: [], tags: [] };
  const facets = page.book.facets.filter(({ matters, axis }) => matters === 'prose' && axis !== 'language');
  const projection = project(
    page.book.facets,
    page.projection,
    facets.map(({ id }) => id),
  );
  return { key: threadKey, chapter: page.chapter.id, block: WHOLE_CHAPTER, projection, entry, maker };
}
