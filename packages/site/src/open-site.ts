import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Manifest } from '@attune/contract';
import { type Book, type Chapter, type Finding, openChapter } from '@attune/core';
import { watch as watchFiles } from 'chokidar';
import { readBook } from './read-book.ts';
import { readManifest } from './read-manifest.ts';

export interface SiteOptions {
  /** Folder of the built site; default `build` in the site's folder. */
  readonly outDir?: string;
  /** Follow changes of chapters, glossary and primers. */
  readonly watch?: boolean;
  /** Called after a change has been read, with the ids of the chapters that it touched. */
  readonly onChange?: (chapterIds: string[]) => void;
  /** A change that could not be read; the site stays as it was. */
  readonly onError?: (error: unknown) => void;
}

/** An author's site as it is on disk now. */
export interface Site {
  readonly manifest: Manifest;
  readonly outDir: string;
  readonly book: Book;
  /** What is wrong in glossary, primers and chapters. */
  readonly findings: readonly Finding[];
  /** By id; a chapter whose file is gone is absent. */
  readonly chapters: ReadonlyMap<string, Chapter>;
  close(): Promise<void>;
}

interface State {
  book: Book;
  bookFindings: Finding[];
  chapters: Map<string, Chapter>;
}

/** Opens a built site. Throws SiteError where it is not built. */
export async function openSite(siteDir: string, options: SiteOptions = {}): Promise<Site> {
  const outDir = resolve(siteDir, options.outDir ?? 'build');
  const manifest = await readManifest(outDir);
  const { settings, syntax } = manifest;

  const readAll = async (): Promise<State> => {
    const { book, findings } = await readBook(siteDir, settings, syntax);
    const entries = await Promise.all(manifest.chapters.map((entry) => readChapter(siteDir, entry, book)));
    return {
      book,
      bookFindings: findings,
      chapters: new Map(entries.flatMap((chapter) => (chapter ? [[chapter.id, chapter]] : []))),
    };
  };

  let state: State | undefined;
  const reread = oneAtATime(async () => {
    const before = state;
    state = await readAll();
    const changed = before ? changedChapters(before, state) : [];
    if (changed.length > 0) options.onChange?.(changed);
  });
  const watched = [settings.glossary, settings.primers, ...manifest.chapters.map((entry) => entry.source)];
  // Before the first reading, so that no change falls between the two.
  const stop = options.watch
    ? await follow(
        watched.map((path) => resolve(siteDir, path)),
        () => reread().catch((error: unknown) => options.onError?.(error)),
      )
    : async () => undefined;
  await reread().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const current = (): State => state as State;

  return {
    manifest,
    outDir,
    get book() {
      return current().book;
    },
    get chapters() {
      return current().chapters;
    },
    get findings() {
      const { bookFindings, chapters } = current();
      return [...bookFindings, ...[...chapters.values()].flatMap((chapter) => chapter.findings)];
    },
    close: stop,
  };
}

async function readChapter(
  siteDir: string,
  entry: Manifest['chapters'][number],
  book: Book,
): Promise<Chapter | undefined> {
  const source = await readFile(join(siteDir, entry.source), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return source === undefined ? undefined : openChapter({ id: entry.id, path: entry.source, source }, book);
}

/** Ids of the chapters that are not what they were; all of them where the book's glossary, primers or settings are not. */
function changedChapters(before: State, after: State): string[] {
  const ids = [...new Set([...before.chapters.keys(), ...after.chapters.keys()])];
  if (before.book.fingerprint !== after.book.fingerprint) return ids;
  return ids.filter((id) => before.chapters.get(id)?.revision !== after.chapters.get(id)?.revision);
}

/** Lets calls of a task wait for the ones before, so that what is read last is what was written last. */
function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => (last = last.catch(() => undefined).then(task));
}

/** Calls `changed` once a burst of changes is over. Gives what stops it, and waits for what is under way. */
async function follow(paths: readonly string[], changed: () => Promise<void>): Promise<() => Promise<void>> {
  const watcher = watchFiles([...paths], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 20 },
  });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = changed();
    }, 30);
  });
  await new Promise<void>((ready) => watcher.once('ready', ready));
  return async () => {
    await watcher.close();
    clearTimeout(timer);
    await running;
  };
}
