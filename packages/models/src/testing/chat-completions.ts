import type { Usage } from '../types.ts';
import type { WireFormat } from './script.ts';

interface Body {
  readonly messages: readonly { readonly content: string | readonly { readonly text: string }[] }[];
}

/** OpenAI's chat completions, as compatible servers and Ollama speak it. Usage comes last, as `stream_options.include_usage` asks. */
export const chatCompletions: WireFormat = {
  path: /\/chat\/completions$/,
  readPrompt(body) {
    const [system, user] = (body as Body).messages;
    const [chapter, task] = typeof user?.content === 'object' ? user.content : [];
    return { system: String(system?.content), chapter: chapter?.text ?? '', task: task?.text ?? '' };
  },
  begin: () => choice({ role: 'assistant', content: '' }, null),
  chunk: (text) => choice({ content: text }, null),
  end: (finish, usage) =>
    (finish === 'refusal' ? choice({ refusal: 'I cannot help.' }, null) : '') +
    choice({}, finish === 'refusal' ? 'stop' : finish) +
    (usage ? event({ choices: [], usage: usageOf(usage) }) : '') +
    'data: [DONE]\n\n',
  error: (status, message) => ({ error: { message, type: 'invalid_request_error', param: null, code: status } }),
};

/** `prompt_tokens` has those of the cache among it; what is written to it is not told. */
function usageOf({ input, cacheRead, output }: Usage): object {
  return {
    prompt_tokens: input + cacheRead,
    prompt_tokens_details: { cached_tokens: cacheRead },
    completion_tokens: output,
    total_tokens: input + cacheRead + output,
  };
}

function choice(delta: object, finish: string | null): string {
  return event({ choices: [{ index: 0, delta, finish_reason: finish }] });
}

function event(fields: object): string {
  const data = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'llama', ...fields };
  return `data: ${JSON.stringify(data)}\n\n`;
}
