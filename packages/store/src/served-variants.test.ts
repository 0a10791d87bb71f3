import { canonicalJson, hashText, hashValue, type Variant } from '@attune/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServedVariant } from './served-variants.ts';
import { exampleVariant, useTestStore } from './testing/open-test-store.ts';

/** With the hash that it really has. */
function hashed(change: Partial<Variant> = {}): Variant {
  const { variant: _, ...content } = exampleVariant(change);
  return { variant: hashValue(content), ...content };
}

describe('a variant by the hash of its output', () => {
  const it = useTestStore();
  const served = (hash: string) => it.store.variants.findServed(hash);

  test('is the text whose SHA-256 is that hash, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.string({ unit: 'binary' }),
        fc.dictionary(fc.string({ unit: 'grapheme-ascii' }), fc.array(fc.string({ unit: 'grapheme-ascii' }))),
        async (key, text, projection) => {
          const { edits } = exampleVariant();
          const variant = hashed({ projection, edits: [{ ...edits[0]!, text }] });
          await it.store.variants.putVariant(key, variant);
          const found = (await served(variant.variant)) as ServedVariant;
          expect(hashText(found.text)).toBe(variant.variant);
          expect({ variant: variant.variant, ...JSON.parse(found.text) }).toEqual(variant);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('is not there before it is put, and no text is taken for a statement', async () => {
    expect(await served('0'.repeat(64))).toBeUndefined();
    expect(await served("' or true --")).toBeUndefined();
  });

  test('is found by an index, one row whatever keys lead to it', async () => {
    const variant = hashed({ chapter: 'twice' });
    await it.store.variants.putVariant('one key', variant);
    await it.store.variants.putVariant('another key', variant);
    expect(await served(variant.variant)).toMatchObject({ chapter: 'twice' });
    const { rows } = await it.store.pool.query(
      "select indexdef from pg_indexes where tablename = 'variants' and indexdef like '%(variant)'",
    );
    expect(rows).toHaveLength(1);
  });

  test('is kept where it was shared, though its chapter is put together anew and nobody uses it', async () => {
    const { variants, references } = it.store;
    const [shared, other] = [hashed({ chapter: 'shared' }), hashed({ chapter: 'shared', tags: ['other'] })];
    const userId = await it.addUser();
    for (const key of ['shared once', 'shared twice']) await variants.putVariant(key, shared);
    await variants.putVariant('not shared', other);
    await references.touch({ userId, chapter: 'shared', profileHash: shared.profileHash, variantKey: 'shared once' });
    expect(await variants.pin(shared.variant)).toBe('pinned');
    expect(await variants.pin(shared.variant)).toBe('pinned');
    expect(await variants.forgetVariants('shared')).toBe(3);
    expect(await variants.forgetVariants('shared')).toBe(0);
    expect(await references.list(userId)).toEqual([]);
    expect(await served(other.variant)).toBeUndefined();
    expect(await served(shared.variant)).toMatchObject({ chapter: 'shared' });

    // Its readers have another page by now, which may be shared and forgotten too.
    expect(await variants.findPointer('shared once')).toBeUndefined();
    await variants.putVariant('shared once', other);
    expect(await variants.findPointer('shared once')).toMatchObject({ variant: other.variant });
    await variants.putVariant('shared twice', shared);
    expect(await variants.forgetVariants('shared')).toBe(2);
    await it.store.pool.query("update variants set last_used_at = now() - interval '1 year'");
    await it.store.sweep();
    expect(await served(shared.variant)).toMatchObject({ chapter: 'shared' });
  });

  test('is not shared when it is not there, or was withdrawn', async () => {
    const variant = hashed({ chapter: 'taken back' });
    await it.store.variants.putVariant('taken back', variant);
    expect(await it.store.variants.pin('0'.repeat(64))).toBeUndefined();
    await it.store.variants.pin(variant.variant);
    await it.store.variants.withdraw(variant.variant);
    expect(await it.store.variants.pin(variant.variant)).toBe('withdrawn');
    expect(await served(variant.variant)).toBe('withdrawn');
  });

  test('is pointed to by its key, with what the log is told', async () => {
    const variant = hashed({ chapter: 'pointed' });
    await it.store.variants.putVariant('pointed', variant);
    const pointer = { variant: variant.variant, tags: variant.tags, model: 'anthropic/example' };
    expect(await it.store.variants.findPointer('pointed')).toEqual(pointer);
    const authors = hashed({ chapter: 'pointed/authors', makers: [], tags: [] });
    await it.store.variants.putVariant('authors', authors);
    expect(await it.store.variants.findPointer('authors')).toEqual({ variant: authors.variant, tags: [] });
    expect(await it.store.variants.findPointer('nothing')).toBeUndefined();
  });
});

describe('a withdrawn variant', () => {
  const it = useTestStore();

  test('is said to be so for ever, and nothing of it is kept', async () => {
    const { variants, references } = it.store;
    const [variant, userId] = [hashed({ chapter: 'withdrawn' }), await it.addUser()];
    for (const key of ['w1', 'w2']) await variants.putVariant(key, variant);
    await references.touch({ userId, chapter: 'withdrawn', profileHash: variant.profileHash, variantKey: 'w1' });
    expect(await variants.withdraw(variant.variant)).toBe(2);
    expect(await variants.findServed(variant.variant)).toBe('withdrawn');
    expect(await variants.findVariant('w1')).toBeUndefined();
    expect(await variants.findPointer('w1')).toBeUndefined();
    expect(await references.list(userId)).toEqual([]);
    const { rows } = await it.store.pool.query("select from variants where chapter = 'withdrawn'");
    expect(rows).toEqual([]);
    expect(await variants.withdraw(variant.variant)).toBe(0);
  });

  test('is not kept again when it is put together anew: the author’s page stands in its place', async () => {
    const { variants } = it.store;
    const variant = hashed({ chapter: 'anew' });
    await variants.withdraw(variant.variant);
    const stands = await variants.putVariant('anew', variant);
    expect(stands).toMatchObject({ chapter: 'anew', edits: [], tags: [], makers: [] });
    expect(canonicalJson(await variants.findVariant('anew'))).toBe(canonicalJson(stands));
    expect(await variants.findServed(stands.variant)).toMatchObject({ chapter: 'anew' });
    expect(await variants.findServed(variant.variant)).toBe('withdrawn');
  });

  test('is not found while the row of one who put it together at the same time still stands', async () => {
    const { variants, pool } = it.store;
    const variant = hashed({ chapter: 'race' });
    await variants.putVariant('race', variant);
    await pool.query('insert into withdrawals (variant) values ($1)', [variant.variant]);
    expect(await variants.findVariant('race')).toBeUndefined();
    expect(await variants.findPointer('race')).toBeUndefined();
    expect(await variants.findServed(variant.variant)).toBe('withdrawn');
    // Put together once more, the author's page takes its place.
    const stands = await variants.putVariant('race', variant);
    expect(stands.edits).toEqual([]);
    expect(await variants.findPointer('race')).toMatchObject({ variant: stands.variant });
  });

  test('takes no other with it', async () => {
    const [gone, stays] = [hashed({ chapter: 'a' }), hashed({ chapter: 'b' })];
    await it.store.variants.putVariant('a', gone);
    await it.store.variants.putVariant('b', stays);
    expect(await it.store.variants.withdraw(gone.variant)).toBe(1);
    expect(await it.store.variants.findServed(stays.variant)).toMatchObject({ chapter: 'b' });
  });
});
