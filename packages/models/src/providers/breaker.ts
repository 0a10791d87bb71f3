import { ModelError, type ModelFailure } from '@attune/core';
import { CircuitState, circuitBreaker, handleWhen } from 'cockatiel';
import type { Outcome } from './ask.ts';
import { FAULTS, isProviderFault, NotAskedError } from './failures.ts';

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it then stays so before one request tries again, in milliseconds. */
  readonly halfOpenAfter: number;
}

/** Keeps a provider that fails again and again from being asked. */
export interface Breaker {
  /** Runs `ask` up to the first text; while open throws the kind of failure that opened it, and does not ask. */
  run<Result>(ask: () => Promise<Result>): Promise<Result>;
  /** How an answer ended whose first text was there. Only this clears what was counted: a provider may cut every answer. */
  ended(outcome: Outcome): void;
  /** Whether it keeps requests back now. */
  isOpen(): boolean;
}

export function createBreaker(model: string, { failures, halfOpenAfter }: BreakerOptions): Breaker {
  let counted = 0;
  let last: ModelFailure = 'unavailable';
  let openUntil = Number.NEGATIVE_INFINITY;
  const breaker = { state: undefined, success: (): void => {}, failure: (): boolean => ++counted >= failures };
  const policy = circuitBreaker(handleWhen(isProviderFault), { breaker, halfOpenAfter });
  policy.onBreak((reason) => {
    openUntil = performance.now() + halfOpenAfter;
    if ('error' in reason && reason.error instanceof ModelError) last = reason.error.failure;
  });
  const open = (): NotAskedError => {
    const message = `${model}: not asked for now, since it failed again and again (${last})`;
    return new NotAskedError(last, message, { retryAfter: halfOpenAfter });
  };
  return {
    // Its own state says `open` until somebody asks again.
    isOpen: () => policy.state === CircuitState.Open && performance.now() < openUntil,
    async run(ask) {
      // While one request tries whether it works again, cockatiel would let the others wait; the next model need not.
      if (policy.state === CircuitState.HalfOpen) throw open();
      let asked = false;
      const marked: typeof ask = () => {
        asked = true;
        return ask();
      };
      return policy.execute(marked).catch((error: unknown) => {
        throw asked ? error : open();
      });
    },
    ended(outcome) {
      if (outcome === 'aborted') return;
      if (outcome === 'ok' || !FAULTS.includes(outcome)) counted = 0;
      else policy.execute(() => Promise.reject(new ModelError(outcome, `${model}: ${outcome}`))).catch(() => {});
    },
  };
}
