import type { ModelPrice } from '@attune/contract';
import type { Usage } from '../types.ts';

/** US dollars; undefined where no price is known. */
export function priceOf(usage: Usage, price: ModelPrice | undefined): number | undefined {
  if (price === undefined) return undefined;
  const { input, cacheRead, cacheWrite, output } = usage;
  const millionths =
    input * price.input + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite + output * price.output;
  return millionths / 1_000_000;
}
