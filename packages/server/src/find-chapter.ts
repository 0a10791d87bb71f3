import type { Chapter } from '@attune/core';
import { isChapterId } from './chapter-ids.ts';
import { ApiError } from './errors.ts';
import type { Library, Revisions } from './ports.ts';

const REVISION = /^[0-9a-f]{64}$/;

/** The chapter of an id that a client sent: one of the book's, or a refusal. */
export function findChapter(library: Library, id: string): Chapter {
  if (!isChapterId(id)) throw new ApiError('chapter_id_malformed');
  const chapter = library.current(id);
  if (!chapter) throw new ApiError('chapter_unknown');
  return chapter;
}

/**
 * The chapter at the revision that the page carries: the present one, or one that the service kept. Never another: edits of
 * one revision do not belong on another.
 */
export async function findRevision(
  { library, revisions }: { library: Library; revisions: Revisions },
  id: string,
  revision: string,
): Promise<{ chapter: Chapter; current: boolean }> {
  const present = findChapter(library, id);
  if (present.revision === revision && present.readable) return { chapter: present, current: true };
  const kept = REVISION.test(revision) ? await revisions.find(id, revision) : undefined;
  const chapter = kept && library.reopen(kept);
  // A newer parser may read a kept source differently; its blocks are then not those of the page.
  if (chapter?.readable && chapter.revision === revision) return { chapter, current: false };
  throw new ApiError(present.readable ? 'revision_unknown' : 'chapter_unreadable');
}
