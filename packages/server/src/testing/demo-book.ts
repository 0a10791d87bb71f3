import { BookSettings, Syntax, type BookSettingsInput } from '@attune/contract';
import { openBook, openChapter, type Book, type Chapter, type ChapterSource } from '@attune/core';
import type { Library } from '../ports.ts';

export const NODES = 'default/current/en/nodes';
export const SAFETY = 'default/current/ur/حفاظت';
export const BROKEN = 'default/current/en/broken';

const NODES_SOURCE = `# Nodes

A topic carries messages between nodes.

:::for{hardware_availability="Jetson Kit"}

Flash the board first.

:::

:::otherwise

Any machine with a CUDA GPU or none will do.

:::

:::depth[Why it is so]{programming_experience="Beginner"}

Discovery is distributed.

:::
`;

const GLOSSARY = `readers:
  programming_experience: [Beginner]
terms:
  - term: topic
    definitions:
      en: A named channel.
`;

export interface DemoBook {
  readonly book: Book;
  readonly library: Library;
  /** The author edits a chapter; gives the source as it was. */
  edit(id: string, change: (source: string) => string): ChapterSource & { revision: string };
}

interface BookOptions {
  readonly settings?: BookSettingsInput | undefined;
  readonly glossary?: string;
  readonly rewriting?: boolean;
}

/** A small book, of which one chapter cannot be parsed; no model may adapt it. */
export function demoBook(settings: BookSettingsInput = {}): DemoBook {
  const sources = { [NODES]: NODES_SOURCE, [SAFETY]: '# Safety\n\nKeep the stop within reach.\n', [BROKEN]: '' };
  return bookOf(sources, { settings, rewriting: false, ...(settings.preset ? {} : { glossary: GLOSSARY }) });
}

/** A book of these chapters, by id, for models to adapt. */
export function bookOf(
  sources: Readonly<Record<string, string>>,
  { settings = {}, glossary, rewriting = true }: BookOptions = {},
): DemoBook {
  const { facets, folds } = BookSettings.parse(settings);
  const { book } = openBook({
    facets,
    folds,
    rewriting,
    syntax: Syntax.parse({}),
    ...(glossary !== undefined && { glossary: { path: 'glossary.yaml', text: glossary } }),
  });
  const open = (id: string, source: string): Chapter => {
    const chapter = openChapter({ id, path: `docs/${id}.mdx`, source }, book);
    return id === BROKEN ? { ...chapter, readable: false } : chapter;
  };
  const chapters = new Map(Object.entries(sources).map(([id, source]) => [id, open(id, source)]));

  return {
    book,
    library: {
      book: () => book,
      chapters: () =>
        [...chapters.values()].map(({ id, revision, facets: matter, readable }) => ({
          id,
          title: id.split('/').at(-1) ?? id,
          permalink: `/${id.split('/').at(-1)}`,
          revision,
          facets: [...matter],
          readable,
        })),
      current: (id) => chapters.get(id),
      reopen: (source) => openChapter(source, book),
    },
    edit(id, change) {
      const { path, source, revision } = chapters.get(id) as Chapter;
      chapters.set(id, open(id, change(source)));
      return { id, path, source, revision };
    },
  };
}
