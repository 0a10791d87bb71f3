import { setTimeout as pause } from 'node:timers/promises';
import { type Book, type Chapter, type ChapterSource, openChapter } from '@attune/core';
import type { Logger } from 'pino';
import type { Invalidations, Revisions } from './ports.ts';

/** Revisions as a node needs them that goes by what was published last. */
interface PublishedRevisions extends Revisions {
  /** The current revision of each of these chapters that has one. */
  current(chapters: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

interface Following {
  readonly revisions: PublishedRevisions;
  readonly invalidations: Pick<Invalidations, 'subscribe'>;
  readonly logger: Logger;
}

interface FollowedSite {
  readonly book: Book;
  readonly chapters: ReadonlyMap<string, Chapter>;
}

export interface Followed {
  /** By id, at the revisions that were published last. */
  readonly chapters: ReadonlyMap<string, Chapter>;
  close(): void;
}

/** Milliseconds until a database that did not answer is asked again. */
const PAUSE = 1_000;

/**
 * The chapters of a site on this node's disk, each at the revision that was published last, wherever that was. A revision that this node
 * reads otherwise than who published it, an older version say, is left: pages that name it are refused, not given what does not fit.
 */
export async function followPublished(
  { book, chapters: onDisk }: FollowedSite,
  { revisions, invalidations, logger }: Following,
): Promise<Followed> {
  const chapters = new Map(onDisk);
  const wanted = new Set<string>();
  const closed = new AbortController();

  async function look(ids: readonly string[]): Promise<void> {
    for (const [id, revision] of await revisions.current(ids)) {
      if (chapters.get(id)?.revision === revision) continue;
      const own = onDisk.get(id);
      const chapter = own?.revision === revision ? own : opened(await revisions.find(id, revision));
      if (chapter?.readable && chapter.revision === revision) chapters.set(id, chapter);
      else logger.warn({ chapter: id, revision }, 'a published revision cannot be read here');
    }
  }
  const opened = (source: ChapterSource | undefined): Chapter | undefined => source && openChapter(source, book);

  async function work(): Promise<void> {
    while (wanted.size > 0 && !closed.signal.aborted) {
      const ids = [...wanted];
      wanted.clear();
      await look(ids).catch(async (error: unknown) => {
        for (const id of ids) wanted.add(id);
        logger.warn({ err: error }, 'what was published is not known yet');
        await pause(PAUSE, undefined, { signal: closed.signal, ref: false }).catch(() => {});
      });
    }
  }
  let working: Promise<void> | undefined;
  const leave = invalidations.subscribe((invalidation) => {
    const { what } = invalidation;
    if (what !== 'all' && what !== 'published') return;
    // Chapters that this node's build does not have need a page first.
    const ids = what === 'all' ? [...onDisk.keys()] : invalidation.chapters.filter((id) => onDisk.has(id));
    for (const id of ids) wanted.add(id);
    working ??= work().finally(() => (working = undefined));
  });

  // What is published during the first look is looked at when it is through.
  working = look([...onDisk.keys()]);
  await working.finally(() => (working = undefined));
  if (wanted.size > 0) working = work().finally(() => (working = undefined));
  return {
    chapters,
    close: () => {
      leave();
      closed.abort();
    },
  };
}
