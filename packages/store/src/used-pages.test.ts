import { beforeEach, describe, expect, test } from 'vitest';
import { exampleVariant, useTestStore } from './testing/open-test-store.ts';

describe('what readers use', () => {
  const it = useTestStore();
  beforeEach(() => it.store.pool.query('truncate users, variants cascade'));

  /** A page for readers at that level; its key. */
  async function add(chapter: string, level: string, revision = 'r1'): Promise<string> {
    const key = `${chapter} ${level} ${revision}`;
    const profileHash = level.padEnd(64, '0');
    await it.store.variants.putVariant(
      key,
      exampleVariant({ chapter, revision, profileHash, projection: { programming_experience: level } }),
    );
    return key;
  }
  async function read(key: string, count: number): Promise<void> {
    const [chapter = '', level = ''] = key.split(' ');
    for (let reader = 0; reader < count; reader += 1)
      await it.store.references.touch({
        userId: await it.addUser(),
        chapter,
        profileHash: level.padEnd(64, '0'),
        variantKey: key,
      });
  }
  const used = async (limit = 10): Promise<string[]> =>
    (await it.store.usedPages({ limit })).map(
      ({ chapter, projection, readers }) => `${chapter} ${String(projection['programming_experience'])} ${readers}`,
    );

  test('is told by readers, those of former revisions among them, most first, and no more than asked for', async () => {
    const [former, now, other] = [await add('a', 'x'), await add('a', 'x', 'r2'), await add('b', 'y')];
    await read(former, 2);
    await read(now, 1);
    await read(other, 1);
    expect(await used()).toEqual(['a x 3', 'b y 1']);
    expect(await used(1)).toEqual(['a x 3']);
  });

  test('is not what was only made, nor what nobody has used for a month', async () => {
    await add('made', 'x');
    await read(await add('old', 'x'), 1);
    await it.store.pool.query("update variant_references set last_used_at = now() - interval '31 days'");
    expect(await used()).toEqual([]);
  });

  test('is also what nobody in particular uses, from the first time on', async () => {
    const key = await add('a', 'x');
    await it.store.references.use(key);
    expect(await used()).toEqual(['a x 0']);
  });
});
