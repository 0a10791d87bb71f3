import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MAX_REFERENCES } from './references.ts';
import { useTestStore } from './testing/open-test-store.ts';

describe('references', () => {
  const it = useTestStore();
  const profileHash = 'd'.repeat(64);

  async function touch(userId: string, chapter: string, variantKey?: string): Promise<boolean> {
    return it.store.references.touch({
      userId,
      chapter,
      profileHash,
      variantKey: variantKey ?? (await it.addVariant(chapter)),
    });
  }
  const chapters = async (user: string): Promise<string[]> =>
    (await it.store.references.list(user)).map((reference) => reference.chapter);

  test('are listed with the most recently used first', async () => {
    const user = await it.addUser();
    for (const chapter of ['a', 'b', 'c']) await touch(user, chapter);
    expect(await chapters(user)).toEqual(['c', 'b', 'a']);
  });

  test('are one for a chapter and profile, however often it is used, and point to the last variant', async () => {
    const user = await it.addUser();
    const [old, current] = [await it.addVariant('a'), await it.addVariant('a')];
    for (const key of [old, old, current, current]) expect(await touch(user, 'a', key)).toBe(true);
    expect(await it.store.references.list(user)).toEqual([
      { chapter: 'a', profileHash, variantKey: current, lastUsedAt: expect.any(Date) as Date },
    ]);
  });

  test('are at most twenty, and the least recently used goes', async () => {
    const user = await it.addUser();
    const names = Array.from({ length: MAX_REFERENCES }, (_, index) => `chapter-${index}`);
    const keys = new Map<string, string>();
    for (const name of names) {
      keys.set(name, await it.addVariant(name));
      await touch(user, name, keys.get(name));
    }
    await touch(user, 'chapter-0', keys.get('chapter-0'));
    await touch(user, 'one-more');
    const left = await chapters(user);
    expect(MAX_REFERENCES).toBe(20);
    expect(left).toHaveLength(20);
    expect(left).toContain('chapter-0');
    expect(left).not.toContain('chapter-1');
  });

  test('are never more than twenty, even when forty are noted at once', async () => {
    const user = await it.addUser();
    const other = await it.addUser();
    await touch(other, 'untouched');
    const keys = await Promise.all(Array.from({ length: 40 }, (_, index) => it.addVariant(`chapter-${index}`)));
    await Promise.all(keys.map((key, index) => touch(user, `chapter-${index}`, key)));
    expect(await chapters(user)).toHaveLength(20);
    expect(await chapters(other)).toEqual(['untouched']);
  });

  test('are cleared by chapter or all, and tell how many they were', async () => {
    const user = await it.addUser();
    const other = await it.addUser();
    for (const chapter of ['a', 'b', 'c']) await touch(user, chapter);
    await touch(other, 'a');
    expect(await it.store.references.clear(user, 'a')).toBe(1);
    expect(await chapters(user)).toEqual(['c', 'b']);
    expect(await it.store.references.clear(user)).toBe(2);
    expect(await it.store.references.clear(user)).toBe(0);
    expect(await chapters(other)).toEqual(['a']);
  });

  test('are not made for a reader or a variant that is gone', async () => {
    expect(await touch(randomUUID(), 'a')).toBe(false);
    const user = await it.addUser();
    expect(await touch(user, 'a', 'no such variant')).toBe(false);
    expect(await chapters(user)).toEqual([]);
  });

  test('go with their reader, and the shared variant stays', async () => {
    const user = await it.addUser();
    const key = await it.addVariant('a');
    await touch(user, 'a', key);
    await it.removeUser(user);
    expect(await chapters(user)).toEqual([]);
    expect(await it.store.variants.findVariant(key)).toBeDefined();
  });

  test('go with their variant', async () => {
    const user = await it.addUser();
    const key = await it.addVariant('a');
    await touch(user, 'a', key);
    await it.store.db.deleteFrom('variants').where('key', '=', key).execute();
    expect(await chapters(user)).toEqual([]);
  });

  test.each(['a reader', 'nobody in particular'])(
    'move the date of the shared variant, once a day: by %s',
    async (who) => {
      const user = await it.addUser();
      const key = await it.addVariant('a');
      const use = () => (who === 'a reader' ? touch(user, 'a', key) : it.store.references.use(key));
      await use();
      const used = async (): Promise<number> =>
        (
          await it.store.db
            .selectFrom('variants')
            .select('last_used_at')
            .where('key', '=', key)
            .executeTakeFirstOrThrow()
        ).last_used_at.getTime();
      const fresh = await used();
      await use();
      expect(await used()).toBe(fresh);
      await it.store.pool.query("update variants set last_used_at = now() - interval '3 days' where key = $1", [key]);
      await use();
      expect(await used()).toBeGreaterThanOrEqual(fresh);
    },
  );
});
