import { hashValue } from '@attune/contract';
import type { ModelRequest } from '../types.ts';

/** Providers that take requests in files, each in its own form. */
export const BATCH_FORMATS = ['anthropic', 'openai'] as const;
export type BatchFormat = (typeof BATCH_FORMATS)[number];

/** Names a request in a batch by all that it says: an answer belongs to exactly this request. Under 50 characters, of which both take 64. */
export function requestId(round: string, { system, chapter, task, maxOutputTokens }: ModelRequest): string {
  const sent = { system, chapter, task, maxOutputTokens };
  return `${round}-${hashValue(sent).slice(0, 40)}`;
}

/**
 * One line of a batch file. `model` is the provider's own name. Anthropic: Message Batches; OpenAI: Batch API on chat completions.
 * Both documents give the fields' names.
 */
export function batchLine(id: string, request: ModelRequest, to: { format: BatchFormat; model: string }): string {
  const line = to.format === 'anthropic' ? anthropicLine(id, request, to.model) : openaiLine(id, request, to.model);
  return JSON.stringify(line);
}

function anthropicLine(id: string, { system, chapter, task, maxOutputTokens }: ModelRequest, model: string): object {
  const cached = { type: 'text', text: chapter, cache_control: { type: 'ephemeral' } };
  const content = [cached, { type: 'text', text: task }];
  return {
    custom_id: id,
    params: { model, max_tokens: maxOutputTokens, system, messages: [{ role: 'user', content }] },
  };
}

function openaiLine(id: string, { system, chapter, task, maxOutputTokens }: ModelRequest, model: string): object {
  const content = [chapter, task].map((text) => ({ type: 'text', text }));
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content },
  ];
  const body = { model, max_completion_tokens: maxOutputTokens, messages };
  return { custom_id: id, method: 'POST', url: '/v1/chat/completions', body };
}
