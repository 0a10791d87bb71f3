import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../types.ts';
import { batchLine, requestId } from './batch-lines.ts';
import { estimate } from './estimate.ts';
import { readBatchAnswer } from './read-batch-answer.ts';

const request: ModelRequest = {
  system: 'S',
  chapter: 'C',
  task: 'T',
  maxOutputTokens: 500,
  about: { kind: 'plan' as const, chapter: 'a' },
};

describe('a line of a batch', () => {
  it('is what Anthropic’s message batches take, the chapter cached', () => {
    expect(JSON.parse(batchLine('plan-1', request, { format: 'anthropic', model: 'claude' }))).toEqual({
      custom_id: 'plan-1',
      params: {
        model: 'claude',
        max_tokens: 500,
        system: 'S',
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'C', cache_control: { type: 'ephemeral' } },
              { type: 'text', text: 'T' },
            ],
          },
        ],
      },
    });
  });

  it('is what OpenAI’s batches take', () => {
    expect(JSON.parse(batchLine('plan-1', request, { format: 'openai', model: 'gpt' }))).toEqual({
      custom_id: 'plan-1',
      method: 'POST',
      url: '/v1/chat/completions',
      body: {
        model: 'gpt',
        max_completion_tokens: 500,
        messages: [
          { role: 'system', content: 'S' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'C' },
              { type: 'text', text: 'T' },
            ],
          },
        ],
      },
    });
  });

  it('is named by everything in it, in a form that both providers take', () => {
    const others = [{ chapter: 'D' }, { task: 'U' }, { system: 'V' }, { maxOutputTokens: 501 }];
    const ids = [request, ...others.map((other) => ({ ...request, ...other }))].map((one) => requestId('plan', one));
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });
});

describe('an answer of a batch', () => {
  const anthropic = (result: object): string => JSON.stringify({ custom_id: 'a', result });
  const openai = (body: object, more: object = {}): string =>
    JSON.stringify({ id: 'x', custom_id: 'a', response: { status_code: 200, body }, error: null, ...more });

  it.each([
    [
      'Anthropic',
      anthropic({
        type: 'succeeded',
        message: {
          model: 'claude',
          stop_reason: 'end_turn',
          content: [{ type: 'thinking' }, { type: 'text', text: 'x' }],
        },
      }),
      { id: 'a', model: 'anthropic/claude', text: 'x', isWhole: true },
    ],
    [
      'OpenAI',
      openai({ model: 'gpt', choices: [{ finish_reason: 'stop', message: { content: 'x' } }] }),
      { id: 'a', model: 'openai/gpt', text: 'x', isWhole: true },
    ],
  ])('of %s is read', (_, line, answer) => {
    expect(readBatchAnswer(line)).toEqual(answer);
  });

  it.each([
    [
      'was cut at its length',
      anthropic({ type: 'succeeded', message: { model: 'c', stop_reason: 'max_tokens', content: [] } }),
    ],
    ['was cut at its length', openai({ choices: [{ finish_reason: 'length', message: { content: 'x' } }] })],
    ['was declined', openai({ choices: [{ finish_reason: 'stop', message: { content: '', refusal: 'no' } }] })],
    ['failed', anthropic({ type: 'errored', error: { type: 'invalid_request' } })],
    ['expired', anthropic({ type: 'expired' })],
    ['failed', openai({}, { response: null, error: { code: 'x' } })],
    ['had a status of its own', openai({}, { response: { status_code: 400, body: {} } })],
  ])('that %s is not whole, and says why', (_, line) => {
    expect(readBatchAnswer(line)).toMatchObject({ id: 'a', isWhole: false, problem: expect.any(String) });
  });

  it.each(['', 'Sorry', '[]', '{"custom_id":"a"}', '{"result":{}}', '{"custom_id":"a","result":{"type":"new"}}'])(
    '%j is none',
    (line) => {
      expect(readBatchAnswer(line)).toBeUndefined();
    },
  );
});

describe('an estimate', () => {
  it('counts a chapter that is sent again as what a cache may hold', () => {
    const long = { ...request, chapter: 'c'.repeat(4_000) };
    expect(estimate([long, { ...long, task: 'U' }, { ...long, chapter: 'd'.repeat(4_000) }])).toEqual({
      requests: 3,
      inputTokens: 3_002,
      cachedTokens: 1_000,
      outputTokens: 600,
    });
  });

  it('has money where a price is known, at half of it', () => {
    const price = { input: 4, output: 20, cacheRead: 0, cacheWrite: 0 };
    const { usd } = estimate([{ ...request, chapter: 'c'.repeat(4_000_000 - 2), maxOutputTokens: 250_000 }], price);
    expect(usd).toBeCloseTo((4 + 2) / 2);
  });
});
