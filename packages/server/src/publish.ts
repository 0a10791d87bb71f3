import { allBlocks, type Chapter } from '@attune/core';

interface Published {
  readonly chapter: string;
  readonly revision: string;
  readonly path: string;
  readonly source: string;
  /** Ids. */
  readonly blocks: readonly string[];
}

/** A chapter as it is published; one that cannot be read is not. */
export const publishedAs = ({ id, revision, path, source, blocks, readable }: Chapter): Published[] =>
  readable ? [{ chapter: id, revision, path, source, blocks: allBlocks(blocks).map((block) => block.id) }] : [];

/**
 * Keeps the revisions of chapters as they become current, one publication after the other. What the database did not take
 * goes along with the next: pages of that revision are out there all the same.
 */
export function createPublisher(
  chapters: () => ReadonlyMap<string, Chapter>,
  keep: (rows: readonly Published[]) => Promise<unknown>,
): (ids: Iterable<string>) => Promise<void> {
  let waiting: Published[] = [];
  let working: Promise<unknown> = Promise.resolve();

  async function keepWaiting(): Promise<void> {
    while (waiting.length > 0) {
      // Of a chapter one revision at a time: the last that is kept is its present one.
      const seen = new Set<string>();
      const again = waiting.findIndex(({ chapter }) => seen.size === seen.add(chapter).size);
      const rows = waiting.slice(0, again < 0 ? waiting.length : again);
      await keep(rows);
      waiting = waiting.slice(rows.length);
    }
  }

  return (ids) => {
    // As they are now: by the time the database has taken others they may be different again.
    for (const id of ids) {
      const chapter = chapters().get(id);
      if (chapter) waiting.push(...publishedAs(chapter));
    }
    const turn = working.then(keepWaiting, keepWaiting);
    working = turn;
    return turn;
  };
}
