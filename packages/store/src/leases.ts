import { sql } from 'kysely';
import type { ModelFailure } from '@attune/core';
import type { Database } from './database.ts';
import type { Notifications } from './notifications.ts';

/** How a run ended in which a model failed. */
export interface LeaseFailure {
  readonly failure: ModelFailure;
  readonly message: string;
  /** Milliseconds after which trying again may help. */
  readonly retryAfter?: number;
}

export type Claim =
  | { readonly state: 'held' }
  /** Another holds it; that one's number. */
  | { readonly state: 'waiting'; readonly holder: string }
  /** The run that was waited for. */
  | { readonly state: 'failed'; readonly failure: LeaseFailure };

/** Who does a piece of work, of all nodes. By the database's clock; holders are numbers of chance (UUID). */
export interface LeaseStore {
  /** How long one holds unless it is renewed, and how long others count as waiting after they last asked, in milliseconds. */
  readonly duration: number;
  /** Takes a lease that nobody holds, or says that it is waited for. `after`: the holder that was waited for. */
  claim(key: string, holder: string, after?: string): Promise<Claim>;
  /** False where it is another's by now, or nobody's. */
  renew(key: string, holder: string): Promise<boolean>;
  /** Whether others wait for it. */
  isWanted(key: string): Promise<boolean>;
  /** Gives it back, and wakes those who wait. With a failure, those who waited for this holder are told of it. */
  release(key: string, holder: string, failure?: LeaseFailure): Promise<void>;
  /** Wakes those who wait: there is something to read. */
  tell(key: string): Promise<void>;
  /** Called when that is so, or may be. Gives what ends it. */
  onNews(key: string, listener: () => void): () => void;
}

interface LeaseOptions {
  readonly db: Database;
  readonly notifications: Notifications;
  readonly duration: number;
}

export function createLeaseStore({ db, notifications, duration }: LeaseOptions): LeaseStore {
  const term = sql`make_interval(secs => ${duration / 1000}::float8)`;
  const waiting = new Map<string, Set<() => void>>();
  const wake = (listeners: Iterable<() => void> = []): void => {
    for (const listener of listeners) listener();
  };
  let isHeard = false;

  return {
    duration,

    async claim(key, holder, after) {
      for (;;) {
        const { rows } = await sql<{ holder: string; failure: LeaseFailure | null; taken: boolean }>`
          with standing as (
            update leases set wanted_until = case when failure is null then now() + ${term} else wanted_until end
            where key = ${key} and (expires_at > now() or (failure is not null and holder = ${after ?? null}::uuid))
            returning holder, failure
          ), taken as (
            insert into leases as kept (key, holder, expires_at)
            select ${key}::text, ${holder}::uuid, now() + ${term} where not exists (select from standing)
            on conflict (key) do update set holder = excluded.holder, expires_at = excluded.expires_at, failure = null
            where kept.expires_at <= now()
            returning holder
          )
          select holder, failure, false as taken from standing
          union all select holder, null, true from taken`.execute(db);
        const [row] = rows;
        // Nothing: another took it between the two.
        if (row?.taken) return { state: 'held' };
        if (row)
          return row.failure ? { state: 'failed', failure: row.failure } : { state: 'waiting', holder: row.holder };
      }
    },

    async renew(key, holder) {
      const { rows } = await sql`
        update leases set expires_at = now() + ${term} where key = ${key} and holder = ${holder} and failure is null
        returning 1`.execute(db);
      return rows.length > 0;
    },

    async isWanted(key) {
      const { rows } = await sql`select from leases where key = ${key} and wanted_until > now()`.execute(db);
      return rows.length > 0;
    },

    async release(key, holder, failure) {
      // What those left behind who died or failed goes here too, unless somebody is at it.
      await sql`
        with mine as (
          select from leases where key = ${key} and holder = ${holder}
        ), failed as (
          update leases set failure = ${failure ? JSON.stringify(failure) : null}::jsonb, expires_at = now()
          where key = ${key} and holder = ${holder} and ${failure !== undefined}::boolean
        ), gone as (
          delete from leases where key = ${key} and holder = ${holder} and not ${failure !== undefined}::boolean
        ), left_behind as (
          delete from leases where key in (
            select key from leases where key <> ${key} and expires_at < now() - interval '1 day' for update skip locked
          )
        )
        select pg_notify('attune_leases', ${key}) from mine`.execute(db);
    },

    async tell(key) {
      await sql`select pg_notify('attune_leases', ${key})`.execute(db);
    },

    onNews(key, listener) {
      if (!isHeard) {
        isHeard = true;
        notifications.on('attune_leases', (told) => wake(waiting.get(told)));
        notifications.onConnected(() => wake([...waiting.values()].flatMap((listeners) => [...listeners])));
      }
      const listeners = waiting.get(key) ?? new Set();
      waiting.set(key, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && waiting.get(key) === listeners) waiting.delete(key);
      };
    },
  };
}
