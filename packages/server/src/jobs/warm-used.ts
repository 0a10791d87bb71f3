import { setTimeout as pause } from 'node:timers/promises';
import type { Projection } from '@attune/contract';
import { type ModelFailure, type PersonalizeRequest, variantKey } from '@attune/core';
import type { Logger } from 'pino';
import type { Library, Personalizing, ServedVariants } from '../ports.ts';

interface UsedPage {
  readonly chapter: string;
  readonly projection: Projection;
}

interface WarmParts {
  readonly library: Pick<Library, 'book' | 'current'>;
  readonly personalizing: Pick<Personalizing, 'join' | 'load' | 'model'>;
  readonly variants: Pick<ServedVariants, 'findPointer'>;
  /** What readers use, most readers first; no more than may be made. */
  readonly usedPages: () => Promise<readonly UsedPage[]>;
  /** Whether something is left of the background's share of the day's budget. */
  readonly mayAsk: () => Promise<boolean>;
  readonly logger: Logger;
}

/** Failures of a page, not of whoever is asked: the next one may go well. */
const OF_THE_PAGE: readonly ModelFailure[] = ['declined', 'garbage', 'too-long'];

/**
 * Makes the pages that readers use and that are not there at the chapters' present revisions, one after the other, when no reader waits here.
 * By the same turns as readers' own requests: none is made twice, whoever asks. Throws the ModelError of a provider that does not answer.
 */
export async function warmUsed(parts: WarmParts, signal: AbortSignal): Promise<'done' | 'more'> {
  const { personalizing, mayAsk, logger } = parts;
  let made = 0;
  for (const request of await missing(parts)) {
    await whileReadersWait(personalizing, signal);
    if (signal.aborted) return 'more';
    if (!(await mayAsk())) break;
    try {
      const { failure } = await personalizing.join(request, { signal, isBackground: true });
      if (failure?.failure === 'budget') break;
      if (failure && !OF_THE_PAGE.includes(failure.failure)) throw failure;
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
  const book = library.book();
  for (const { chapter: id, projection } of await usedPages()) {
    const chapter = library.current(id);
    if (!chapter?.readable) continue;
    const request = { chapter, profile: projection, book };
    const key = variantKey(request, personalizing.model() !== 'none');
    if (!wanted.has(key) && !(await variants.findPointer(key))) wanted.set(key, request);
  }
  return [...wanted.values()];
}

const LOOK = 250;
/** Milliseconds; where there is always somebody, background work goes on at this pace. */
const LONGEST_WAIT = 60_000;

async function whileReadersWait({ load }: Pick<Personalizing, 'load'>, signal: AbortSignal): Promise<void> {
  for (let waited = 0; load().waiting > 0 && waited < LONGEST_WAIT && !signal.aborted; waited += LOOK)
    await pause(LOOK, undefined, { signal, ref: false }).catch(() => {});
}
