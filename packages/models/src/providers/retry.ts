import { setTimeout } from 'node:timers/promises';
import { ExponentialBackoff } from 'cockatiel';
import { mayPass } from './failures.ts';

export interface RetryOptions {
  /** How many times more. */
  readonly retries: number;
  readonly backoff: { readonly initialDelay: number; readonly maxDelay: number };
  /** A wait that a provider asks for is granted when it is shorter, in milliseconds. */
  readonly longestWait: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Tries until it works, the failure is none that may pass, or the retries are used up. Waits longer each time and never all at once; where
 * the provider says how long, at least that. Not cockatiel's retry policy, whose waits an abort does not end.
 */
export async function retry<Result>(
  attempt: (number: number) => Promise<Result>,
  { retries, backoff, longestWait, signal }: RetryOptions,
): Promise<Result> {
  let wait = new ExponentialBackoff(backoff).next();
  for (let number = 1; ; number += 1, wait = wait.next(undefined)) {
    try {
      return await attempt(number);
    } catch (error) {
      if (number > retries || !mayPass(error) || (error.retryAfter ?? 0) >= longestWait) throw error;
      await pause((error.retryAfter ?? 0) + wait.duration, signal);
    }
  }
}

async function pause(duration: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(duration, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
