import { describe, expect, it } from 'vitest';
import { modelBench, NAMES, readAll, REQUEST, type ModelBench } from '../testing/model-bench.ts';
import type { Script } from '../testing/script.ts';
import { toModelError } from './failures.ts';

const GOOD: Script = { chunks: ['good'] };

describe.each(['anthropic', 'openai', 'google', 'compatible'] as const)('when %s fails', (provider) => {
  const bench = (...scripts: Script[]): Promise<ModelBench> =>
    modelBench(scripts, {
      settings: { chain: [NAMES[provider]], deadlines: { firstTextMs: 150, answerMs: 300 }, retries: 2 },
    });

  it.each([
    [400, 'rejected'],
    [401, 'unauthorized'],
    [402, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [413, 'rejected'],
    [408, 'timeout'],
    [504, 'timeout'],
  ] as const)('with %i it is not asked again', async (status, failure) => {
    await using it = await bench({ status }, GOOD);
    const answer = await readAll(it.model);
    expect(answer.failure).toMatchObject({ failure, message: expect.stringContaining(` ${status}`) });
    expect(it.server.requests).toHaveLength(1);
  });

  it.each([
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [529, 'overloaded'],
  ] as const)('with %i it is asked twice more', async (status, failure) => {
    await using it = await bench({ status }, { status }, GOOD);
    expect(await readAll(it.model)).toEqual({ text: 'good', model: NAMES[provider] });
    expect(it.records.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, failure],
      [2, failure],
      [3, 'ok'],
    ]);
    const nothing = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
    expect(it.records[0]).toMatchObject({ usage: nothing, estimated: false, firstTextMs: undefined });
  });

  it('and goes on failing, it is given up', async () => {
    await using it = await bench({ status: 503 });
    expect((await readAll(it.model)).failure?.failure).toBe('unavailable');
    expect(it.server.requests).toHaveLength(3);
  });

  it('and says when to come again, it is asked then', async () => {
    await using it = await bench({ status: 429, headers: { 'retry-after': '0.2' } }, GOOD);
    const start = performance.now();
    expect((await readAll(it.model)).text).toBe('good');
    expect(performance.now() - start).toBeGreaterThanOrEqual(195);
  });

  it('and says to come again in an hour, it is given up, and whoever asked is told', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    await using it = await bench({ status: 429, headers: { 'retry-after': date } }, GOOD);
    const { failure } = await readAll(it.model);
    expect(failure?.failure).toBe('rate-limited');
    expect(failure?.retryAfter).toBeGreaterThan(3_590_000);
    expect(it.server.requests).toHaveLength(1);
  });

  it('after the first text, it is not asked again', async () => {
    await using it = await bench({ cutAfter: 1 }, GOOD);
    expect(await readAll(it.model)).toMatchObject({ text: 'line 1\n', failure: { failure: 'cut' } });
    expect(it.server.requests).toHaveLength(1);
    const { usage, estimated } = it.records[0] as (typeof it.records)[0];
    expect({ estimated, output: usage.output }).toEqual({ estimated: true, output: 2 });
    if (provider === 'anthropic') expect(usage.input).toBe(100); // it says so at the start
  });

  it.each([true, 'begun'] as const)('to send a first text (%s), its time is up', async (hang) => {
    await using it = await bench({ hang }, GOOD);
    const { failure } = await readAll(it.model);
    expect(failure).toMatchObject({ failure: 'timeout', message: `${NAMES[provider]}: no text in 150 ms` });
    await expect.poll(() => it.server.aborted).toBe(1);
    expect(it.records).toEqual([expect.objectContaining({ outcome: 'timeout', estimated: true })]);
  });

  it('to end, its time is up', async () => {
    await using it = await bench({ endless: true });
    const { text, failure } = await readAll(it.model);
    expect(text).toMatch(/^line 1\nline 2\n/);
    expect(failure).toMatchObject({ failure: 'timeout', message: `${NAMES[provider]}: no end in 300 ms` });
    await expect.poll(() => it.server.aborted).toBe(1);
    expect(it.records).toEqual([expect.objectContaining({ outcome: 'timeout' })]);
  });
});

it('a provider that writes on past the limit that it was told is cut off', async () => {
  const chunks = Array.from({ length: 200 }, () => 'x'.repeat(100));
  await using it = await modelBench([{ chunks }], { settings: { chain: [NAMES.compatible] } });
  const { text, failure } = await readAll(it.model);
  expect(failure).toMatchObject({ failure: 'too-long' });
  expect(text).toHaveLength(16 * REQUEST.maxOutputTokens);
  expect(it.records).toEqual([expect.objectContaining({ outcome: 'too-long', estimated: true })]);
});

it('a provider that cannot be reached is asked again, then given up', async () => {
  await using closed = await modelBench([GOOD], { settings: { chain: [NAMES.ollama] } });
  await closed.server.close();
  const { failure } = await readAll(closed.model);
  expect(failure).toMatchObject({
    failure: 'unreachable',
    message: 'ollama/llama3.1: no connection (ECONNREFUSED)',
  });
  expect(closed.records.map(({ outcome }) => outcome)).toEqual(['unreachable', 'unreachable', 'unreachable']);
});

describe('an error that a provider sends as its first event', () => {
  it.each([
    ['anthropic', { type: 'error', error: { type: 'overloaded_error', message: 'secret' } }, 'overloaded'],
    ['openai', { type: 'error', sequence_number: 1, code: 'rate_limit_exceeded', message: 'secret' }, 'rate-limited'],
    ['google', { error: { code: 503, status: 'UNAVAILABLE', message: 'secret' } }, 'unavailable'],
    ['compatible', { error: { message: 'secret', type: 'overloaded' } }, 'unavailable'],
  ] as const)('of %s is known by its code', async (provider, event, failure) => {
    const chain = [NAMES[provider]];
    const sent: Script = {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: `data: ${JSON.stringify(event)}\n\n`,
    };
    await using it = await modelBench([sent, GOOD], { settings: { chain } });
    expect((await readAll(it.model)).text).toBe('good');
    expect(it.records.map(({ outcome }) => outcome)).toEqual([failure, 'ok']);
  });
});

it.each([new TypeError('prompt'), 'prompt', undefined])(
  'what is no error of a provider (%s) is one all the same',
  (error) => {
    expect(toModelError('a/b', error)).toMatchObject({
      failure: 'cut',
      message: 'a/b: the answer broke off before its first text',
    });
  },
);
