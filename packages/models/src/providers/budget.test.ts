import { ModelError } from '@attune/core';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../types.ts';
import { dailyBudget, type Budget, type Spent } from './budget.ts';

const HOUR = 3_600_000;
const usage = (input: number): Usage => ({ input, cacheRead: 1, cacheWrite: 2, output: 3 });

/** A ledger that others write to, and a clock that a test moves. */
function setup(limits: { tokensPerDay?: number; usdPerDay?: number }, spent: Spent = { tokens: 0, usd: 0 }) {
  const world = { now: Date.UTC(2026, 0, 31, 22), spent, readings: [] as string[] };
  const ledger = {
    spentSince: async (date: Date): Promise<Spent> => {
      world.readings.push(date.toISOString());
      return world.spent;
    },
  };
  return { world, budget: dailyBudget(limits, ledger, () => new Date(world.now)) };
}
async function refusal(budget: Budget): Promise<ModelError> {
  const error: unknown = await budget.admit().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ModelError) return error;
  throw new Error('it was let in');
}

describe('a budget for the day', () => {
  it('lets in while there is some left, then says until when it does not', async () => {
    const { budget } = setup({ tokensPerDay: 1000 });
    await budget.admit();
    await budget.spend(usage(500), 'a/b', undefined);
    await budget.admit();
    await budget.spend(usage(500), 'a/b', undefined);
    expect(await refusal(budget)).toMatchObject({
      failure: 'budget',
      retryAfter: 2 * HOUR,
      message: "the day's budget is used up (1012 of 1000 tokens); it is open again at 2026-02-01T00:00:00.000Z",
    });
  });

  it('counts money, as far as it is known', async () => {
    const { budget } = setup({ usdPerDay: 0.5 });
    await budget.admit();
    await budget.spend(usage(1_000_000), 'a/b', undefined);
    await budget.admit();
    await budget.spend(usage(10), 'a/b', 0.51);
    expect((await refusal(budget)).message).toContain('0.51 of 0.5 US dollars');
  });

  it('begins anew at midnight, UTC', async () => {
    const { budget, world } = setup({ tokensPerDay: 10 }, { tokens: 10, usd: 0 });
    await refusal(budget);
    world.now += 2 * HOUR;
    world.spent = { tokens: 0, usd: 0 };
    await budget.admit();
    expect(world.readings).toEqual(['2026-01-31T00:00:00.000Z', '2026-02-01T00:00:00.000Z']);
  });

  it('without limits asks nobody', async () => {
    const { budget, world } = setup({});
    for (let call = 0; call < 10; call += 1) await budget.admit();
    await budget.spend(usage(1e9), 'a/b', 1e9);
    await budget.admit();
    expect(world.readings).toEqual([]);
  });

  it('reads what others spend, every few seconds and not at each request', async () => {
    const { budget, world } = setup({ tokensPerDay: 100_000 });
    await Promise.all([budget.admit(), budget.admit()]);
    world.spent = { tokens: 200_000, usd: 0 };
    world.now += 4000;
    await budget.admit();
    expect(world.readings).toHaveLength(1);
    world.now += 1000;
    expect((await refusal(budget)).failure).toBe('budget');
    expect(world.readings).toHaveLength(2);
  });

  it('does not forget what the ledger does not show yet', async () => {
    const { budget, world } = setup({ tokensPerDay: 1000 });
    await budget.admit();
    await budget.spend(usage(1000), 'a/b', undefined);
    world.now += 6000; // the ledger still says nothing was spent
    await refusal(budget);
    expect(world.readings).toHaveLength(2);
  });

  it('does not let in many on the same figure: those under way count as others did', async () => {
    const { budget } = setup({ tokensPerDay: 1000 });
    await budget.admit();
    await budget.spend(usage(94), 'a/b', undefined); // 100 in all
    const admitted = await Promise.allSettled(Array.from({ length: 50 }, () => budget.admit()));
    expect(admitted.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
    for (let call = 0; call < 9; call += 1) await budget.spend({ ...usage(0), output: 0 }, 'a/b', undefined); // cost little
    await budget.admit();
  });

  it('lets in one at a time while it knows nothing and there is little', async () => {
    const { budget } = setup({ tokensPerDay: 9000 });
    await budget.admit();
    expect((await refusal(budget)).message).toContain('with 1 requests under way');
  });

  it('that cannot be read lets nobody in', async () => {
    const ledger = { spentSince: () => Promise.reject(new Error('no database')) };
    const budget = dailyBudget({ tokensPerDay: 1 }, ledger, () => new Date());
    expect(await refusal(budget)).toMatchObject({ failure: 'budget', retryAfter: 5000 });
  });
});
