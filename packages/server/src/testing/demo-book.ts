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

/** A small book, of which one chapter cannot be parsed. */
export function demoBook(settings: BookSettingsInput = {}): DemoBook {
  const { facets, folds } = BookSettings.parse(settings);
  const glossary = settings.preset ? undefined : { path: 'glossary.yaml', text: GLOSSARY };
  const { book } = openBook({ facets, folds, syntax: Syntax.parse({}), ...(glossary && { glossary }) });
  const open = (id: string, source: string): Chapter => openChapter({ id, path: `docs/${id}.mdx`, source }, book);
  const broken: Chapter = { ...open(BROKEN, ''), readable: false };
  const chapters = new Map(
    [open(NODES, NODES_SOURCE), open(SAFETY, '# Safety\n\nKeep the stop within reach.\n'), broken].map((chapter) => [
      chapter.id,
      chapter,
    ]),
  );

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
