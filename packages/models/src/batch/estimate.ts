import type { ModelPrice } from '@attune/contract';
import { priceOf } from '../providers/price.ts';
import type { ModelRequest } from '../types.ts';

/** What a round of requests would take. Tokens are estimated from letters: no provider's tokenizer is here. */
export interface Estimate {
  readonly requests: number;
  readonly inputTokens: number;
  /** Of the input, what repeats a chapter sent before in the same round and is read from the provider's cache, at best. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** US dollars at the given price, in a batch (half price) without any cache. */
  readonly usd?: number;
}

/** Of English; of other scripts it is fewer. */
export const LETTERS_A_TOKEN = 4;
/** Of the output that a request allows, what answers take up as a rule. */
const USED = 0.4;
const BATCH_DISCOUNT = 0.5;

export function estimate(requests: readonly ModelRequest[], price?: ModelPrice): Estimate {
  const seen = new Set<string>();
  let letters = 0;
  let cached = 0;
  for (const { system, chapter, task } of requests) {
    const shared = system.length + chapter.length;
    letters += shared + task.length;
    if (seen.has(chapter)) cached += shared;
    seen.add(chapter);
  }
  const inputTokens = Math.ceil(letters / LETTERS_A_TOKEN);
  const outputTokens = Math.ceil(requests.reduce((sum, { maxOutputTokens }) => sum + maxOutputTokens, 0) * USED);
  const full = priceOf({ input: inputTokens, cacheRead: 0, cacheWrite: 0, output: outputTokens }, price);
  const usd = full === undefined ? undefined : full * BATCH_DISCOUNT;
  return {
    requests: requests.length,
    inputTokens,
    cachedTokens: Math.floor(cached / LETTERS_A_TOKEN),
    outputTokens,
    ...(usd === undefined ? {} : { usd }),
  };
}
