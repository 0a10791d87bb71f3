import { ModelSettings, type ModelProvider, type ModelSettingsInput } from '@attune/contract';
import { ModelError } from '@attune/core';
import { createLanguageModel } from '../providers/create-language-model.ts';
import type { ModelCredentials } from '../providers/open-model.ts';
import type { CallRecord, LanguageModelOptions } from '../providers/options.ts';
import type { LanguageModel, ModelRequest } from '../types.ts';
import { startModelServer, type ModelServer } from './model-server.ts';
import type { ReceivedRequest, Script } from './script.ts';

export const NAMES: Record<ModelProvider, string> = {
  anthropic: 'anthropic/claude-sonnet-4-5',
  openai: 'openai/gpt-5',
  google: 'google/gemini-2.5-pro',
  ollama: 'ollama/llama3.1',
  compatible: 'compatible/meta-llama/Llama-3.3-70B-Instruct',
};
export const REQUEST: ModelRequest = {
  system: 'You adapt chapters.',
  chapter: 'The chapter: nodes talk over topics.',
  task: 'The task: explain nodes.',
  maxOutputTokens: 500,
  about: { kind: 'plan' as const, chapter: 'default/current/en/asked' },
};

/** A model that asks a server on this machine, and all that it told of it. */
export interface ModelBench extends AsyncDisposable {
  readonly model: LanguageModel;
  readonly server: ModelServer;
  readonly records: CallRecord[];
  readonly lines: { fields: Record<string, unknown>; message: string }[];
}

type Options = Partial<Omit<LanguageModelOptions, 'settings' | 'credentials'>> & {
  readonly settings?: ModelSettingsInput;
  readonly credentials?: ModelCredentials;
};

/** Waits are a few milliseconds. A script that is a list is used up from its start, its last one again and again. */
export async function modelBench(
  script: readonly Script[] | ((request: ReceivedRequest) => Script),
  { settings, credentials, ...rest }: Options,
): Promise<ModelBench> {
  let next = 0;
  const last = (scripts: readonly Script[]): Script => scripts[Math.min(next++, scripts.length - 1)] as Script;
  const server = await startModelServer(typeof script === 'function' ? script : () => last(script));
  const records: CallRecord[] = [];
  const lines: ModelBench['lines'] = [];
  const model = createLanguageModel({
    settings: ModelSettings.parse({ deadlines: { firstTextMs: 1000, answerMs: 5000 }, ...settings }),
    credentials: { ...server.credentials, ...credentials },
    budget: { admit: async () => {}, spend: () => {} },
    onCall: (record) => records.push(record),
    log: { warn: (fields, message) => lines.push({ fields, message }) },
    backoff: { initialDelay: 2, maxDelay: 10 },
    ...rest,
  });
  return { model, server, records, lines, [Symbol.asyncDispose]: () => server.close() };
}

/** Reads a text to its end. `failure`: why that was not reached. */
export async function readAll(
  model: LanguageModel,
  signal?: AbortSignal,
): Promise<{ text: string; model?: string; failure?: ModelError }> {
  let text = '';
  let name: string | undefined;
  try {
    const answer = await model.answer(REQUEST, signal);
    name = answer.model;
    for await (const piece of answer.text) text += piece;
    return { text, model: name };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { text, ...(name !== undefined && { model: name }), failure: error };
  }
}
