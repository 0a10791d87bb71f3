import type { WireFormat } from './script.ts';

interface Content {
  readonly parts: readonly { readonly text: string }[];
}
interface Body {
  readonly systemInstruction: Content;
  readonly contents: readonly Content[];
}

const FINISH = { stop: 'STOP', length: 'MAX_TOKENS', refusal: 'SAFETY' } as const;
const ERRORS: Record<number, string> = { 400: 'INVALID_ARGUMENT', 403: 'PERMISSION_DENIED', 429: 'RESOURCE_EXHAUSTED' };

/** Google's streamGenerateContent with `alt=sse`. `promptTokenCount` has those of the cache among it. */
export const google: WireFormat = {
  path: /:streamGenerateContent$/,
  readPrompt(body) {
    const { systemInstruction, contents } = body as Body;
    const [chapter, task] = contents[0]?.parts ?? [];
    return { system: systemInstruction.parts[0]?.text ?? '', chapter: chapter?.text ?? '', task: task?.text ?? '' };
  },
  begin: () => event({ responseId: 'response-1', modelVersion: 'gemini' }),
  chunk: (text) => candidate([{ text }], {}),
  end: (finish, usage) =>
    event({
      candidates: [{ content: { role: 'model', parts: [] }, finishReason: FINISH[finish], index: 0 }],
      ...(usage && {
        usageMetadata: {
          promptTokenCount: usage.input + usage.cacheRead,
          cachedContentTokenCount: usage.cacheRead,
          candidatesTokenCount: usage.output,
          totalTokenCount: usage.input + usage.cacheRead + usage.output,
        },
      }),
    }),
  error: (status, message) => ({ error: { code: status, message, status: ERRORS[status] ?? 'INTERNAL' } }),
};

function candidate(parts: readonly object[], fields: object): string {
  return event({ candidates: [{ content: { role: 'model', parts }, index: 0, ...fields }] });
}

function event(fields: object): string {
  return `data: ${JSON.stringify(fields)}\n\n`;
}
