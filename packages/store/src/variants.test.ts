import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
    expect(JSON.stringify(found?.edits)).toBe(JSON.stringify(variant.edits));
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
});
