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
    return { book, bookFindings: findings, chapters: new Map(entries.flatMap((chapter) => (chapter ? [[chapter.id, chapter]] : []))) };
  };

  let state = await readAll();
  const reread = async (): Promise<void> => {
    const before = state;
    state = await readAll();
    const ids = new Set([...before.chapters.keys(), ...state.chapters.keys()]);
    const bookChanged = before.book.fingerprint !== state.book.fingerprint;
    const isChanged = (id: string): boolean => before.chapters.get(id)?.revision !== state.chapters.get(id)?.revision;
    const changed = [...ids].filter((id) => bookChanged || isChanged(id));
    if (changed.length > 0) options.onChange?.(changed);
  };
  const watched = [settings.glossary, settings.primers, ...manifest.chapters.map((entry) => entry.source)];
  const stop = options.watch
    ? follow(watched.map((path) => resolve(siteDir, path)), () => reread().catch((error: unknown) => options.onError?.(error)))
    : async () => undefined;

  return {
    manifest,
    outDir,
    get book() {
      return state.book;
    },
    get chapters() {
      return state.chapters;
    },
    get findings() {
      return [...state.bookFindings, ...[...state.chapters.values()].flatMap((chapter) => chapter.findings)];
    },
    close: stop,
  };
}

async function readChapter(siteDir: string, entry: Manifest['chapters'][number], book: Book): Promise<Chapter | undefined> {
  const source = await readFile(join(siteDir, entry.source), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return source === undefined ? undefined : openChapter({ id: entry.id, path: entry.source, source }, book);
}

/** Calls `changed` once a burst of changes is over. Gives what stops it. */
function follow(paths: readonly string[], changed: () => void): () => Promise<void> {
  const watcher = watchFiles([...paths], { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 20 } });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 30);
  });
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
