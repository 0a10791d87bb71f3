import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Notifications } from './notifications.ts';

/** What nodes are to drop of what they hold in memory. */
export type Invalidation =
  | { readonly what: 'all' }
  /** All that belongs to a chapter, by its id. */
  | { readonly what: 'chapter'; readonly chapter: string }
  /** One variant, by its hash. */
  | { readonly what: 'variant'; readonly variant: string }
  /** These chapters have other current revisions. */
  | { readonly what: 'published'; readonly chapters: readonly string[] };

export interface Invalidations {
  /** Told of every invalidation, also of this node's own; of `all` where some may have been missed. Gives what ends it. */
  subscribe(listener: (invalidation: Invalidation) => void): () => void;
  /** Tells all nodes; this one before the promise is fulfilled. */
  tell(invalidation: Invalidation): Promise<void>;
}

/** Bytes that a notification may have at most, with room for what goes round it. */
const MOST_BYTES = 7_800;

interface TellingOptions {
  /** Common table expressions that `told` reads, each with a comma after it. */
  readonly before?: RawBuilder<unknown>;
  /** Columns to give beside `what`, each with a comma before it. */
  readonly beside?: RawBuilder<unknown>;
}

/**
 * A query that tells all nodes what `told`, a query of one jsonb and of at most one row, gives, and gives it back as `what`: in one
 * statement with the change itself, so that neither is there without the other. What is too long to be said is told as `all`.
 */
export const telling = <Beside = unknown>(
  told: RawBuilder<unknown>,
  { before = sql``, beside = sql`` }: TellingOptions = {},
): RawBuilder<{ what: Invalidation } & Beside> => sql`
  with ${before} told (what) as (${told}),
  counted as (update invalidations set version = version + 1 where exists (select from told) returning version)
  select what ${beside}, pg_notify('attune_invalidations', jsonb_build_object('version', version, 'told',
    case when octet_length(what::text) <= ${MOST_BYTES}::integer then what else '{"what": "all"}' end)::text)
  from told, counted`;

/**
 * Over Postgres: a counter that goes up by one with each notification. A node that hears a number other than the next, or finds another
 * one in the database after its connection was lost, has missed some.
 */
export function createInvalidations(db: Database, notifications: Notifications): Invalidations {
  const listeners = new Set<(invalidation: Invalidation) => void>();
  let seen: number | undefined;
  let isHeard = false;

  const deliver = (invalidation: Invalidation): void => {
    for (const listener of listeners) listener(invalidation);
  };
  const found = (version: number, told: Invalidation = { what: 'all' }): void => {
    if (seen !== undefined && version <= seen) return;
    const isNext = seen !== undefined && version === seen + 1;
    seen = version;
    deliver(isNext ? told : { what: 'all' });
  };
  const hear = (payload: string): void => {
    const { version, told } = JSON.parse(payload) as { version: number; told: Invalidation };
    found(version, told);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (!isHeard) {
        isHeard = true;
        notifications.on('attune_invalidations', hear);
        notifications.onChecked((version) => {
          // A database that was restored counts from the beginning.
          if (seen !== undefined && version < seen) seen = undefined;
          found(version);
        });
      }
      return () => void listeners.delete(listener);
    },
    async tell(invalidation) {
      await telling(sql`select ${JSON.stringify(invalidation)}::jsonb`).execute(db);
      deliver(invalidation);
    },
  };
}
