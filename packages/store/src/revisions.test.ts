import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { useTestStore } from './testing/open-test-store.ts';

describe('chapter revisions', () => {
  const it = useTestStore();
  const row = (chapter: string, revision: string, source = `# ${revision}`) => ({
    chapter,
    revision,
    path: 'docs/nodes.mdx',
    source,
  });

  test('are found by chapter and revision once published', async () => {
    const chapter = randomUUID();
    await it.store.revisions.publish([row(chapter, 'one'), row(chapter, 'two')]);
    expect(await it.store.revisions.find(chapter, 'one')).toEqual({
      ...row(chapter, 'one'),
      publishedAt: expect.any(Date) as Date,
    });
    expect(await it.store.revisions.find(chapter, 'three')).toBeUndefined();
    expect(await it.store.revisions.find('another', 'one')).toBeUndefined();
  });

  test('are current when published last', async () => {
    const chapter = randomUUID();
    for (const revision of ['one', 'two']) await it.store.revisions.publish([row(chapter, revision)]);
    expect((await it.store.revisions.latest(chapter))?.revision).toBe('two');
    expect(await it.store.revisions.latest(randomUUID())).toBeUndefined();
  });

  test('do not change when the same is published again', async () => {
    const chapter = randomUUID();
    await it.store.revisions.publish([row(chapter, 'one')]);
    const before = await it.store.revisions.latest(chapter);
    await it.store.revisions.publish([row(chapter, 'one'), row(chapter, 'one')]);
    expect(await it.store.revisions.latest(chapter)).toEqual(before);
  });

  test('become current again when an author goes back to them', async () => {
    const chapter = randomUUID();
    for (const revision of ['one', 'two', 'one']) await it.store.revisions.publish([row(chapter, revision)]);
    expect((await it.store.revisions.latest(chapter))?.revision).toBe('one');
    expect(await it.store.revisions.find(chapter, 'two')).toBeDefined();
  });

  test('are published by many processes at once, in any order, without locking each other out', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => row(`crowd-${index}`, 'one'));
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => it.store.revisions.publish(index % 2 ? rows : rows.toReversed())),
    );
    expect(await it.store.revisions.find('crowd-49', 'one')).toBeDefined();
  });

  test('keep every character of the source but U+0000, which Markdown reads as U+FFFD', async () => {
    const chapter = randomUUID();
    const source = '\uFEFF# اردو {"a": "b\\"}, NULL\r\n\tend 🤖';
    await it.store.revisions.publish([row(chapter, 'one', source), row(chapter, 'two', 'a\u0000b')]);
    expect((await it.store.revisions.find(chapter, 'one'))?.source).toBe(source);
    expect((await it.store.revisions.find(chapter, 'two'))?.source).toBe('a\uFFFDb');
  });

  test('keep the ids of their blocks, also where those come later, and are no newer for it', async () => {
    const chapter = randomUUID();
    const blocks = async () =>
      (await it.store.db.selectFrom('chapter_revisions').select('blocks').where('chapter', '=', chapter).execute()).map(
        (kept) => kept.blocks,
      );
    await it.store.revisions.publish([row(chapter, 'one')]);
    const before = await it.store.revisions.latest(chapter);
    expect(await blocks()).toEqual([null]);
    await it.store.revisions.publish([{ ...row(chapter, 'one'), blocks: ['a,b', '{"c"}'] }]);
    expect(await blocks()).toEqual([['a,b', '{"c"}']]);
    await it.store.revisions.publish([row(chapter, 'one')]);
    expect(await blocks()).toEqual([['a,b', '{"c"}']]);
    expect(await it.store.revisions.latest(chapter)).toEqual(before);
    await it.store.revisions.publish([{ ...row(chapter, 'two'), blocks: [] }]);
    expect(await blocks()).toContainEqual([]);
  });

  test('tell the chapters that there are', async () => {
    const chapter = randomUUID();
    await it.store.revisions.publish([row(chapter, 'one'), row(chapter, 'two')]);
    expect((await it.store.revisions.chapters()).filter((id) => id === chapter)).toEqual([chapter]);
  });

  test('are none when none are published', async () => {
    expect(await it.store.revisions.publish([])).toEqual([]);
  });
});
