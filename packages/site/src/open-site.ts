import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Manifest } from '@attune/contract';
import { type Book, type Chapter, type Finding, openChapter } from '@attune/core';
import { watch as watchFiles } from 'chokidar';
import { readBook } from './read-book.ts';
import { withWritten } from './with-written.ts';
import { MANIFEST_PATH, readManifest } from './read-manifest.ts';

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
  manifest: Manifest;
  book: Book;
  bookFindings: Finding[];
  chapters: Map<string, Chapter>;
}

/** Opens a built site. Throws SiteError where it is not built. */
export async function openSite(siteDir: string, options: SiteOptions = {}): Promise<Site> {
  const outDir = resolve(siteDir, options.outDir ?? 'build');
  const filesOf = ({ settings, chapters }: Manifest): string[] =>
    [settings.glossary, settings.primers, ...chapters.map((entry) => entry.source)].map((path) =>
      resolve(siteDir, path),
    );

  let state: State | undefined;
  const reread = oneAtATime(async () => {
    const before = state;
    // Read again too: a site may be built anew while it is served.
    state = await readState(siteDir, await readManifest(outDir));
    following?.add(filesOf(state.manifest));
    const changed = before ? changedChapters(before, state) : [];
    if (changed.length > 0) options.onChange?.(changed);
  });
  const watched = [join(outDir, MANIFEST_PATH), ...filesOf(await readManifest(outDir))];
  // Before the first reading, so that no change falls between the two.
  const following = options.watch
    ? await follow(watched, () => reread().catch((error: unknown) => options.onError?.(error)))
    : undefined;
  const close = async (): Promise<void> => following?.stop();
  await reread().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const current = (): State => state as State;

  return {
    outDir,
    get manifest() {
      return current().manifest;
    },
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
    close,
  };
}

async function readState(siteDir: string, manifest: Manifest): Promise<State> {
  const { book: read, findings } = await readBook(siteDir, manifest.settings, manifest.syntax);
  const book = withWritten(read, manifest.chapters);
  const chapters = await Promise.all(manifest.chapters.map((entry) => readChapter(siteDir, entry, book)));
  return {
    manifest,
    book,
    bookFindings: findings,
    chapters: new Map(chapters.flatMap((chapter) => (chapter ? [[chapter.id, chapter]] : []))),
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

interface Following {
  add(paths: readonly string[]): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Calls `changed` once a burst of changes is over. */
async function follow(paths: readonly string[], changed: () => Promise<void>): Promise<Following> {
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
  return {
    add: (more) => void watcher.add([...more]),
    stop: async () => {
      await watcher.close();
      clearTimeout(timer);
      await running;
    },
  };
}
