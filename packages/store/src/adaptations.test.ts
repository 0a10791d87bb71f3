import { randomBytes } from 'node:crypto';
import type { Adaptation, Edit, Flag, Maker, PlannedBlock, Review } from '@attune/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnstorableTextError } from './index.ts';
import { useTestStore } from './testing/open-test-store.ts';

const key = (): string => randomBytes(32).toString('hex');
const maker: Maker = { model: 'anthropic/example', prompts: 'p1', at: '2026-11-20T05:00:00.123Z' };
const prepared: Maker = { ...maker, prepared: true };
const projection = { programming_experience: 'Beginner', learning_goals: ['research', 'hobby'] };
const ODD = '⟦1⟧ "quotes" \'single\' \\ \\u0000 \\" {a,b} NULL\r\n\t $1 🤖 اردو \u0000 \ud83e \udd16';
const rewrite: Edit = {
  block: '0123456789ab',
  action: 'rewrite',
  tag: 'beginner-simplify',
  why: [{ facet: 'programming_experience', value: 'Beginner' }],
  texts: ['⟦1⟧ sends what it measured.'],
};

const plan = (change: Partial<PlannedBlock> = {}): PlannedBlock => ({
  key: key(),
  chapter: 'docs/current/en/nodes',
  block: '0123456789ab',
  projection,
  entry: { block: '0123456789ab', terms: ['node'], need: 'what a node is', does: ['rewrite'], tags: ['glossary'] },
  maker,
  ...change,
});
const adaptation = (change: Partial<Adaptation> = {}): Adaptation => ({
  key: key(),
  chapter: 'docs/current/en/nodes',
  block: '0123456789ab',
  projection,
  state: 'done',
  edits: [rewrite],
  refused: [{ edit: { ...rewrite, texts: [''] }, findings: [{ check: 'placeholders', message: '⟦1⟧ is missing' }] }],
  remarks: ['too long'],
  asked: 1,
  certificate: { placeholders: 2, markdown: 1 },
  maker,
  ...change,
});
const review = (change: Partial<Review> = {}): Review => ({
  key: key(),
  chapter: 'nodes',
  remarks: 2,
  maker,
  ...change,
});
const flag = (change: Partial<Flag> = {}): Flag => ({
  key: key(),
  chapter: 'nodes',
  block: '0123456789ab',
  text: 'The baud rate is wrong.',
  maker,
  ...change,
});

describe('plans', () => {
  const it = useTestStore();

  test('are found by their keys as they were put, and unknown keys are passed over', async () => {
    const [needs, nothing, unasked] = [plan({ maker: prepared }), plan({ entry: null }), plan()];
    await it.store.adaptations.putPlans([needs, nothing, unasked]);
    const found = await it.store.adaptations.findPlans([key(), nothing.key, 'no hash', needs.key, needs.key]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([needs, nothing]));
    expect(await it.store.adaptations.findPlans([])).toEqual([]);
    expect(await it.store.adaptations.findPlans([key()])).toEqual([]);
  });

  test('stay as they were first put, in one list too', async () => {
    const first = plan();
    const second = { ...first, entry: null };
    await it.store.adaptations.putPlans([first, second]);
    await it.store.adaptations.putPlans([second, plan()]);
    expect(await it.store.adaptations.findPlans([first.key])).toEqual([first]);
  });

  test('put by many at once are each one of those put, and nobody is locked out', async () => {
    const keys = Array.from({ length: 200 }, key);
    const puts = Array.from({ length: 12 }, (_, writer) =>
      keys.map((shared) => plan({ key: shared, maker: { ...maker, model: `writer/${writer}` } })),
    );
    await Promise.all(puts.map((rows, index) => it.store.adaptations.putPlans(index % 2 ? rows : rows.toReversed())));
    const stands = await it.store.adaptations.findPlans(keys);
    expect(stands).toHaveLength(200);
    await Promise.all(puts.map((rows) => it.store.adaptations.putPlans(rows)));
    expect(await it.store.adaptations.findPlans(keys)).toEqual(stands);
  });

  test('keep every character that a model wrote', async () => {
    const odd = plan({ entry: { block: 'b', terms: [ODD], need: ODD, error: ODD, does: [], tags: [] } });
    await it.store.adaptations.putPlans([odd]);
    expect(await it.store.adaptations.findPlans([odd.key])).toEqual([odd]);
  });

  test('are none when none are put', async () => {
    await expect(it.store.adaptations.putPlans([])).resolves.toBeUndefined();
  });
});

describe('adaptations', () => {
  const it = useTestStore();

  test('are found by their keys as they were put', async () => {
    const plain = adaptation();
    const urdu = adaptation({ language: 'ur', state: 'open', edits: [], asked: 3, certificate: {}, maker: prepared });
    await it.store.adaptations.putAdaptations([plain, urdu]);
    const found = await it.store.adaptations.findAdaptations([urdu.key, key(), plain.key]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([plain, urdu]));
    expect(found.find((one) => one.key === plain.key)).not.toHaveProperty('language');
    expect(await it.store.adaptations.findAdaptations([])).toEqual([]);
  });

  test('are replaced whole by what is put last, in one list too', async () => {
    const first = adaptation({ state: 'open', language: 'ur' });
    const last = adaptation({
      key: first.key,
      chapter: 'moved',
      block: 'moved',
      projection: {},
      edits: [],
      refused: [],
      remarks: [],
      asked: 2,
      certificate: { placeholders: 3 },
      maker: { model: 'openai/example', prompts: 'p2', at: '2026-11-21T00:00:00.000Z' },
    });
    await it.store.adaptations.putAdaptations([first]);
    await it.store.adaptations.putAdaptations([first, last]);
    expect(await it.store.adaptations.findAdaptations([first.key])).toEqual([last]);
  });

  test('put again unchanged are not written, and put changed say when', async () => {
    const same = adaptation();
    const row = async () =>
      (await it.store.pool.query('select xmin, updated_at from adaptations where key = $1', [same.key])).rows[0] as {
        updated_at: Date;
      };
    await it.store.adaptations.putAdaptations([same]);
    const before = await row();
    await it.store.adaptations.putAdaptations([same]);
    expect(await row()).toEqual(before);
    await it.store.adaptations.putAdaptations([{ ...same, state: 'open' }]);
    expect((await row()).updated_at.getTime()).toBeGreaterThan(before.updated_at.getTime());
  });

  test('put by many at once lock nobody out', async () => {
    const keys = Array.from({ length: 100 }, key);
    const puts = Array.from({ length: 12 }, (_, index) =>
      keys.map((shared) => adaptation({ key: shared, asked: index + 1 })),
    );
    await Promise.all(
      puts.map((rows, index) => it.store.adaptations.putAdaptations(index % 2 ? rows : rows.toReversed())),
    );
    const found = await it.store.adaptations.findAdaptations(keys);
    expect(new Set(found.map((one) => one.asked)).size).toBe(1);
  });

  test('keep any text to the last code unit', async () => {
    const odd = adaptation({
      edits: [{ ...rewrite, texts: [ODD], label: ODD, why: [{ facet: ODD, value: ODD }] }],
      refused: [{ edit: { ...rewrite, text: ODD }, findings: [{ check: 'x', message: ODD }] }],
      remarks: [ODD, '', '{}'],
    });
    await it.store.adaptations.putAdaptations([odd]);
    expect(await it.store.adaptations.findAdaptations([odd.key])).toEqual([odd]);
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (written, remarks) => {
        const any = adaptation({ edits: [{ ...rewrite, texts: written }], remarks });
        await it.store.adaptations.putAdaptations([any]);
        expect(await it.store.adaptations.findAdaptations([any.key])).toEqual([any]);
      }),
      { numRuns: 50 },
    );
  });

  test('keep names and projections with any character that Postgres takes', async () => {
    const name = 'docs/"a" \'b\' \\u0000 \\ {x} ⟦1⟧ 🤖 اردو\n';
    const odd = adaptation({ chapter: name, block: name, projection: { [name]: name, list: [name, ''] } });
    await it.store.adaptations.putAdaptations([odd]);
    expect(await it.store.adaptations.findAdaptations([odd.key])).toEqual([odd]);
  });

  for (const bad of ['a\u0000b', 'half \ud83e', '\udd16 half']) {
    test(`are refused with where it is, when a name or a projection has ${JSON.stringify(bad)}`, async () => {
      const good = adaptation();
      const cases: [string, Partial<Adaptation>][] = [
        ['chapter', { chapter: bad }],
        ['block', { block: bad }],
        ['language', { language: bad }],
        ['projection', { projection: { [bad]: 'x' } }],
        ['projection', { projection: { facet: ['x', bad] } }],
        ['model', { maker: { ...maker, model: bad } }],
        ['prompts', { maker: { ...maker, prompts: bad } }],
      ];
      for (const [field, change] of cases) {
        const one = adaptation(change);
        const failure = await it.store.adaptations.putAdaptations([good, one]).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(UnstorableTextError);
        expect(failure).toMatchObject({ where: `adaptations "${one.key}": ${field}` });
      }
      expect(await it.store.adaptations.findAdaptations([good.key])).toEqual([]);
    });
  }

  test('are kept in any number at once, uncompressed', async () => {
    const text = 'The same sentence again and again. '.repeat(500);
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      adaptation({ chapter: 'long', edits: index === 0 ? [{ ...rewrite, text }] : [rewrite] }),
    );
    await it.store.adaptations.putAdaptations(rows);
    expect(await it.store.adaptations.findAdaptations(rows.map((row) => row.key))).toHaveLength(5_000);
    const { rows: sizes } = await it.store.pool.query<{ stored: number; length: number }>(
      'select pg_column_size(edits) as stored, octet_length(edits) as length from adaptations where key = $1',
      [rows[0]!.key],
    );
    expect(sizes[0]!.length).toBeGreaterThan(17_000);
    expect(sizes[0]!.stored).toBe(sizes[0]!.length);
  });
});

describe('reviews', () => {
  const it = useTestStore();

  test('are found by their key, and the first under it stays', async () => {
    const first = review();
    await it.store.adaptations.putReview(first);
    await it.store.adaptations.putReview({ ...first, remarks: 9 });
    expect(await it.store.adaptations.findReview(first.key)).toEqual(first);
    expect(await it.store.adaptations.findReview(key())).toBeUndefined();
  });
});

describe('flags', () => {
  const it = useTestStore();

  test('that are there stay, with what the author did about them', async () => {
    const first = flag();
    await it.store.adaptations.putFlags([first]);
    await it.store.pool.query('update flags set settled_at = now() where key = $1', [first.key]);
    await it.store.adaptations.putFlags([{ ...first, text: 'said otherwise' }, flag()]);
    const { rows } = await it.store.pool.query('select text, settled_at from flags where key = $1', [first.key]);
    expect(rows).toEqual([{ text: first.text, settled_at: expect.any(Date) as Date }]);
    await expect(it.store.adaptations.putFlags([])).resolves.toBeUndefined();
  });

  test('keep every character that Postgres takes, and U+FFFD for the others', async () => {
    await it.store.adaptations.putFlags([flag({ chapter: 'odd', text: ODD })]);
    const { flags } = await it.store.adaptations.list(['odd']);
    expect(flags[0]?.text).toBe(ODD.replaceAll('\u0000', '\uFFFD').replace('\ud83e \udd16', '\uFFFD \uFFFD'));
  });
});

describe('the list of what is kept', () => {
  const it = useTestStore();

  test('is of the chapters asked for or all, by chapter, block and key', async () => {
    const places = ['b', 'B', 'a', 'é', 'a-b', 'a b'].flatMap((chapter) =>
      ['2', '1'].map((block) => ({ chapter, block })),
    );
    const plans = places.map((place) => plan(place));
    const adaptations = [...places, ...places].map((place) => adaptation(place));
    const reviews = places.map(({ chapter }) => review({ chapter }));
    const flags = places.map((place) => flag(place));
    const { store } = it;
    // As in a database that sorts as people do.
    await store.pool.query('alter table plans alter chapter type text collate "en-x-icu"');
    await store.adaptations.putPlans(plans);
    await store.adaptations.putAdaptations(adaptations);
    for (const one of reviews) await store.adaptations.putReview(one);
    await store.adaptations.putFlags(flags);

    const place = (one: { chapter: string; block?: string; key: string }): string =>
      [one.chapter, one.block ?? '', one.key].join('\u0000');
    const sorted = <T extends { chapter: string; key: string }>(rows: readonly T[]): T[] =>
      rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
    const all = {
      plans: sorted(plans),
      adaptations: sorted(adaptations),
      reviews: sorted(reviews),
      flags: sorted(flags),
    };
    expect(await store.adaptations.list()).toEqual(all);
    const some = await store.adaptations.list(['é', 'b', 'no such chapter']);
    expect(some.adaptations).toEqual(all.adaptations.filter(({ chapter }) => ['b', 'é'].includes(chapter)));
    expect([some.plans.length, some.reviews.length, some.flags.length]).toEqual([4, 4, 4]);
    expect(await store.adaptations.list([])).toEqual({ plans: [], adaptations: [], reviews: [], flags: [] });
  });
});
