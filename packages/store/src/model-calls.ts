import type { ModelFailure, Task } from '@attune/core';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { columnList, recordset } from './recordset.ts';

/** One call of a model: tokens, dollars, milliseconds. No reader and no text in it. */
export interface ModelCall {
  /** When it began. */
  readonly at: Date;
  /** Null where it was not for one chapter. */
  readonly chapter: string | null;
  readonly kind: Task['kind'];
  /** Provider and model that was asked: `anthropic/claude-…`. */
  readonly model: string;
  /** Neither read from the provider's cache nor written to it. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  /** The provider did not say how many tokens. */
  readonly estimated: boolean;
  /** Null where no price is known. */
  readonly usd: number | null;
  readonly ms: number;
  /** Null where no text came. */
  readonly firstTextMs: number | null;
  readonly outcome: 'ok' | 'aborted' | ModelFailure;
  /** A model before it in the chain had failed. */
  readonly fallback: boolean;
  /** Which try of this model it was, from 1. */
  readonly attempt: number;
}

export interface ModelCallStore {
  /** In one statement. */
  add(calls: readonly ModelCall[]): Promise<void>;
  /** Tokens of every sort, and dollars; a call without a known price adds none. */
  spentSince(date: Date): Promise<{ tokens: number; usd: number }>;
}

// Estimates and clocks give fractions, and providers that count the cache apart give fewer than none: no reason to lose the row.
const whole = (count: number): number => Math.max(0, Math.round(count));
const toRow = ({ cacheRead, cacheWrite, firstTextMs, ...call }: ModelCall) => ({
  ...call,
  input: whole(call.input),
  cache_read: whole(cacheRead),
  cache_write: whole(cacheWrite),
  output: whole(call.output),
  ms: whole(call.ms),
  first_text_ms: firstTextMs === null ? null : whole(firstTextMs),
});

const COLUMNS = columnList([
  'at',
  'chapter',
  'kind',
  'model',
  'input',
  'cache_read',
  'cache_write',
  'output',
  'estimated',
  'usd',
  'ms',
  'first_text_ms',
  'outcome',
  'fallback',
  'attempt',
]);

export function createModelCallStore(db: Database): ModelCallStore {
  return {
    async add(calls) {
      if (calls.length === 0) return;
      await sql`
        insert into model_calls (${COLUMNS}) select ${COLUMNS} from ${recordset('model_calls', calls.map(toRow))}`.execute(
        db,
      );
    },

    async spentSince(date) {
      const { rows } = await sql<{ tokens: number; usd: number }>`
        select coalesce(sum(input::bigint + cache_read + cache_write + output), 0)::float8 as tokens,
          coalesce(sum(usd), 0)::float8 as usd
        from model_calls where at >= ${date}`.execute(db);
      return rows[0] ?? { tokens: 0, usd: 0 };
    },
  };
}
