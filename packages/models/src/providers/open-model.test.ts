import { ModelSettings } from '@attune/contract';
import { afterEach, expect, it, vi } from 'vitest';
import { modelBench, NAMES, readAll } from '../testing/model-bench.ts';
import { createLanguageModel } from './create-language-model.ts';
import { ModelConfigurationError, type ModelCredentials } from './open-model.ts';

const create = (chain: readonly string[], credentials: ModelCredentials): unknown =>
  createLanguageModel({
    settings: ModelSettings.parse({ chain }),
    credentials,
    budget: { admit: async () => {}, spend: () => {} },
    onCall: () => {},
    log: { warn: () => {} },
  });
afterEach(() => vi.unstubAllEnvs());

it.each<[string, ModelCredentials, string]>([
  ['anthropic/a', {}, 'anthropic/a of models.chain has no anthropicKey'],
  ['openai/a', { anthropicKey: 'k' }, 'openai/a of models.chain has no openaiKey'],
  ['google/a', { googleUrl: 'http://localhost' }, 'google/a of models.chain has no googleKey'],
  ['compatible/a', { compatibleKey: 'k' }, 'compatible/a of models.chain has no compatibleUrl'],
  ['openai/a', { openaiKey: '' }, 'openai/a of models.chain has a openaiKey with a space'],
  ['openai/a', { openaiKey: 'sk-secret\n' }, 'openai/a of models.chain has a openaiKey with a space'],
  ['compatible/a', { compatibleUrl: 'secret' }, 'compatible/a of models.chain has no URL as compatibleUrl'],
  ['ollama/a', { ollamaUrl: 'file:///secret' }, 'ollama/a of models.chain has a ollamaUrl that is neither'],
  ['ollama/a', { ollamaUrl: 'http://me:secret@localhost' }, 'ollama/a of models.chain has a ollamaUrl with a user'],
])('%s with %j is refused before anything is asked', (name, credentials, message) => {
  const creating = (): unknown => create([name], credentials);
  expect(creating).toThrow(ModelConfigurationError);
  expect(creating).toThrow(message);
  expect(creating).not.toThrow(/secret/);
});

it('so is a chain of which only the first can be asked, and one of none', () => {
  expect(() => create(['anthropic/a', 'openai/a'], { anthropicKey: 'k' })).toThrow('openai/a of models.chain');
  expect(() => create([], {})).toThrow('models.chain names no model');
});

it('Ollama needs nothing, a compatible server no key', () => {
  expect(() => create(['ollama/a', 'compatible/a'], { compatibleUrl: 'https://models.example/v1' })).not.toThrow();
});

it('the environment gives neither keys nor addresses', async () => {
  for (const name of ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'])
    vi.stubEnv(name, 'of-the-environment');
  for (const name of ['ANTHROPIC_BASE_URL', 'OPENAI_BASE_URL']) vi.stubEnv(name, 'http://127.0.0.1:1/v1');
  for (const chain of [[NAMES.anthropic], [NAMES.openai], [NAMES.google]])
    expect(() => create(chain, {})).toThrow(ModelConfigurationError);
  await using it = await modelBench([{ status: 401 }], { settings: { chain: Object.values(NAMES) } });
  await readAll(it.model);
  expect(it.server.requests).toHaveLength(5);
  expect(JSON.stringify(it.server.requests)).not.toContain('of-the-environment');
});

it('each provider is sent its own key, and Ollama none', async () => {
  await using it = await modelBench([{ status: 401 }], { settings: { chain: Object.values(NAMES) } });
  await readAll(it.model);
  const keys = it.server.requests.map(({ provider, headers }) => [
    provider,
    headers['x-api-key'] ?? headers['x-goog-api-key'] ?? headers['authorization'],
  ]);
  const { anthropicKey, openaiKey, googleKey, compatibleKey } = it.server.credentials;
  expect(Object.fromEntries(keys)).toEqual({
    anthropic: anthropicKey,
    openai: `Bearer ${openaiKey}`,
    google: googleKey,
    compatible: `Bearer ${compatibleKey}`,
    ollama: undefined,
  });
});
