import { describe, expect, test } from 'vitest';
import type { ModelCall } from './index.ts';
import { useTestStore } from './testing/open-test-store.ts';

describe('calls of models', () => {
  const it = useTestStore();
  const call = (change: Partial<ModelCall> = {}): ModelCall => ({
    at: new Date('2026-11-20T05:00:00Z'),
    chapter: 'docs/current/en/nodes',
    kind: 'section',
    model: 'anthropic/example',
    input: 1,
    cacheRead: 20,
    cacheWrite: 300,
    output: 4000,
    estimated: false,
    usd: 0.1,
    ms: 1500,
    firstTextMs: 300,
    outcome: 'ok',
    fallback: false,
    attempt: 1,
    ...change,
  });

  test('are kept with all that is known of them', async () => {
    await it.store.modelCalls.add([
      call({ at: new Date('2026-11-01T00:00:00Z') }),
      call({
        at: new Date('2026-11-01T00:00:01Z'),
        chapter: null,
        kind: 'plan',
        input: 10.5,
        cacheRead: -3,
        estimated: true,
        usd: null,
        ms: 12.4,
        firstTextMs: null,
        outcome: 'rate-limited',
        fallback: true,
        attempt: 2,
      }),
    ]);
    const rows = await it.store.db
      .selectFrom('model_calls')
      .selectAll()
      .where('at', '<', new Date('2026-11-02T00:00:00Z'))
      .orderBy('at')
      .execute();
    expect(rows).toMatchObject([
      {
        at: new Date('2026-11-01T00:00:00Z'),
        chapter: 'docs/current/en/nodes',
        kind: 'section',
        model: 'anthropic/example',
        input: 1,
        cache_read: 20,
        cache_write: 300,
        output: 4000,
        estimated: false,
        usd: '0.1',
        ms: 1500,
        first_text_ms: 300,
        outcome: 'ok',
        fallback: false,
        attempt: 1,
      },
      {
        chapter: null,
        kind: 'plan',
        input: 11,
        cache_read: 0,
        estimated: true,
        usd: null,
        ms: 12,
        first_text_ms: null,
        outcome: 'rate-limited',
        fallback: true,
        attempt: 2,
      },
    ]);
  });

  test('are counted in tokens of every sort and in dollars, from a time on', async () => {
    const day = new Date('2027-01-01T00:00:00Z');
    const late = (change: Partial<ModelCall> = {}): ModelCall => call({ at: day, ...change });
    await it.store.modelCalls.add([
      late(),
      late({ usd: 0.2 }),
      late({ usd: null, outcome: 'cut' }),
      call({ at: new Date(day.getTime() - 1), output: 1_000_000 }),
    ]);
    expect(await it.store.modelCalls.spentSince(day)).toEqual({ tokens: 3 * 4321, usd: 0.3 });
    expect(await it.store.modelCalls.spentSince(new Date(day.getTime() + 1))).toEqual({ tokens: 0, usd: 0 });
  });

  test('are counted beyond what an integer holds', async () => {
    const at = new Date('2028-01-01T00:00:00Z');
    const much = call({ at, input: 2_000_000_000, output: 2_000_000_000 });
    await it.store.modelCalls.add([much, much]);
    expect((await it.store.modelCalls.spentSince(at)).tokens).toBe(8_000_000_640);
  });

  test('are added from many at once and in any number', async () => {
    const at = new Date('2029-01-01T00:00:00Z');
    const batch = Array.from({ length: 5_000 }, () => call({ at }));
    await Promise.all([batch, batch].map((calls) => it.store.modelCalls.add(calls)));
    expect((await it.store.modelCalls.spentSince(at)).tokens).toBe(10_000 * 4321);
    await expect(it.store.modelCalls.add([])).resolves.toBeUndefined();
  });
});
