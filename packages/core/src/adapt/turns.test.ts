import { memoryAdaptations, scriptedRewriter, testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { adapt, type AdaptEvent } from './adapt.ts';
import { isComplete, recall } from './known.ts';
import { openPage } from './open-page.ts';
import { adaptInTurn, type Turn, type Turns } from './turns.ts';
import { ModelError, type ModelRewriter, type Said, type Task } from './types.ts';

const book = { ...testBook(), rewriting: true };
const SOURCE = `# Motors

The motor draws 20 W.

It gets warm.

## Brakes

A brake holds the arm.
`;
const chapter = testChapter(SOURCE, book);
const page = openPage(chapter, { programming_experience: 'Beginner' }, book);
const paragraphs = chapter.blocks.filter(({ kind }) => kind === 'paragraph').map(({ id }) => id);
const TEXTS = [
  'While it runs, the motor draws 20 W.',
  'It gets warm by and by.',
  'A brake holds the arm in its place.',
];
const why = [{ facet: 'programming_experience', value: 'Beginner' }];

function soundly(task: Task): Said[] {
  if (task.kind === 'plan')
    return task.wanted.flatMap((block): Said[] =>
      paragraphs.includes(block)
        ? [{ says: 'entry', entry: { block, terms: [], need: 'x', does: ['rewrite'], tags: ['x'] } }]
        : [],
    );
  if (task.kind === 'review') return [];
  return task.wanted.map((block) => ({
    says: 'edit',
    edit: { block, action: 'rewrite', tag: 'x', why, texts: [TEXTS[paragraphs.indexOf(block)] ?? ''] },
  }));
}

interface Given {
  readonly model: ModelRewriter;
  readonly store?: ReturnType<typeof memoryAdaptations>;
  /** What happens while the turn is waited for, for the first and for each after it was lost. */
  readonly before?: readonly ((onNews: () => Promise<void>) => Promise<void>)[];
}

async function inTurn({ model, store = memoryAdaptations(), before = [] }: Given) {
  const events: AdaptEvent[] = [];
  const ended: (ModelError | undefined)[] = [];
  let told = 0;
  let lost = new AbortController();
  let takes = 0;
  const turns: Turns = {
    async take(_, { onNews }): Promise<Turn> {
      await before[takes++]?.(onNews);
      lost = new AbortController();
      const { signal } = lost;
      return {
        signal,
        mustBeOurs: () => signal.throwIfAborted(),
        kept: () => void (told += 1),
        end: async (failure) => void ended.push(failure),
      };
    },
  };
  const known = await recall(page, store);
  const work = adaptInTurn(known, { key: 'page', turns, model, store }, { emit: (event) => events.push(event) });
  return {
    work,
    known,
    store,
    ended,
    lose: () => lost.abort(new Error('lost')),
    told: () => told,
    edited: () => events.flatMap((event) => (event.type === 'edit' ? [event.edit.block] : [])),
  };
}

it('who has the turn at once asks for all, and tells those who wait of each block', async () => {
  const model = scriptedRewriter(soundly);
  const { work, known, edited, ended, told } = await inTurn({ model });
  await work;
  expect([isComplete(known), edited(), ended]).toEqual([true, paragraphs, [undefined]]);
  expect(told()).toBeGreaterThan(paragraphs.length);
});

it('who waits is told what another keeps, each edit once, and asks for nothing that is there', async () => {
  const store = memoryAdaptations();
  const model = scriptedRewriter(soundly);
  const { work, known, edited } = await inTurn({
    model,
    store,
    before: [
      async (onNews) => {
        await onNews();
        await adapt(await recall(page, store), { model: scriptedRewriter(soundly), store });
        await onNews();
        await onNews();
      },
    ],
  });
  await work;
  expect([isComplete(known), edited(), model.asked]).toEqual([true, paragraphs, []]);
});

it('who takes over asks only for what the one before did not keep', async () => {
  const store = memoryAdaptations();
  const cut = scriptedRewriter(function* (task): Generator<Said> {
    if (task.kind !== 'section') return yield* soundly(task);
    yield* soundly(task).slice(0, 2);
    throw new ModelError('cut', 'gone');
  });
  const model = scriptedRewriter(soundly);
  const { work, edited } = await inTurn({
    model,
    store,
    // The block in the middle of which it broke off counts as open.
    before: [async () => adapt(await recall(page, store), { model: cut, store }).catch(() => {})],
  });
  await work;
  expect(model.asked.map((task) => (task.kind === 'review' ? [] : task.wanted))).toEqual([paragraphs.slice(1)]);
  expect(edited()).toEqual(paragraphs);
});

it('a failure of the model is given to those who wait, and told', async () => {
  const failing = scriptedRewriter(() => {
    throw new ModelError('overloaded', 'busy');
  });
  const { work, ended } = await inTurn({ model: failing });
  await expect(work).rejects.toThrow('busy');
  expect(ended.map((failure) => failure?.failure)).toEqual(['overloaded']);
});

it('a turn that is lost is waited for again; what it broke off takes the place of nothing that another has finished', async () => {
  const store = memoryAdaptations();
  const begun = Promise.withResolvers<void>();
  let isFirst = true;
  const model = scriptedRewriter(async function* (task): AsyncGenerator<Said> {
    if (task.kind !== 'section' || !isFirst) return yield* soundly(task);
    isFirst = false;
    yield* soundly(task);
    begun.resolve();
    // Woken when the other has all of it.
    await finished.promise;
    throw new ModelError('cut', 'the connection was gone when this machine woke');
  });
  const finished = Promise.withResolvers<void>();
  const other = async (): Promise<void> =>
    adapt(await recall(page, store), { model: scriptedRewriter(soundly), store }, { concurrency: 1 });
  const { work, lose, known, edited, ended } = await inTurn({ model, store });
  await begun.promise;
  await other();
  lose();
  finished.resolve();
  await work;
  expect([isComplete(known), ended.length, new Set(edited())]).toEqual([true, 2, new Set(paragraphs)]);
  expect([...store.adaptations.values()].map(({ state, asked }) => `${state} ${asked}`)).toEqual(
    paragraphs.map(() => 'done 1'),
  );
});
