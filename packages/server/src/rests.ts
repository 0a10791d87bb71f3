import { ModelError, type ModelFailure, type ModelRewriter } from '@attune/core';

/** Failures of what a model says, not of its provider: asked the same again, it says the same and is paid again. */
const LASTING: readonly ModelFailure[] = ['declined', 'garbage', 'too-long'];
/** Milliseconds, after the second failure in a row; twice as long after each further one, up to the longest. */
const FIRST_REST = 60_000;
const LONGEST_REST = 3_600_000;
const MOST_KEPT = 10_000;

interface Rest {
  readonly failure: ModelError;
  readonly count: number;
  /** In milliseconds of the clock. */
  readonly until: number;
}

/** What a model could not do, twice over: not asked for again for a while. By variant keys; of this process alone. */
export class Rests {
  readonly #rests = new Map<string, Rest>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** In the model's place while it rests: says at once what it failed with, and when it may be asked again. */
  inPlace(key: string): ModelRewriter | undefined {
    const rest = this.#rests.get(key);
    const left = (rest?.until ?? 0) - this.#clock();
    if (!rest || left <= 0) return undefined;
    const { failure, message } = rest.failure;
    const again = new ModelError(failure, `not asked for now, after ${message}`, { retryAfter: left });
    return { ask: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(again) }) }) };
  }

  /** How it ended when the model itself was asked. */
  note(key: string, failure: ModelError | undefined): void {
    const count = (this.#rests.get(key)?.count ?? 0) + 1;
    this.#rests.delete(key);
    if (!failure || !LASTING.includes(failure.failure)) return;
    const rest = count === 1 ? 0 : Math.min(FIRST_REST * 2 ** (count - 2), LONGEST_REST);
    this.#rests.set(key, { failure, count, until: this.#clock() + rest });
    const [oldest] = this.#rests.keys();
    if (this.#rests.size > MOST_KEPT && oldest !== undefined) this.#rests.delete(oldest);
  }
}
