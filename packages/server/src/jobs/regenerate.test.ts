import type { Edit, Profile } from '@attune/contract';
import { ModelError, type ModelRewriter, type Said, type Task } from '@attune/core';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { type Script, scriptedRewriter, testBook, testChapter } from 'attune-test-support';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPersonalizing } from '../personalizing.ts';
import { regenerate } from './regenerate.ts';

const book = { ...testBook(), rewriting: true };
const chapter = testChapter('The motor draws 20 W.\n\nThe fan takes 5 W.', book);
const [motor = '', fan = ''] = chapter.blocks.map(({ id }) => id);
const BEGINNER: Profile = { programming_experience: 'Beginner' };
const why = [{ facet: 'programming_experience', value: 'Beginner' }];
const entry = (block: string): Said => ({
  says: 'entry',
  entry: { block, terms: [], need: 'x', does: ['rewrite'], tags: ['x'] },
});
const edit = (block: string, text: string): Said => ({
  says: 'edit',
  edit: { block, action: 'rewrite', tag: 'x', why, texts: [text] },
});

const FIRST: Script = (task) =>
  task.kind === 'plan'
    ? [entry(motor), entry(fan)]
    : [edit(motor, 'While it runs, the motor draws 20 W.'), edit(fan, 'While it turns, the fan takes 5 W.')];
const BETTER = ['At work the motor draws 20 W.', 'At work the fan takes 5 W.'] as const;
const anew: Script = () => [edit(motor, BETTER[0]), edit(fan, BETTER[1])];

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** A model of that name, and what it was asked. */
function modelOf(name: string, script: Script): ModelRewriter & { asked: Task[] } {
  const { ask, asked } = scriptedRewriter(script);
  return {
    asked,
    async *ask(task, signal) {
      for await (const { maker, ...said } of ask(task, signal)) yield { ...said, maker: { ...maker, model: name } };
    },
  };
}
const service = (model: ModelRewriter) =>
  createPersonalizing({ store: store.variants, adaptations: store.adaptations, model });
const request = (profile: Profile) => ({ chapter, profile, book });
const textsOf = ({ edits }: { readonly edits: readonly Edit[] }): unknown[] => edits.map(({ texts }) => texts?.[0]);

/** Regenerates by a model called new, in place of one called old. */
async function run(script: Script, { mayAsk = true, signal = new AbortController().signal } = {}) {
  const model = modelOf('new', script);
  const parts = {
    library: { book: () => book, current: () => chapter },
    personalizing: service(model),
    variants: store.variants,
    adaptations: store.adaptations,
    models: { rewriter: model, isOld: ({ model: name }: { model: string }) => name !== 'new', mark: 'new' },
    usedPages: () => store.usedPages({ limit: 10 }),
    mayAsk: async () => mayAsk,
    concurrency: 1,
    logger: pino({ level: 'silent' }),
  };
  const outcome = await regenerate(parts, signal).catch((error: unknown) => error);
  return { outcome, asked: model.asked };
}
/** What a reader is shown now, by a service whose model would be asked by nobody. */
async function shown(profile: Profile = BEGINNER): Promise<unknown[]> {
  const silent = modelOf('new', () => expect.fail('was asked'));
  const { variant, cached } = await service(silent).join(request(profile));
  expect(cached).toBe(true);
  return textsOf(variant);
}
let before: unknown[];
let userId: string;

beforeEach(async () => {
  await store.pool.query('truncate users, variants, plans, adaptations cascade');
  const { variant, key } = await service(modelOf('old', FIRST)).join(request(BEGINNER));
  const { rows } = await store.pool.query<{ id: string }>('insert into users default values returning id');
  userId = rows[0]?.id ?? '';
  await store.references.touch({ userId, chapter: chapter.id, profileHash: variant.profileHash, variantKey: key });
  before = textsOf(variant);
});

test('without it, what another model made is served as ever, and nothing is asked', async () => {
  expect(await shown()).toEqual(before);
  expect(before).toHaveLength(2);
});

describe('after a change of models', () => {
  test('what is through the checks takes the place of what stood, with the reference that its reader has', async () => {
    const { outcome, asked } = await run(anew);
    expect([outcome, asked.map(({ kind }) => kind)]).toEqual(['done', ['section']]);
    expect(await shown()).toEqual(BETTER);
    expect(await store.references.list(userId)).toHaveLength(1);
    const { adaptations } = await store.adaptations.list();
    expect(adaptations.map(({ maker }) => maker.model)).toEqual(['new', 'new']);
    expect((await run(() => expect.fail('was asked'))).asked).toEqual([]);
  });

  test('readers have the old one until the new one is whole', async () => {
    const seen: unknown[] = [];
    await run(async function* () {
      yield edit(motor, BETTER[0]);
      seen.push(
        await shown(),
        (await store.adaptations.list()).adaptations.map(({ maker }) => maker.model),
      );
      yield edit(fan, BETTER[1]);
    });
    expect(seen).toEqual([before, ['old', 'old']]);
    expect(await shown()).toEqual(BETTER);
  });

  test('what the checks refuse twice leaves the old one for good, and is not asked for again', async () => {
    const { outcome, asked } = await run((task) =>
      'wanted' in task
        ? task.wanted.map((block) => edit(block, block === fan ? BETTER[1] : 'The motor draws 900 W.'))
        : [],
    );
    expect(outcome).toBe('done');
    expect(asked).toHaveLength(2);
    expect(await shown()).toEqual([before[0], BETTER[1]]);
    expect((await run(() => expect.fail('was asked'))).asked).toEqual([]);
  });

  test('a model that says nothing takes nothing away', async () => {
    await run((task) => ('wanted' in task ? task.wanted.map((block) => ({ says: 'keep', block })) : []));
    expect(await shown()).toEqual(before);
  });

  test('a provider that fails leaves what it did not bring, to be asked for again', async () => {
    const failing: Script = async function* () {
      yield edit(motor, BETTER[0]);
      yield edit(fan, 'Half of');
      throw new ModelError('unavailable', 'gone');
    };
    const { outcome } = await run(failing);
    expect(outcome).toBeInstanceOf(ModelError);
    expect(await shown()).toEqual([BETTER[0], before[1]]);
    const { asked } = await run((task) =>
      'wanted' in task ? task.wanted.map((block) => edit(block, block === fan ? BETTER[1] : BETTER[0])) : [],
    );
    expect(asked.map((task) => 'wanted' in task && task.wanted)).toEqual([[fan]]);
    expect(await shown()).toEqual(BETTER);
  });

  test('a model that declines is not asked for the same page again', async () => {
    const declining: Script = async function* () {
      yield edit(motor, BETTER[0]);
      yield edit(fan, 'Half of');
      throw new ModelError('declined', 'no');
    };
    expect((await run(declining)).outcome).toBe('done');
    expect(await shown()).toEqual([BETTER[0], before[1]]);
    expect((await run(() => expect.fail('was asked'))).asked).toEqual([]);
  });

  test('nothing is asked where the background’s share is spent, or the node stops', async () => {
    expect(await run(anew, { mayAsk: false })).toMatchObject({ outcome: 'done', asked: [] });
    expect(await run(anew, { signal: AbortSignal.abort() })).toMatchObject({ outcome: 'more', asked: [] });
    expect(await shown()).toEqual(before);
  });

  test('a page of nobody’s that was put together of the old is put together anew', async () => {
    await store.pool.query(
      'insert into variants (key, variant, chapter, revision, profile_hash, projection, edits, makers) select $1, variant, chapter, revision, profile_hash, projection, edits, makers from variants',
      ['unused'],
    );
    expect((await store.pool.query('select from variants')).rowCount).toBe(2);
    await run(anew);
    expect((await store.pool.query('select from variants')).rowCount).toBe(1);
  });

  test('what is pinned stays under its hash', async () => {
    await store.pool.query('update variants set pinned_at = now()');
    await run(anew);
    expect(await shown()).toEqual(before);
  });
});
