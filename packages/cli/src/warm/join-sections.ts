import { hashValue } from '@attune/contract';
import { lengthOf, type SectionTask } from '@attune/core';

/** Letters of prose that are asked for in one request: an answer of some 8,000 tokens in the chapter's language, of 15,000 in Urdu. */
const MOST_LETTERS = 12_000;

/**
 * Sections of a page as one task, so that one hand writes the page from first to last: nobody waits for an answer of a batch, and sections
 * that are written apart repeat each other and do not join. Together are those to which the same of the reader matters.
 */
export function joinSections(tasks: readonly SectionTask[]): SectionTask[] {
  const alike = Map.groupBy(tasks, ({ section, again }) => hashValue([section.projection, again.length > 0]));
  return [...alike.values()].flatMap((own) => inParts(own).map(joined));
}

function inParts(tasks: readonly SectionTask[]): SectionTask[][] {
  const parts: SectionTask[][] = [];
  let room = 0;
  for (const task of tasks) {
    const letters = lettersOf(task);
    if (letters > room || parts.length === 0) {
      parts.push([]);
      room = MOST_LETTERS;
    }
    parts.at(-1)?.push(task);
    room -= letters;
  }
  return parts;
}

function lettersOf({ page, section, wanted }: SectionTask): number {
  const blocks = section.blocks.filter(({ id }) => wanted.includes(id));
  return blocks.reduce((sum, block) => sum + lengthOf(page.chapter, block), 0);
}

function joined(tasks: readonly SectionTask[]): SectionTask {
  const [first] = tasks as [SectionTask];
  return {
    ...first,
    section: { ...first.section, blocks: tasks.flatMap(({ section }) => section.blocks) },
    plan: tasks.flatMap(({ plan }) => plan),
    wanted: tasks.flatMap(({ wanted }) => wanted),
    again: tasks.flatMap(({ again }) => again),
  };
}
