import { ModelSettings } from '@attune/contract';
import { NOBODY, PROMPTS } from '@attune/models';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';
import { type OpenedModels, openModels } from './open-models.ts';

const [FIRST, SECOND] = ['ollama/one', 'ollama/other'];

function opened(spent: { tokens: number; usd: number }, budget: ModelSettings['budget'] = {}): OpenedModels {
  const store = { modelCalls: { add: async () => {}, spentSince: async () => spent } };
  const settings = ModelSettings.parse({ chain: [FIRST, SECOND], budget });
  const models = openModels(settings, readEnvironment({}), { store, logger: pino({ level: 'silent' }) });
  return models ?? expect.fail('no models');
}

test('what another model or other prompts made is old, and what was prepared is not', () => {
  const { isOld } = opened({ tokens: 0, usd: 0 });
  const maker = { model: SECOND, prompts: PROMPTS, at: '2026-11-20T00:00:00.000Z' };
  expect(isOld(maker)).toBe(false);
  expect(isOld({ ...maker, model: 'ollama/former' })).toBe(true);
  expect(isOld({ ...maker, prompts: 'former' })).toBe(true);
  expect(isOld({ ...maker, model: 'ollama/former', prepared: true })).toBe(false);
  expect(isOld({ ...maker, model: NOBODY, prompts: 'former' })).toBe(false);
});

test('a share of the budget is counted of each limit that is set', async () => {
  expect(await opened({ tokens: 9e9, usd: 9e9 }).isWithin(0.5)).toBe(true);
  const budget = { tokensPerDay: 1_000, usdPerDay: 2 };
  expect(await opened({ tokens: 499, usd: 0.99 }, budget).isWithin(0.5)).toBe(true);
  expect(await opened({ tokens: 500, usd: 0 }, budget).isWithin(0.5)).toBe(false);
  expect(await opened({ tokens: 0, usd: 1 }, budget).isWithin(0.5)).toBe(false);
  expect(await opened({ tokens: 999, usd: 1.99 }, budget).isWithin(1)).toBe(true);
  expect(await opened({ tokens: 0, usd: 0 }, budget).isWithin(0)).toBe(false);
  expect(await opened({ tokens: 400, usd: 3 }, budget).budgetLeft()).toEqual({ tokens: 600, usd: 0 });
});
