import { openSite, type Site } from '@attune/site';
import type { Store } from '@attune/store';
import type { Logger } from 'pino';
import { followPublished } from './follow-published.ts';
import type { Library, Revisions } from './ports.ts';
import { createPublisher, publishedAs } from './publish.ts';
import { siteLibrary } from './site-library.ts';
import type { UndoList } from './undo-list.ts';

interface LibraryOptions {
  /** Follow the author's edits. */
  readonly watch: boolean;
  /** The database is not this process's own: other nodes may be at it. */
  readonly isShared: boolean;
  readonly store: Store;
  readonly logger: Logger;
  readonly started: UndoList;
}

export interface OpenedLibrary {
  readonly site: Site;
  readonly library: Library;
  readonly revisions: Revisions;
}

/**
 * A built site with the revisions of its chapters. What an author is at work on, and what is on the only machine, is what is current. Of
 * several nodes each goes by what was published last: one that starts with an older build does not take that back.
 */
export async function openLibrary(siteDir: string, options: LibraryOptions): Promise<OpenedLibrary> {
  const { watch, isShared, store, logger, started } = options;
  const site = await openSite(siteDir, {
    watch,
    onChange: (ids) => {
      publish(ids).catch((error: unknown) => logger.warn({ err: error }, 'revisions were not kept yet'));
    },
    onError: (error) => logger.warn({ err: error }, 'a change of the site was not read'),
  });
  started.add(() => site.close());
  const publish = createPublisher(
    () => site.chapters,
    (rows) => store.revisions.publish(rows),
  );
  const revisions: Revisions = {
    find: async (id, revision) => {
      const kept = await store.revisions.find(id, revision);
      return kept && { id, path: kept.path, source: kept.source };
    },
  };
  if (watch || !isShared) {
    await publish(site.chapters.keys());
    return { site, library: siteLibrary(site), revisions };
  }
  await store.revisions.keep([...site.chapters.values()].flatMap(publishedAs));
  const { manifest, book, chapters } = site;
  const followed = await followPublished(
    { book, chapters },
    {
      revisions: { ...revisions, current: (ids) => store.revisions.current(ids) },
      invalidations: store.invalidations,
      logger,
    },
  );
  started.add(() => followed.close());
  return { site, library: siteLibrary({ manifest, book, chapters: followed.chapters }), revisions };
}
