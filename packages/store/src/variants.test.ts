import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { exampleVariant, useTestStore } from './testing/open-test-store.ts';

describe('the variant store', () => {
  const it = useTestStore();

  test('has nothing under a key that was never put', async () => {
    expect(await it.store.variants.findVariant('nothing')).toBeUndefined();
  });

  test('gives back exactly what was put, whatever characters are in it', async () => {
    const variant = exampleVariant();
    expect(await it.store.variants.putVariant('exact', variant)).toEqual(variant);
    const found = await it.store.variants.findVariant('exact');
    expect(found).toEqual(variant);
  });

  test('gives back any text of an edit, to the last code unit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        async (key, text, label) => {
          const variant = exampleVariant({ edits: [{ ...exampleVariant().edits[0]!, text, label }] });
          await it.store.variants.putVariant(key, variant);
          expect(await it.store.variants.findVariant(key)).toEqual(variant);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('keeps the first under a key and answers a second put with it', async () => {
    const first = exampleVariant({ tags: ['first'] });
    await it.store.variants.putVariant('twice', first);
    expect(await it.store.variants.putVariant('twice', exampleVariant({ tags: ['second'], edits: [] }))).toEqual(first);
    expect(await it.store.variants.findVariant('twice')).toEqual(first);
  });

  test('keeps one of many put at the same time, and all get that one', async () => {
    const puts = Array.from({ length: 20 }, (_, index) =>
      it.store.variants.putVariant('crowd', exampleVariant({ tags: [`put-${index}`] })),
    );
    const stands = await it.store.variants
      .findVariant('crowd')
      .then(async (early) => early ?? (await Promise.all(puts))[0]);
    for (const answer of await Promise.all(puts)) expect(answer).toEqual(stands);
    const rows = await it.store.db.selectFrom('variants').select('key').where('key', '=', 'crowd').execute();
    expect(rows).toHaveLength(1);
  });

  test('writes nothing when one is looked up', async () => {
    await it.store.variants.putVariant('unread', exampleVariant());
    const row = () =>
      it.store.db.selectFrom('variants').selectAll().where('key', '=', 'unread').executeTakeFirstOrThrow();
    const before = await row();
    await it.store.variants.findVariant('unread');
    expect(await row()).toEqual(before);
  });

  test('keeps a text of 30 kB uncompressed', async () => {
    const text = 'The same sentence again and again. '.repeat(500);
    const edits = Array.from({ length: 2 }, () => ({ ...exampleVariant().edits[0]!, text }));
    await it.store.variants.putVariant('long', exampleVariant({ edits }));
    const { rows } = await it.store.pool.query<{ stored: number; length: number }>(
      "select pg_column_size(edits) as stored, octet_length(edits) as length from variants where key = 'long'",
    );
    expect(rows[0]!.length).toBeGreaterThan(30_000);
    expect(rows[0]!.stored).toBe(rows[0]!.length);
  });

  test('forgets all of one chapter, and tells how many they were', async () => {
    const { variants } = it.store;
    const keys = [await it.addVariant('forgotten'), await it.addVariant('forgotten')];
    const other = await it.addVariant('forgotten/not');
    expect(await variants.forgetVariants('forgotten')).toBe(2);
    for (const key of keys) expect(await variants.findVariant(key)).toBeUndefined();
    expect(await variants.findVariant(other)).toBeDefined();
    expect(await variants.forgetVariants('forgotten')).toBe(0);
    expect(await variants.forgetVariants("' or true --")).toBe(0);
  });

  test('takes what is put together anew after it forgot, and the reader who asked refers to it again', async () => {
    const { variants, references } = it.store;
    const [asks, stays, plain] = [await it.addUser(), await it.addUser(), exampleVariant({ chapter: 'anew' })];
    const use = { chapter: 'anew', profileHash: plain.profileHash, variantKey: 'anew' };
    await variants.putVariant('anew', plain);
    for (const userId of [asks, stays]) await references.touch({ ...use, userId });
    expect(await variants.forgetVariants('anew')).toBe(1);
    expect(await references.list(asks)).toEqual([]);

    const better = { ...plain, edits: [] };
    expect(await variants.putVariant('anew', better)).toEqual(better);
    expect(await references.touch({ ...use, userId: asks })).toBe(true);
    expect(await references.list(asks)).toMatchObject([use]);
    expect(await references.list(stays)).toEqual([]);
  });

  test('is forgotten while it is used, and neither locks the other out', async () => {
    const { pool, references } = it.store;
    const [userId, variantKey] = [await it.addUser(), await it.addVariant('used')];
    const use = { userId, chapter: 'used', profileHash: 'd'.repeat(64), variantKey };
    await references.touch(use);
    await pool.query("update variants set last_used_at = now() - interval '3 days' where key = $1", [variantKey]);
    const forgetting = await pool.connect();
    await forgetting.query('begin');
    await forgetting.query('select from variants where key = $1 for update', [variantKey]);
    const touched = references.touch(use);
    await vi.waitFor(async () => {
      const { rows } = await pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows).toHaveLength(1);
    });
    await forgetting.query('delete from variants where key = $1', [variantKey]);
    await forgetting.query('commit');
    forgetting.release();
    expect(await touched).toBe(false);
  });

  test('is forgotten by many at once', async () => {
    await Promise.all(Array.from({ length: 200 }, () => it.addVariant('many')));
    const counts = await Promise.all(Array.from({ length: 8 }, () => it.store.variants.forgetVariants('many')));
    expect(counts.reduce((sum, count) => sum + count)).toBe(200);
  });
});
