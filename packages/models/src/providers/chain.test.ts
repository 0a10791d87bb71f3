import { setTimeout } from 'node:timers/promises';
import { ModelError } from '@attune/core';
import { describe, expect, it } from 'vitest';
import { modelBench, NAMES, readAll, REQUEST } from '../testing/model-bench.ts';
import type { ReceivedRequest, Script } from '../testing/script.ts';

const chain = [NAMES.anthropic, NAMES.openai];
const settings = { chain, retries: 1, deadlines: { firstTextMs: 100, answerMs: 1000 } };
/** The first fails as the test says, the second answers. */
const first =
  (script: Script) =>
  ({ provider }: ReceivedRequest): Script =>
    provider === 'anthropic' ? script : { chunks: ['second'] };

describe('a chain of two models', () => {
  it('asks the second no question when the first answers', async () => {
    await using it = await modelBench([{ chunks: ['a'] }], { settings });
    expect(await readAll(it.model)).toEqual({ text: 'a', model: NAMES.anthropic });
    expect(it.server.requests).toHaveLength(1);
    expect(it.lines.map(({ message }) => message)).toEqual(['no price is set: these models count in tokens only']);
  });

  it.each<[string, Script, string]>([
    ['has no valid key', { status: 401 }, 'unauthorized'],
    ['takes no such request', { status: 400 }, 'rejected'],
    ['is overloaded', { status: 529 }, 'overloaded'],
    ['says nothing', { hang: 'begun' }, 'timeout'],
    ['answers nothing', { chunks: [] }, 'garbage'],
    ['declines', { chunks: [], finish: 'refusal' }, 'declined'],
  ])('asks the second when the first %s', async (_, script, failure) => {
    await using it = await modelBench(first(script), { settings });
    expect(await readAll(it.model)).toEqual({ text: 'second', model: NAMES.openai });
    expect(it.records.at(-1)).toMatchObject({ model: NAMES.openai, fallback: true, attempt: 1, outcome: 'ok' });
    expect(it.records[0]).toMatchObject({ model: NAMES.anthropic, fallback: false, outcome: failure });
    const line = it.lines.find(({ message }) => message === 'a model does not answer');
    expect(line?.fields).toMatchObject({ model: NAMES.anthropic, failure });
  });

  it('does not ask the second when the first has begun', async () => {
    await using it = await modelBench(first({ cutAfter: 1 }), { settings });
    expect(await readAll(it.model)).toMatchObject({ text: 'line 1\n', failure: { failure: 'cut' } });
    expect(it.server.requests).toHaveLength(1);
  });

  it('that all fail says of each why, and when one may be asked again', async () => {
    const script = ({ provider }: ReceivedRequest): Script =>
      provider === 'anthropic' ? { status: 429, headers: { 'retry-after': '60' } } : { status: 401 };
    await using it = await modelBench(script, { settings });
    expect((await readAll(it.model)).failure).toMatchObject({
      failure: 'unauthorized',
      message: `${NAMES.anthropic}: 429 rate_limit_error; ${NAMES.openai}: 401 invalid_api_key`,
      retryAfter: 60_000,
    });
  });
});

describe('a model that failed five times in a row', () => {
  it('is not asked, so that the next is at once, until it has had a rest', async () => {
    let well = false;
    const breaker = { failures: 5, halfOpenAfter: 150 };
    const script = (request: ReceivedRequest): Script =>
      request.provider === 'anthropic' && well ? { chunks: ['first'] } : first({ status: 503 })(request);
    await using it = await modelBench(script, { settings, breaker });
    const asked = (): number => it.server.requests.filter(({ provider }) => provider === 'anthropic').length;
    for (let round = 0; round < 4; round += 1) expect((await readAll(it.model)).text).toBe('second');
    expect(asked()).toBe(5);
    await setTimeout(160);
    expect((await readAll(it.model)).text).toBe('second');
    expect(asked()).toBe(6); // one tried, and found it ill
    well = true;
    expect((await readAll(it.model)).text).toBe('second');
    await setTimeout(160);
    expect((await readAll(it.model)).text).toBe('first');
    expect((await readAll(it.model)).text).toBe('first');
  });

  it('says what was wrong with it where there is no next', async () => {
    const breaker = { failures: 2, halfOpenAfter: 1000 };
    await using it = await modelBench([{ status: 529 }], { settings: { ...settings, chain: [NAMES.openai] }, breaker });
    await readAll(it.model);
    const { failure } = await readAll(it.model);
    expect(failure).toMatchObject({ failure: 'overloaded', retryAfter: 1000 });
    expect(failure?.message).toContain('not asked for now');
    expect(it.server.requests).toHaveLength(2);
  });

  it('after its first text, each time, counts as well', async () => {
    const breaker = { failures: 2, halfOpenAfter: 1000 };
    await using it = await modelBench(first({ cutAfter: 1 }), { settings, breaker });
    await readAll(it.model);
    await readAll(it.model);
    expect((await readAll(it.model)).text).toBe('second');
  });

  it('with an answer in between does not', async () => {
    const breaker = { failures: 2, halfOpenAfter: 1000 };
    const cut: Script = { cutAfter: 1 };
    const scripts = [cut, { chunks: ['a'] }, cut, { chunks: ['b'] }];
    await using it = await modelBench(scripts, { settings: { ...settings, chain: [NAMES.openai] }, breaker });
    for (let round = 0; round < 3; round += 1) await readAll(it.model);
    expect((await readAll(it.model)).text).toBe('b');
  });

  it('is tried by one request only; the others do not wait for it', async () => {
    const breaker = { failures: 1, halfOpenAfter: 30 };
    const scripts: Script[] = [{ status: 503 }, { chunks: ['slow'], paceMs: 80 }];
    await using it = await modelBench(scripts, {
      settings: { ...settings, chain: [NAMES.openai], retries: 0 },
      breaker,
    });
    await readAll(it.model);
    await setTimeout(40);
    const [one, other] = await Promise.all([readAll(it.model), readAll(it.model)]);
    expect([one.text, other.failure?.failure]).toEqual(['slow', 'unavailable']);
    expect(it.server.requests).toHaveLength(2);
  });
});

describe('whoever asks no more', () => {
  const abort = new Error('the reader left');

  it.each([
    ['before the first text', { hang: 'begun' }],
    ['before the provider has said a word', { hang: true }],
    ['within the text', { endless: true }],
    ['while a retry waits', { status: 429, headers: { 'retry-after': '0.9' } }],
  ] as const)('%s gets their own reason, and the provider is told', async (_, script) => {
    await using it = await modelBench([script], { settings });
    const controller = new AbortController();
    const reading = readAll(it.model, controller.signal);
    reading.catch(() => {});
    await setTimeout(50);
    const left = performance.now();
    controller.abort(abort);
    await expect(reading).rejects.toBe(abort);
    expect(performance.now() - left).toBeLessThan(200);
    expect(it.server.requests).toHaveLength(1);
    if ('status' in script) return;
    await expect.poll(() => it.server.aborted).toBe(1);
    expect(it.records).toEqual([expect.objectContaining({ outcome: 'aborted', estimated: true })]);
  });

  it('before asking asks nothing', async () => {
    await using it = await modelBench([{ chunks: ['a'] }], { settings });
    await expect(it.model.answer(REQUEST, AbortSignal.abort(abort))).rejects.toBe(abort);
    expect(it.server.requests).toEqual([]);
    expect(it.records).toEqual([]);
  });

  it('by not reading on closes the connection, and it is counted', async () => {
    await using it = await modelBench([{ endless: true }], { settings });
    const { text } = await it.model.answer(REQUEST);
    for await (const piece of text) if (piece === 'line 3\n') break;
    await expect.poll(() => it.server.aborted).toBe(1);
    expect(it.records).toEqual([expect.objectContaining({ outcome: 'aborted', estimated: true })]);
  });

  it('by never reading has it closed at the deadline, and it is counted', async () => {
    await using it = await modelBench([{ endless: true }], {
      settings: { ...settings, deadlines: { firstTextMs: 100, answerMs: 150 } },
    });
    await it.model.answer(REQUEST);
    await expect.poll(() => it.records).toEqual([expect.objectContaining({ outcome: 'timeout' })]);
    await expect.poll(() => it.server.aborted).toBe(1);
  });
});

describe('what an answer costs', () => {
  const prices = { [NAMES.openai]: { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 10 } };
  const usage = { input: 1000, cacheRead: 2000, cacheWrite: 400, output: 300 };

  it('is told the budget and the record, in tokens and, where a price is set, in dollars', async () => {
    const spent: unknown[] = [];
    const budget = { admit: async () => {}, spend: (...one: unknown[]) => void spent.push(one) };
    await using it = await modelBench(
      ({ provider }) => (provider === 'anthropic' ? { status: 400 } : { chunks: ['a'], usage }),
      { settings: { ...settings, prices }, budget },
    );
    await readAll(it.model);
    const nothing = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
    expect(spent).toEqual([
      [nothing, NAMES.anthropic, undefined],
      [usage, NAMES.openai, 0.0047],
    ]);
    expect(it.records.map(({ usd }) => usd)).toEqual([undefined, 0.0047]);
    expect(it.lines[0]).toEqual({
      fields: { models: [NAMES.anthropic] },
      message: 'no price is set: these models count in tokens only',
    });
  });

  it('that the budget does not grant is not asked of any model', async () => {
    const closed = new ModelError('budget', 'until tomorrow', { retryAfter: 1 });
    const budget = { admit: () => Promise.reject(closed), spend: () => {} };
    await using it = await modelBench([{ chunks: ['a'] }], { settings, budget });
    await expect(it.model.answer(REQUEST)).rejects.toBe(closed);
    expect(it.server.requests).toEqual([]);
    expect(it.records).toEqual([]);
  });

  it.each([
    ['the budget', { budget: { admit: async () => {}, spend: () => Promise.reject(new Error('no database')) } }],
    [
      'the record',
      {
        onCall: () => {
          throw new Error('no database');
        },
      },
    ],
  ])('and %s cannot write down spoils no answer', async (_, broken) => {
    await using it = await modelBench([{ chunks: ['a'] }, { hang: true }], { settings, ...broken });
    expect((await readAll(it.model)).text).toBe('a');
    await expect.poll(() => it.lines.at(-1)?.message).toBe('what a request cost could not be written down');
    expect((await readAll(it.model)).failure?.failure).toBe('timeout');
  });
});
