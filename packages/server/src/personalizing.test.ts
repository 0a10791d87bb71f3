import type { Profile } from '@attune/contract';
import { ModelError, type ModelFailure, type Said, type VariantStore } from '@attune/core';
import { memoryAdaptations, type Script, scriptedRewriter, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { createPersonalizing } from './personalizing.ts';
import type { JoinOptions, PersonalizingEvent } from './ports.ts';

const book = { ...testBook(), rewriting: true };
const chapter = testChapter('The motor draws 20 W.\n\nIt gets warm.', book);
const block = chapter.blocks[0]?.id as string;
const why = [{ facet: 'programming_experience', value: 'Beginner' }];
const ENTRY: Said = { says: 'entry', entry: { block, terms: [], need: 'x', does: ['rewrite'], tags: ['x'] } };
const EDIT: Said = {
  says: 'edit',
  edit: { block, action: 'rewrite', tag: 'x', why, texts: ['While it runs, the motor draws 20 W.'] },
};

/** A store that keeps variants, and a model that goes on when it is let. */
function service(script?: Script, clock?: () => number) {
  const kept = new Map();
  const store: VariantStore = {
    findVariant: async (key) => kept.get(key),
    putVariant: async (key, variant) => (kept.has(key) ? kept.get(key) : kept.set(key, variant).get(key)),
  };
  const gate = Promise.withResolvers<void>();
  const model = scriptedRewriter(
    script ??
      async function* (task): AsyncGenerator<Said> {
        if (task.kind === 'plan') yield ENTRY;
        else {
          yield EDIT;
          await gate.promise;
        }
      },
  );
  const personalizing = createPersonalizing(
    { store, adaptations: memoryAdaptations(), model },
    { ...(clock && { clock }) },
  );
  const join = (options: JoinOptions = {}, profile: Profile = { programming_experience: 'Beginner' }) =>
    personalizing.join({ chapter, profile, book }, options);
  return { personalizing, state: () => personalizing.model(), join, kept, asked: model.asked, finish: gate.resolve };
}
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('those who ask for the same at the same time', () => {
  it('have it made once, and are told the same, whenever they come', async () => {
    const { join, asked, finish } = service();
    const early: PersonalizingEvent[] = [];
    const late: PersonalizingEvent[] = [];
    const first = join({ listener: (event) => early.push(event) });
    await until(() => early.some(({ type }) => type === 'edit'));
    const second = join({ listener: (event) => late.push(event) });
    finish();
    const [one, other] = await Promise.all([first, second]);
    expect(asked.map(({ kind }) => kind)).toEqual(['plan', 'section']);
    expect(other.variant).toBe(one.variant);
    expect(late).toEqual(early);
    expect(early.map(({ type }) => type)).toEqual(['ready', 'progress', 'edit', 'progress']);
  });

  it('do not wait for those who need something else', async () => {
    const { join, asked } = service(() => [{ says: 'done' }]);
    await Promise.all([join(), join({}, { programming_experience: 'Advanced' })]);
    expect(asked).toHaveLength(2);
  });

  it('stop the model when the last of them has left, and not before', async () => {
    const { join, kept, finish } = service();
    const [one, other] = [new AbortController(), new AbortController()];
    const events: PersonalizingEvent[] = [];
    const first = join({ signal: one.signal, listener: (event) => events.push(event) });
    const second = join({ signal: other.signal });
    await until(() => events.some(({ type }) => type === 'edit'));
    one.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    other.abort(new Error('gone too'));
    await expect(second).rejects.toThrow('gone too');
    finish();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(kept.size).toBe(0);
  });

  it('begin anew where the last one has just left', async () => {
    const { join, asked, finish } = service();
    const leaving = new AbortController();
    const first = join({ signal: leaving.signal });
    await until(() => asked.length === 2);
    leaving.abort();
    await expect(first).rejects.toThrow();
    finish();
    expect((await join()).failure).toBeUndefined();
  });

  it('are all told of a failure, and the next one asks again', async () => {
    let isDown = true;
    const { join, state } = service(() => {
      if (isDown) throw new ModelError('overloaded', 'busy');
      return [{ says: 'done' }];
    });
    const failures = await Promise.all([join(), join()]);
    expect(failures.map(({ failure }) => failure?.failure)).toEqual(['overloaded', 'overloaded']);
    expect(state()).toBe('failing');
    isDown = false;
    expect((await join()).failure).toBeUndefined();
    expect(state()).toBe('ok');
  });
});

describe('what a model could not do twice in a row', () => {
  const failing = (failure: ModelFailure, clock: { now: number }) => {
    const now = { failure: failure as ModelFailure | undefined };
    const script: Script = () => {
      if (now.failure) throw new ModelError(now.failure, 'no');
      return [{ says: 'done' }];
    };
    return { ...service(script, () => clock.now), now };
  };

  it('is not asked for again for a while, longer each time, and readers are told how long', async () => {
    const clock = { now: 0 };
    const { join, asked, now } = failing('declined', clock);
    await join();
    await join();
    expect(asked).toHaveLength(2);
    const third = await join();
    expect([asked.length, third.failure?.failure, third.failure?.retryAfter]).toEqual([2, 'declined', 60_000]);
    clock.now = 60_000;
    await join();
    expect([asked.length, (await join()).failure?.retryAfter]).toEqual([3, 120_000]);
    clock.now = 180_000;
    now.failure = undefined;
    expect((await join()).failure).toBeUndefined();
  });

  it('is something else for who needs something else', async () => {
    const { join, asked } = failing('garbage', { now: 0 });
    await join();
    await join();
    await join({}, { programming_experience: 'Advanced' });
    expect(asked).toHaveLength(3);
  });

  it('is asked for at once where it was the provider that failed', async () => {
    const { join, asked } = failing('overloaded', { now: 0 });
    for (let visit = 0; visit < 4; visit += 1) await join();
    expect(asked).toHaveLength(4);
  });
});

it('a page for which no model is asked says nothing of how models do', async () => {
  const { personalizing, state } = service(() => {
    throw new ModelError('overloaded', 'busy');
  });
  const request = { chapter, profile: { programming_experience: 'Beginner' }, book };
  await personalizing.join(request);
  await personalizing.join({ ...request, book: { ...book, rewriting: false, fingerprint: 'authored' } });
  expect(state()).toBe('failing');
});

it('who has gone before it began is not waited for', async () => {
  const { join, asked } = service();
  await expect(join({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
  expect(asked).toEqual([]);
});
