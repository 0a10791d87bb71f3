import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPublisher } from './publish.ts';
import { BROKEN, demoBook, NODES, SAFETY } from './testing/demo-book.ts';

function setUp() {
  const demo = demoBook();
  const chapters = () =>
    new Map(
      [NODES, SAFETY, BROKEN].flatMap((id) =>
        demo.library.current(id) ? [[id, demo.library.current(id)!] as const] : [],
      ),
    );
  const kept: string[] = [];
  const together: number[] = [];
  const state = { down: false };
  const publish = createPublisher(chapters, async (rows) => {
    if (state.down) throw new Error('down');
    kept.push(...rows.map(({ chapter, revision }) => `${chapter} ${revision}`));
    together.push(rows.length);
    await pause(5);
  });
  const now = (id: string): string => `${id} ${demo.library.current(id)?.revision}`;
  return { demo, kept, together, state, publish, now };
}

test('revisions of readable chapters are kept', async () => {
  const { publish, kept, now } = setUp();
  await publish([NODES, SAFETY, BROKEN, 'gone']);
  expect(kept).toEqual([now(NODES), now(SAFETY)]);
});

test('revisions are kept with the ids of all their blocks, nested ones too', async () => {
  const demo = demoBook();
  const kept: (readonly string[])[] = [];
  const publish = createPublisher(
    () => new Map([[NODES, demo.library.current(NODES)!]]),
    async (rows) => void kept.push(...rows.map(({ blocks }) => blocks)),
  );
  await publish([NODES]);
  const { blocks } = demo.library.current(NODES)!;
  const nested = blocks.flatMap(({ children }) => children.map(({ id }) => id));
  expect(nested.length).toBeGreaterThan(0);
  expect(kept[0]).toEqual(expect.arrayContaining([...blocks.map(({ id }) => id), ...nested]));
});

test('each revision is kept as it was when it was current, in order', async () => {
  const { demo, publish, kept, now } = setUp();
  const expected = [now(NODES)];
  const first = publish([NODES]);
  demo.edit(NODES, (source) => `${source}\nMore.\n`);
  expected.push(now(NODES));
  await Promise.all([first, publish([NODES])]);
  expect(kept).toEqual(expected);
});

test('a revision that comes while others are being kept is kept after them', async () => {
  const { publish, kept, now } = setUp();
  const first = publish([NODES]);
  await pause(1);
  await Promise.all([first, publish([SAFETY])]);
  expect(kept).toEqual([now(NODES), now(SAFETY)]);
});

test('what the database did not take goes along with the next', async () => {
  const { publish, kept, state, now } = setUp();
  state.down = true;
  await expect(publish([NODES])).rejects.toThrow('down');
  state.down = false;
  await publish([SAFETY]);
  expect(kept).toEqual([now(NODES), now(SAFETY)]);
});

test('two revisions of a chapter that wait are kept one after the other, so that the last is the present one', async () => {
  const { demo, publish, kept, together, state, now } = setUp();
  state.down = true;
  const expected = [now(NODES), now(SAFETY)];
  await expect(publish([NODES, SAFETY])).rejects.toThrow('down');
  demo.edit(NODES, (source) => `${source}\nMore.\n`);
  expected.push(now(NODES));
  state.down = false;
  await publish([NODES]);
  expect(kept).toEqual(expected);
  expect(together).toEqual([2, 1]);
});
