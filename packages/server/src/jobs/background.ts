import { setTimeout as pause } from 'node:timers/promises';
import type { Projection } from '@attune/contract';
import type { ModelFailure, PersonalizeRequest } from '@attune/core';
import type { Library, Personalizing } from '../ports.ts';

/** What readers use, most readers first. */
export type UsedPages = () => Promise<readonly { readonly chapter: string; readonly projection: Projection }[]>;

/** Failures of a page, not of whoever is asked: the next one may go well. */
const OF_THE_PAGE: readonly ModelFailure[] = ['declined', 'garbage', 'too-long'];
export const isOfThePage = (failure: ModelFailure): boolean => OF_THE_PAGE.includes(failure);

/** What readers use, of the chapters as they are now. */
export async function requestsFor(
  usedPages: UsedPages,
  library: Pick<Library, 'book' | 'current'>,
): Promise<PersonalizeRequest[]> {
  const book = library.book();
  return (await usedPages()).flatMap(({ chapter: id, projection: profile }) => {
    const chapter = library.current(id);
    return chapter?.readable ? [{ chapter, profile, book }] : [];
  });
}

const LOOK = 250;
/** Milliseconds; where there is always somebody, background work goes on at this pace. */
const LONGEST_WAIT = 60_000;

/** Until no reader waits for a page on this node, or for a minute. */
export async function whileReadersWait({ load }: Pick<Personalizing, 'load'>, signal: AbortSignal): Promise<void> {
  for (let waited = 0; load().waiting > 0 && waited < LONGEST_WAIT && !signal.aborted; waited += LOOK)
    await pause(LOOK, undefined, { signal, ref: false }).catch(() => {});
}
