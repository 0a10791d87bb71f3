import { inspect } from 'node:util';
import type { ModelProvider } from '@attune/contract';
import { registerTelemetry } from 'ai';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { modelBench, NAMES, readAll, REQUEST } from '../testing/model-bench.ts';
import type { Script } from '../testing/script.ts';

const SECRETS = [REQUEST.system, REQUEST.chapter, REQUEST.task, 'CANARY', 'sk-', 'AIza', '127.0.0.1'];
const SCRIPTS: Record<string, Script> = {
  answers: { chunks: ['CANARY'] },
  'repeats the prompt and the key in an error': { status: 400 },
  'does so again and again': { status: 500 },
  'does so where the kind of error should be': {
    status: 401,
    body: { type: 'error', error: { type: `CANARY ${REQUEST.task}`, code: 'sk-1 CANARY', message: 'CANARY' } },
  },
  'does so in a page of HTML': { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>CANARY</h1>' },
  'sends something else': { status: 200, body: 'data: {"CANARY":\n\n' },
  'sends another format': { status: 200, body: 'data: {"type":"CANARY","object":"CANARY"}\n\n' },
  'breaks off': { cutAfter: 1 },
  'does not begin': { hang: true },
  declines: { chunks: ['CANARY'], finish: 'refusal' },
};

const printed: unknown[] = [];
beforeEach(() => {
  printed.length = 0;
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...values) => void printed.push(values));
});
afterEach(() => vi.restoreAllMocks());

it.each(Object.keys(SCRIPTS))('no prompt, text, key or address is told when a provider %s', async (name) => {
  for (const provider of Object.keys(NAMES) as ModelProvider[]) {
    const settings = { chain: [NAMES[provider]], retries: 1, deadlines: { firstTextMs: 60, answerMs: 300 } };
    await using it = await modelBench([SCRIPTS[name] as Script], { settings });
    const { failure } = await readAll(it.model);
    expect(it.records.length).toBeGreaterThan(0);
    const told = inspect({ failure, records: it.records, lines: it.lines, printed }, { depth: 20, showHidden: true });
    for (const secret of SECRETS) expect(told).not.toContain(secret);
  }
});

it('nor when it cannot be reached', async () => {
  await using it = await modelBench([], { settings: { chain: Object.values(NAMES), retries: 0 } });
  await it.server.close();
  const { failure } = await readAll(it.model);
  expect(failure?.failure).toBe('unreachable');
  const told = inspect({ failure, records: it.records, lines: it.lines, printed }, { depth: 20, showHidden: true });
  for (const secret of SECRETS) expect(told).not.toContain(secret);
});

it('nor to what an application has watch the SDK', async () => {
  const seen: string[] = [];
  registerTelemetry({
    onStart: () => void seen.push('start'),
    onLanguageModelCallStart: () => void seen.push('call'),
    onError: () => void seen.push('error'),
    onEnd: () => void seen.push('end'),
  });
  await using it = await modelBench([{ status: 400 }, { chunks: ['a'] }], { settings: { chain: [NAMES.openai] } });
  await readAll(it.model);
  await readAll(it.model);
  expect(seen).toEqual([]);
});
