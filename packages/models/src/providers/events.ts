import { z } from 'zod';
import type { Usage } from '../types.ts';

const Count = z.number().nullish();

/** Anthropic's first event, which says what the input costs. */
const MessageStart = z.object({
  type: z.literal('message_start'),
  message: z.object({
    usage: z.object({
      input_tokens: z.number(),
      cache_read_input_tokens: Count,
      cache_creation_input_tokens: Count,
    }),
  }),
});

/** Google says it with every event. */
const GoogleUsage = z.object({
  usageMetadata: z.object({
    promptTokenCount: z.number(),
    cachedContentTokenCount: Count,
    candidatesTokenCount: Count,
    thoughtsTokenCount: Count,
  }),
});

/** OpenAI's refusals, in Responses and in chat completions: the SDK gives their words as if they were the answer. */
const Refusal = z.union([
  z.object({ type: z.literal('response.refusal.delta') }),
  z.object({ choices: z.tuple([z.object({ delta: z.object({ refusal: z.string().min(1) }) })]) }),
]);

export function isRefusalEvent(event: unknown): boolean {
  return Refusal.safeParse(event).success;
}

/** What a provider's event says of tokens before the end: all there is to know of an answer that is cut. */
export function readEventUsage(event: unknown): Partial<Usage> | undefined {
  const start = MessageStart.safeParse(event).data?.message.usage;
  if (start !== undefined)
    return {
      input: start.input_tokens,
      cacheRead: start.cache_read_input_tokens ?? 0,
      cacheWrite: start.cache_creation_input_tokens ?? 0,
    };
  const google = GoogleUsage.safeParse(event).data?.usageMetadata;
  if (google === undefined) return undefined;
  const cacheRead = google.cachedContentTokenCount ?? 0;
  return {
    input: google.promptTokenCount - cacheRead,
    cacheRead,
    cacheWrite: 0,
    output: (google.candidatesTokenCount ?? 0) + (google.thoughtsTokenCount ?? 0),
  };
}
