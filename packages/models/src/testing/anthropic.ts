import type { Usage } from '../types.ts';
import type { Finish, WireFormat } from './script.ts';

interface Block {
  readonly text: string;
}
interface Body {
  readonly system: readonly Block[];
  readonly messages: readonly { readonly content: readonly Block[] }[];
}

const STOP = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const;
const ERRORS: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** Anthropic's Messages (docs.claude.com: Streaming Messages). */
export const anthropic: WireFormat = {
  path: /\/messages$/,
  readPrompt(body) {
    const { system, messages } = body as Body;
    const [chapter, task] = messages[0]?.content ?? [];
    return { system: system[0]?.text ?? '', chapter: chapter?.text ?? '', task: task?.text ?? '' };
  },
  begin: (usage) =>
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...inputOf(usage), output_tokens: 1 },
      },
    }) + event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  chunk: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  end: (finish: Exclude<Finish, 'none'>, usage) =>
    event('content_block_stop', { index: 0 }) +
    event('message_delta', {
      delta: { stop_reason: STOP[finish], stop_sequence: null },
      usage: { output_tokens: usage ? usage.output : 0 },
    }) +
    event('message_stop', {}),
  error: (status, message) => ({ type: 'error', error: { type: ERRORS[status] ?? 'api_error', message } }),
};

function inputOf(usage: Usage | false): object {
  const { input, cacheRead, cacheWrite } = usage || { input: 0, cacheRead: 0, cacheWrite: 0 };
  return { input_tokens: input, cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite };
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
