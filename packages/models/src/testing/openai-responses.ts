import type { Usage } from '../types.ts';
import type { WireFormat } from './script.ts';

interface Body {
  readonly input: readonly { readonly role: string; readonly content: string | readonly { readonly text: string }[] }[];
}

const ITEM = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const ERRORS: Record<number, string> = { 400: 'invalid_request', 401: 'invalid_api_key', 429: 'rate_limit_exceeded' };

/** OpenAI's Responses (platform.openai.com: Streaming events). */
export const openaiResponses: WireFormat = {
  path: /\/responses$/,
  readPrompt(body) {
    const [system, user] = (body as Body).input;
    const [chapter, task] = typeof user?.content === 'object' ? user.content : [];
    return { system: String(system?.content), chapter: chapter?.text ?? '', task: task?.text ?? '' };
  },
  begin: () =>
    event('response.created', { response: responseOf('in_progress') }) +
    event('response.in_progress', { response: responseOf('in_progress') }) +
    event('response.output_item.added', { output_index: 0, item: { type: 'message', id: 'msg_1', role: 'assistant' } }),
  chunk: (text) => event('response.output_text.delta', { ...ITEM, delta: text }),
  end: (finish, usage) => {
    const refusal = finish === 'refusal' ? event('response.refusal.delta', { ...ITEM, delta: 'I cannot help.' }) : '';
    const done = event('response.output_item.done', { output_index: 0, item: { type: 'message', id: 'msg_1' } });
    const response = {
      ...responseOf(finish === 'length' ? 'incomplete' : 'completed'),
      incomplete_details: finish === 'length' ? { reason: 'max_output_tokens' } : null,
      usage: usage ? usageOf(usage) : null,
    };
    return refusal + done + event(finish === 'length' ? 'response.incomplete' : 'response.completed', { response });
  },
  error: (status, message) => ({
    error: { message, type: 'invalid_request_error', param: null, code: ERRORS[status] ?? 'server_error' },
  }),
};

function responseOf(status: string): object {
  return { id: 'resp_1', object: 'response', created_at: 0, model: 'gpt', status };
}

/** `input_tokens` has those of the cache among it. */
function usageOf({ input, cacheRead, cacheWrite, output }: Usage): object {
  return {
    input_tokens: input + cacheRead + cacheWrite,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + cacheRead + cacheWrite + output,
  };
}

let sequence = 0;
function event(type: string, fields: object): string {
  sequence += 1;
  return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...fields })}\n\n`;
}
