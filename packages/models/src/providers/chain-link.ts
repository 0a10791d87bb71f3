import type { ModelRequest } from '../types.ts';
import { ask, type Call } from './ask.ts';
import { createBreaker } from './breaker.ts';
import { openModel } from './open-model.ts';
import type { LanguageModelOptions } from './options.ts';
import { priceOf } from './price.ts';
import { retry } from './retry.ts';

/** One model of the chain. */
export interface ChainLink {
  readonly name: string;
  /** Its text, once the first of it is there. Throws ModelError, and an abort as it is. */
  readonly ask: (request: ModelRequest, signal: AbortSignal | undefined) => Promise<AsyncIterable<string>>;
  /** Not asked for now: it failed again and again. */
  readonly isBroken: () => boolean;
}

/** From the outside in: retries, circuit breaker, budget, request. */
export function chainLink(name: string, fallback: boolean, options: LanguageModelOptions): ChainLink {
  const { settings, credentials, budget } = options;
  const { deadlines, retries } = settings;
  const model = openModel(name, credentials);
  const breaker = createBreaker(name, options.breaker ?? { failures: 5, halfOpenAfter: 30_000 });
  const backoff = options.backoff ?? { initialDelay: 500, maxDelay: 20_000 };
  const charge = charger(name, fallback, options);
  return {
    name,
    isBroken: () => breaker.isOpen(),
    ask: (request, signal) =>
      retry(
        (attempt) =>
          breaker.run(async () => {
            signal?.throwIfAborted();
            await budget.admit();
            const onEnd: Call['onEnd'] = (outcome, reading) => {
              if (reading.firstTextMs !== undefined) breaker.ended(outcome);
              void charge(request.about, outcome, reading, attempt);
            };
            return ask({ name, model, request, deadlines, signal, onEnd });
          }),
        { retries, backoff, longestWait: deadlines.answerMs, signal },
      ),
  };
}

type Charge = (
  about: ModelRequest['about'],
  ...ending: [...Parameters<Call['onEnd']>, attempt: number]
) => Promise<void>;

/** Writes a request to the record and the budget. What goes wrong there is no fault of the answer, and stops nothing. */
function charger(name: string, fallback: boolean, options: LanguageModelOptions): Charge {
  const { settings, budget, onCall, log } = options;
  return async (about, outcome, reading, attempt) => {
    const usd = priceOf(reading.usage, settings.prices[name]);
    const written = await Promise.allSettled([
      (async () => onCall({ ...about, model: name, outcome, usd, attempt, fallback, ...reading }))(),
      (async () => budget.spend(reading.usage, name, usd))(),
    ]);
    if (written.some(({ status }) => status === 'rejected'))
      log.warn({ model: name }, 'what a request cost could not be written down');
  };
}
