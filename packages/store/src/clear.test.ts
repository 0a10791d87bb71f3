import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ClearScope } from './index.ts';
import { exampleAdaptation, exampleMaker, exampleVariant, useTestStore } from './testing/open-test-store.ts';

const HASH = 'd'.repeat(64);
const NONE = { variants: 0, references: 0, plans: 0, adaptations: 0, reviews: 0 };

describe('clearing', () => {
  const it = useTestStore();
  const [ours, theirs] = ['anthropic/ours', 'openai/theirs'];
  let reader = '';

  /** One of each, made by that model, with edits of that tag; and who reads it. */
  async function fill(chapter: string, model: string, tag: string): Promise<void> {
    const { store } = it;
    const key = randomUUID();
    const maker = { ...exampleMaker(), model };
    const edits = exampleVariant().edits.map((edit) => ({ ...edit, tag }));
    await store.variants.putVariant(key, exampleVariant({ chapter, tags: [tag], makers: [maker], edits }));
    await store.references.touch({ userId: reader, chapter, profileHash: HASH, variantKey: key });
    const block = { chapter, block: 'block', projection: {}, maker };
    await store.adaptations.putPlans([{ ...block, key: randomUUID(), entry: null }]);
    await store.adaptations.putAdaptations([{ ...exampleAdaptation({ ...block, edits }), key: randomUUID() }]);
    await store.adaptations.putReview({ key: randomUUID(), chapter, remarks: 0, maker });
    await store.adaptations.putFlags([{ key: randomUUID(), chapter, block: 'block', text: 'No.', maker }]);
  }

  beforeEach(async () => {
    await it.store.clear({ all: true });
    await it.store.db.deleteFrom('flags').execute();
    reader = await it.addUser();
    await fill('one', ours, 'simplify');
    await fill('two', ours, 'hardware');
    await fill('three', theirs, 'simplify');
  });

  const chapters = async (): Promise<string[]> =>
    (await it.store.db.selectFrom('variants').select('chapter').orderBy('chapter').execute()).map((row) => row.chapter);
  const made = async (): Promise<string[]> => {
    const { plans, adaptations, reviews } = await it.store.adaptations.list();
    return [...plans, ...adaptations, ...reviews].map(({ chapter }) => chapter).sort();
  };

  test.each<[string, ClearScope, object, string[]]>([
    [
      'of a chapter',
      { chapter: 'one' },
      { variants: 1, references: 1, plans: 1, adaptations: 1, reviews: 1 },
      ['three', 'two'],
    ],
    ['of a transformation', { tag: 'simplify' }, { variants: 2, references: 2, adaptations: 2 }, ['two']],
    ['of a model', { model: ours }, { variants: 2, references: 2, plans: 2, adaptations: 2, reviews: 2 }, ['three']],
    ['altogether', { all: true }, { variants: 3, references: 3, plans: 3, adaptations: 3, reviews: 3 }, []],
  ])(
    '%s takes its pages and what they are made from, and says how many, before and after',
    async (_, scope, gone, left) => {
      expect(await it.store.clear(scope, { dryRun: true })).toEqual({ ...NONE, ...gone });
      expect(await chapters()).toHaveLength(3);
      expect(await it.store.clear(scope)).toEqual({ ...NONE, ...gone });
      expect(await chapters()).toEqual(left);
      expect(await it.store.references.list(reader)).toHaveLength(left.length);
      expect(await it.store.clear(scope)).toEqual(NONE);
    },
  );

  test('leaves what others made of other chapters, and what models told authors', async () => {
    await it.store.clear({ model: ours });
    expect(await made()).toEqual(['three', 'three', 'three']);
    await it.store.clear({ all: true });
    expect(await made()).toEqual([]);
    expect((await it.store.adaptations.list()).flags).toHaveLength(3);
  });

  test('of a transformation leaves the plans, and texts that only speak of it', async () => {
    const edits = exampleVariant().edits.map((edit) => ({ ...edit, term: 'simplify', text: '"tag":"simplify"' }));
    await it.store.adaptations.putAdaptations([{ ...exampleAdaptation({ edits }), key: 'speaks' }]);
    await it.store.clear({ tag: 'simplify' });
    const { plans, adaptations } = await it.store.adaptations.list();
    expect(plans).toHaveLength(3);
    expect(adaptations.map(({ key }) => key)).toContain('speaks');
  });

  test('of a reader takes their references and nothing that others share', async () => {
    const other = await it.addUser();
    const [reference] = await it.store.references.list(reader);
    await it.store.references.touch({ ...reference!, userId: other });
    expect(await it.store.clear({ reader }, { dryRun: true })).toEqual({ ...NONE, references: 3 });
    expect(await it.store.clear({ reader })).toEqual({ ...NONE, references: 3 });
    expect(await it.store.references.list(reader)).toEqual([]);
    expect(await it.store.references.list(other)).toHaveLength(1);
    expect(await chapters()).toHaveLength(3);
  });

  test('of a chapter leaves no page that a reader had put together from what was about to go', async () => {
    const { pool, clear, variants } = it.store;
    const writer = await pool.connect();
    await writer.query('begin');
    await writer.query("select from adaptations where chapter = 'one' for update");
    const clearing = clear({ chapter: 'one' });
    const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(async () => (await pool.query(waits)).rows.length).toBe(1);
    await variants.putVariant('meanwhile', exampleVariant({ chapter: 'one' }));
    await writer.query('commit');
    writer.release();
    expect(await clearing).toMatchObject({ variants: 2, adaptations: 1 });
    expect(await chapters()).not.toContain('one');
  });

  test('takes what is pinned too', async () => {
    await it.store.pool.query('update variants set pinned_at = now()');
    expect(await it.store.clear({ chapter: 'one' })).toMatchObject({ variants: 1 });
  });

  test('goes on until nothing is left, however much it is', async () => {
    await it.store.pool.query(`
      insert into plans select 'many-' || n, 'many', 'block', '{}', null, 'm/m', 'p', false, now() from generate_series(1, 2500) n`);
    expect(await it.store.clear({ chapter: 'many' })).toEqual({ ...NONE, plans: 2500 });
  });

  test('takes no name for anything else', async () => {
    for (const scope of [{ chapter: "' or true --" }, { tag: '%' }, { model: '%' }] as const)
      expect(await it.store.clear(scope)).toEqual(NONE);
  });
});
