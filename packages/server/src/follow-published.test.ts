import type { Chapter, ChapterSource } from '@attune/core';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { followPublished } from './follow-published.ts';
import type { Invalidations } from './ports.ts';
import { demoBook, NODES } from './testing/demo-book.ts';

type Listener = Parameters<Invalidations['subscribe']>[0];

/** A node's chapter on disk, two later editions of it, and a database that answers when it is told to. */
function setUp() {
  const demo = demoBook();
  const onDisk = demo.library.current(NODES) as Chapter;
  const editions = ['One.', 'Two.'].map((words) => {
    demo.edit(NODES, (source) => `${source}\n${words}\n`);
    return demo.library.current(NODES) as Chapter;
  });
  const sources = new Map(editions.map((chapter) => [chapter.revision, chapter as ChapterSource]));
  const [asked, lines]: [PromiseWithResolvers<ReadonlyMap<string, string>>[], string[]] = [[], []];
  let tell: Listener = () => {};
  const following = followPublished(
    { book: demo.book, chapters: new Map([[NODES, onDisk]]) },
    {
      revisions: {
        current() {
          const answer = Promise.withResolvers<ReadonlyMap<string, string>>();
          asked.push(answer);
          return answer.promise;
        },
        find: async (_id, revision) => sources.get(revision),
      },
      invalidations: {
        subscribe(listener) {
          tell = listener;
          return () => {};
        },
      },
      logger: pino({}, { write: (line) => void lines.push(line) }),
    },
  );
  const answer = async (which: number, revision: string): Promise<void> => {
    await expect.poll(() => asked.length).toBeGreaterThan(which);
    asked[which]?.resolve(new Map([[NODES, revision]]));
  };
  return { onDisk, editions, sources, lines, following, answer, tell: (what: Parameters<Listener>[0]) => tell(what) };
}

test('what is published while a node looks for the first time is what it has in the end', async () => {
  const { editions, following, answer, tell } = setUp();
  const [first, second] = editions as [Chapter, Chapter];
  tell({ what: 'published', chapters: [NODES] });
  await answer(0, first.revision);
  const { chapters } = await following;
  expect(chapters.get(NODES)?.revision).toBe(first.revision);
  await answer(1, second.revision);
  await expect.poll(() => chapters.get(NODES)?.revision).toBe(second.revision);
});

test('a revision that this node reads otherwise, or does not find, is left, and is warned of', async () => {
  const { onDisk, editions, sources, lines, following, answer, tell } = setUp();
  const [first, second] = editions as [Chapter, Chapter];
  sources.set(first.revision, { ...second, source: `${second.source}\nOtherwise.\n` });
  await answer(0, first.revision);
  const { chapters } = await following;
  tell({ what: 'published', chapters: [NODES] });
  await answer(1, 'f'.repeat(64));
  await expect.poll(() => lines).toHaveLength(2);
  expect(lines.join('')).toContain('a published revision cannot be read here');
  expect(chapters.get(NODES)).toBe(onDisk);
});
