import { type PersonalizeRequest, variantKey } from '@attune/core';
import type { Logger } from 'pino';
import type { Library, Personalizing, ServedVariants } from '../ports.ts';
import { isOfThePage, requestsFor, type UsedPages, whileReadersWait } from './background.ts';

interface WarmParts {
  readonly library: Pick<Library, 'book' | 'current'>;
  readonly personalizing: Pick<Personalizing, 'join' | 'load' | 'model'>;
  readonly variants: Pick<ServedVariants, 'findPointer'>;
  readonly usedPages: UsedPages;
  /** Pages that are made in one run. */
  readonly most: number;
  /** Whether something is left of the background's share of the day's budget. */
  readonly mayAsk: () => Promise<boolean>;
  readonly logger: Logger;
}

/**
 * Makes the pages that readers use and that are not there at the chapters' present revisions, one after the other, when no reader waits here.
 * By the same turns as readers' own requests: none is made twice, whoever asks. Throws the ModelError of a provider that does not answer.
 */
export async function warmUsed(parts: WarmParts, signal: AbortSignal): Promise<'done' | 'more'> {
  const { personalizing, mayAsk, most, logger } = parts;
  let made = 0;
  for (const request of (await missing(parts)).slice(0, most)) {
    await whileReadersWait(personalizing, signal);
    if (signal.aborted) return 'more';
    if (!(await mayAsk())) break;
    try {
      const { failure } = await personalizing.join(request, { signal, isBackground: true });
      if (failure?.failure === 'budget') break;
      if (failure && !isOfThePage(failure.failure)) throw failure;
      made += Number(!failure);
    } catch (error) {
      if (signal.aborted) return 'more';
      throw error;
    }
  }
  if (made > 0) logger.info({ pages: made }, 'pages that readers use were made anew');
  return 'done';
}

/** Each once: what readers of different revisions had may be the same by now. */
async function missing({ library, personalizing, variants, usedPages }: WarmParts): Promise<PersonalizeRequest[]> {
  const wanted = new Map<string, PersonalizeRequest>();
  for (const request of await requestsFor(usedPages, library)) {
    const key = variantKey(request, personalizing.model() !== 'none');
    if (!wanted.has(key) && !(await variants.findPointer(key))) wanted.set(key, request);
  }
  return [...wanted.values()];
}
