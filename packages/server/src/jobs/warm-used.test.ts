import type { Profile } from '@attune/contract';
import { ModelError, type ModelFailure, variantKey } from '@attune/core';
import { testBook, testChapter } from 'attune-test-support';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { warmUsed } from './warm-used.ts';

const book = { ...testBook(), rewriting: true };
const chapter = testChapter('The motor draws 20 W.', book);
const [BEGINNER, ADVANCED, OTHER]: readonly Profile[] = ['Beginner', 'Advanced', 'Intermediate'].map((level) => ({
  programming_experience: level,
}));
const levelOf = ({ programming_experience: level }: Profile = {}): string => String(level);

interface Changes {
  readonly there?: readonly Profile[];
  readonly most?: number;
  /** How many pages the budget allows. */
  readonly budget?: number;
  readonly failures?: Readonly<Record<string, ModelFailure>>;
  /** How often somebody is found waiting. */
  readonly waiting?: number;
  readonly signal?: AbortSignal;
}

/** What a warm-up of three used pages makes. */
async function warmed({ there = [], most = 10, budget = 10, failures = {}, waiting = 0, signal }: Changes = {}) {
  const made: string[] = [];
  const events: string[] = [];
  const used = [BEGINNER, ADVANCED, OTHER].map((profile) => ({ chapter: chapter.id, projection: profile ?? {} }));
  const keys = new Set(there.map((profile) => variantKey({ chapter, profile, book }, true)));
  let waits = waiting;
  const outcome = await warmUsed(
    {
      library: { book: () => book, current: (id) => (id === chapter.id ? chapter : undefined) },
      variants: { findPointer: async (key) => (keys.has(key) ? { variant: 'v', tags: [] } : undefined) },
      personalizing: {
        model: () => 'ok',
        load: () => {
          if (waits > 0) events.push('waits');
          return { making: 0, waiting: waits-- > 0 ? 1 : 0 };
        },
        async join({ profile }, options) {
          expect(options?.isBackground).toBe(true);
          options?.signal?.throwIfAborted();
          events.push('makes');
          made.push(levelOf(profile));
          const failure = failures[levelOf(profile)];
          return {
            variant: {} as never,
            key: '',
            cached: false,
            ...(failure && { failure: new ModelError(failure, 'no') }),
          };
        },
      },
      usedPages: async () => [...used, { chapter: 'gone', projection: {} }, ...used],
      mayAsk: async () => made.length < budget,
      most,
      logger: pino({ level: 'silent' }),
    },
    signal ?? new AbortController().signal,
  ).catch((error: unknown) => error);
  return { outcome, made, events };
}

describe('a warm-up', () => {
  test('makes what is used and not there, each once, most used first', async () => {
    expect(await warmed({ there: [ADVANCED ?? {}] })).toMatchObject({
      outcome: 'done',
      made: ['Beginner', 'Intermediate'],
    });
  });

  test('makes no more than it may, and stops where the background’s share is spent', async () => {
    expect(await warmed({ most: 2 })).toMatchObject({ outcome: 'done', made: ['Beginner', 'Advanced'] });
    expect(await warmed({ there: [BEGINNER ?? {}], most: 1 })).toMatchObject({ made: ['Advanced'] });
    expect(await warmed({ budget: 1 })).toMatchObject({ outcome: 'done', made: ['Beginner'] });
    expect(await warmed({ failures: { Beginner: 'budget' } })).toMatchObject({ outcome: 'done', made: ['Beginner'] });
  });

  test('waits for readers first', async () => {
    expect((await warmed({ waiting: 2, most: 1 })).events).toEqual(['waits', 'waits', 'makes']);
  });

  test('goes on after a page that the model could not do, and fails with a provider that does not answer', async () => {
    expect(await warmed({ failures: { Beginner: 'garbage' } })).toMatchObject({ outcome: 'done', made: { length: 3 } });
    const { outcome, made } = await warmed({ failures: { Beginner: 'unavailable' } });
    expect([outcome instanceof ModelError, made]).toEqual([true, ['Beginner']]);
  });

  test('gives the rest over where the node stops', async () => {
    expect(await warmed({ signal: AbortSignal.abort() })).toMatchObject({ outcome: 'more', made: [] });
  });
});
