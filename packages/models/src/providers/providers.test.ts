import { setTimeout } from 'node:timers/promises';
import type { ModelProvider } from '@attune/contract';
import { describe, expect, it } from 'vitest';
import { modelBench, NAMES, readAll, REQUEST, type ModelBench } from '../testing/model-bench.ts';
import type { Script } from '../testing/script.ts';

const PROVIDERS = Object.keys(NAMES) as ModelProvider[];
const bench = (provider: ModelProvider, ...scripts: Script[]): Promise<ModelBench> =>
  modelBench(scripts, { settings: { chain: [NAMES[provider]], retries: 0 } });

describe.each(PROVIDERS)('a model of %s', (provider) => {
  it('is read as it writes: its first text is here before its last is sent', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    async function* chunks(): AsyncGenerator<string> {
      yield 'one ';
      await gate;
      yield 'two';
    }
    await using it = await bench(provider, { chunks: chunks() });
    const { model, text } = await it.model.answer(REQUEST);
    const pieces = text[Symbol.asyncIterator]();
    expect(await pieces.next()).toEqual({ done: false, value: 'one ' });
    const second = pieces.next();
    expect(await Promise.race([second, setTimeout(20, 'nothing yet')])).toBe('nothing yet');
    release();
    expect(await second).toEqual({ done: false, value: 'two' });
    expect((await pieces.next()).done).toBe(true);
    expect(model).toBe(NAMES[provider]);
  });

  it('gets system, chapter and task apart, and how much it may write', async () => {
    await using it = await bench(provider, { chunks: ['a'] });
    await readAll(it.model);
    const [received] = it.server.requests;
    const { about, ...sent } = REQUEST;
    expect({ ...received?.prompt, maxOutputTokens: 500 }).toEqual(sent);
    expect(JSON.stringify(received?.body)).not.toContain(JSON.stringify(about.chapter));
    expect(JSON.stringify(received?.body)).toMatch(/"(max_tokens|max_output_tokens|maxOutputTokens)":500/);
    expect(received?.path + JSON.stringify(received?.body)).toContain(NAMES[provider].replace(/^[a-z]+\//, ''));
    expect(it.server.requests).toHaveLength(1);
  });

  it('is counted with the tokens that its cache served', async () => {
    const usage = { input: 70, cacheRead: 900, cacheWrite: 0, output: 33 };
    await using it = await bench(provider, { chunks: ['a', 'b'], usage });
    await readAll(it.model);
    const known = { model: NAMES[provider], outcome: 'ok', attempt: 1, fallback: false, estimated: false };
    expect(it.records).toEqual([expect.objectContaining({ ...known, usage, usd: undefined })]);
    const [{ ms, firstTextMs }] = it.records as [(typeof it.records)[0]];
    expect(firstTextMs).toBeGreaterThan(0);
    expect(ms).toBeGreaterThanOrEqual(firstTextMs ?? Infinity);
  });

  it('that does not say what it took is counted by the length of the texts', async () => {
    await using it = await bench(provider, { chunks: ['12345678'], usage: false });
    await readAll(it.model);
    // Anthropic cannot but say it: there it says that nothing was taken.
    const prompt = REQUEST.system.length + REQUEST.chapter.length + REQUEST.task.length;
    const usage = { input: Math.ceil(prompt / 4), cacheRead: 0, cacheWrite: 0, output: 2 };
    if (provider !== 'anthropic') expect(it.records).toEqual([expect.objectContaining({ estimated: true, usage })]);
    else expect(it.records).toEqual([expect.objectContaining({ estimated: false })]);
  });

  it.each([
    ['has no end', { chunks: ['a'], finish: 'none' }, 'cut', 'a'],
    ['has neither text nor end', { chunks: [], finish: 'none' }, 'cut', ''],
    ['breaks off', { cutAfter: 2 }, 'cut', 'line 1\nline 2\n'],
    ['breaks off before it begins', { cutAfter: 0 }, 'cut', ''],
    ['is empty', { chunks: [] }, 'garbage', ''],
    ['is longer than allowed', { chunks: ['a', 'b'], finish: 'length' }, 'too-long', 'ab'],
    ['is declined halfway', { chunks: ['a', 'b'], finish: 'refusal' }, 'declined', 'ab'],
    ['is declined at once', { chunks: [], finish: 'refusal' }, 'declined', ''],
  ] as const)('whose answer %s says so', async (_, script, failure, text) => {
    await using it = await bench(provider, script);
    const answer = await readAll(it.model);
    expect(answer).toMatchObject({ text, failure: { failure } });
    expect(answer.failure?.message).toMatch(new RegExp(`^${NAMES[provider]}: `));
    expect(it.records.map(({ outcome }) => outcome)).toEqual([failure]);
  });
});

describe('what is asked of a provider beyond that', () => {
  it('is of Anthropic to keep the prompt up to the chapter’s end, and to count what it keeps', async () => {
    await using it = await bench('anthropic', {
      chunks: ['a'],
      usage: { input: 5, cacheRead: 0, cacheWrite: 800, output: 1 },
    });
    await readAll(it.model);
    const [{ body }] = it.server.requests as unknown as [{ body: Record<string, object> }];
    expect(body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: REQUEST.chapter, cache_control: { type: 'ephemeral' } },
          { type: 'text', text: REQUEST.task },
        ],
      },
    ]);
    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(1);
    expect(it.records[0]?.usage.cacheWrite).toBe(800);
  });

  it('is of OpenAI not to store the answer', async () => {
    await using it = await bench('openai', { chunks: ['a'] });
    await readAll(it.model);
    expect(it.server.requests[0]?.body).toMatchObject({ store: false, stream: true });
  });

  it.each(['ollama', 'compatible'] as const)('is of %s to say what it took', async (provider) => {
    await using it = await bench(provider, { chunks: ['a'] });
    await readAll(it.model);
    expect(it.server.requests[0]?.body).toMatchObject({ stream_options: { include_usage: true } });
  });

  it('is nothing that the SDK would warn of', async () => {
    const warnings: string[] = [];
    const note = (warning: Error): unknown => warnings.push(warning.message);
    process.on('warning', note);
    for (const provider of PROVIDERS) {
      await using it = await bench(provider, { chunks: ['a'] });
      await readAll(it.model);
    }
    await setTimeout(10);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
