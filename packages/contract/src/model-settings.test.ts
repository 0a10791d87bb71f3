import { describe, expect, it } from 'vitest';
import { ModelSettings } from './index.ts';

const problems = (settings: unknown): string[] =>
  ModelSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
const form =
  'must be <provider>/<model>, such as anthropic/claude-sonnet-4-5; ' +
  'providers are anthropic, openai, google, ollama, compatible';

describe('what is said of models', () => {
  it('may be nothing: then none is asked', () => {
    expect(ModelSettings.parse({})).toEqual({
      chain: [],
      deadlines: { firstTextMs: 20_000, answerMs: 180_000 },
      afterChange: 'keep',
      background: { warm: 100, share: 0.5 },
      retries: 2,
      concurrency: 4,
      budget: {},
      prices: {},
    });
  });

  it('names models of each provider, with slashes and colons of the provider’s own', () => {
    const chain = [
      'anthropic/claude-sonnet-4-5',
      'openai/gpt-5',
      'google/gemini-2.5-pro',
      'ollama/llama3.1:70b',
      'compatible/meta-llama/Llama-3.3-70B-Instruct',
    ];
    expect(ModelSettings.parse({ chain }).chain).toEqual(chain);
  });

  it('keeps the other deadline’s default when one is set', () => {
    const { deadlines } = ModelSettings.parse({ deadlines: { firstTextMs: 60_000 } });
    expect(deadlines).toEqual({ firstTextMs: 60_000, answerMs: 180_000 });
  });

  it.each<[string, unknown, string[]]>([
    ['an unknown provider', { chain: ['anthropic/a', 'mistral/large'] }, [`chain.1: ${form}`]],
    ['a name without provider', { chain: ['gpt-5'] }, [`chain.0: ${form}`]],
    ['a name without model', { chain: ['openai/'] }, [`chain.0: ${form}`]],
    ['a name with a space', { chain: ['openai/gpt 5'] }, [`chain.0: ${form}`]],
    ['the same model twice', { chain: ['openai/a', 'openai/a'] }, ['chain: names a model twice']],
    [
      'a first text later than the whole',
      { deadlines: { firstTextMs: 2000, answerMs: 1000 } },
      ['deadlines.firstTextMs: must not be longer than answerMs'],
    ],
    ['retries without end', { retries: 1000 }, ['retries: Too big: expected number to be <=10']],
    ['nothing at a time', { concurrency: 0 }, ['concurrency: Too small: expected number to be >=1']],
    ['a budget of nothing', { budget: { usdPerDay: 0 } }, ['budget.usdPerDay: Too small: expected number to be >0']],
    ['an unknown key', { model: 'openai/a' }, [': Unrecognized key: "model"']],
    [
      'half a price',
      { prices: { 'openai/a': { input: 1, cacheRead: 0, cacheWrite: 0 } } },
      ['prices.openai/a.output: Invalid input: expected number, received undefined'],
    ],
    [
      'a price that is a gift',
      { prices: { 'openai/a': { input: -1, cacheRead: 0, cacheWrite: 0, output: 1 } } },
      ['prices.openai/a.input: Too small: expected number to be >=0'],
    ],
  ])('with %s is refused, with path and message', (_, settings, expected) => {
    expect(problems(settings)).toEqual(expected);
  });

  it('does not take a price for what is no model', () => {
    const price = { input: 1, cacheRead: 1, cacheWrite: 1, output: 1 };
    expect(problems({ prices: { gpt: price } })[0]).toContain('prices.gpt');
  });
});
