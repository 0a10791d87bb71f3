import type { ModelSettings } from '@attune/contract';
import type { ModelRequest, Usage } from '../types.ts';
import type { Outcome } from './ask.ts';
import type { BreakerOptions } from './breaker.ts';
import type { Budget } from './budget.ts';
import type { ModelCredentials } from './open-model.ts';
import type { RetryOptions } from './retry.ts';

/** One request, as it is counted and shown to operators. Nothing of what was asked or answered is in it. */
export interface CallRecord {
  /** As the chain names it. */
  readonly model: string;
  /** What it was for. */
  readonly kind: ModelRequest['about']['kind'];
  readonly chapter: string;
  readonly outcome: Outcome;
  readonly usage: Usage;
  /** The provider did not say all of `usage`: the rest is reckoned from the length of the texts. */
  readonly estimated: boolean;
  /** US dollars, where the model's price is known. */
  readonly usd: number | undefined;
  /** Milliseconds from the request to its end, and to the first text, where there was one. */
  readonly ms: number;
  readonly firstTextMs: number | undefined;
  /** Of this model for the same answer, from 1. */
  readonly attempt: number;
  /** It is not the first of the chain. */
  readonly fallback: boolean;
}

/** As pino has it. */
export interface ModelLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface LanguageModelOptions {
  readonly settings: ModelSettings;
  readonly credentials: ModelCredentials;
  readonly budget: Budget;
  readonly onCall: (record: CallRecord) => void;
  readonly log: ModelLog;
  /** Milliseconds; by default half a second at first, 20 s at most. */
  readonly backoff?: RetryOptions['backoff'];
  /** By default 5 failures in a row, 30 s. */
  readonly breaker?: BreakerOptions;
}
