import { sql } from 'kysely';
import type { Database } from './database.ts';

/** So many in so long, for each key. */
export interface Allowance {
  readonly limit: number;
  /** From the first use to when counting begins anew. */
  readonly seconds: number;
}

export type Taken = { readonly isTaken: true } | { readonly isTaken: false; readonly retryAfter: number };

/** Counts what is limited, by the database's clock and for all nodes together. */
export interface LimitStore {
  /** Takes one, or says after how many milliseconds there are some again. Of any number at once exactly the limit gets one. */
  take(key: string, allowance: Allowance): Promise<Taken>;
  /** Gives one back that brought nothing. */
  giveBack(key: string): Promise<void>;
}

/** Rows that are over and go with every use: no more stay than there are uses. */
const GOING = 10;

export function createLimitStore(db: Database): LimitStore {
  return {
    async take(key, { limit, seconds }) {
      const window = sql`make_interval(secs => ${seconds}::float8)`;
      // One row, one statement: who comes at the same time waits for the row and then sees it as it has become.
      const { rows } = await sql<{ isTaken: boolean; retryAfter: number }>`
        with taken as (
          insert into limits as kept (key, used, ends_at) values (${key}, 1, now() + ${window})
          on conflict (key) do update set
            used = case when kept.ends_at <= now() then 1 else kept.used + 1 end,
            ends_at = case when kept.ends_at <= now() then excluded.ends_at else kept.ends_at end
          where kept.ends_at <= now() or kept.used < ${limit}::int
          returning key
        ), over as (
          delete from limits where key in (
            select key from limits where key <> ${key} and ends_at < now() limit ${GOING} for update skip locked
          )
        )
        select exists (select from taken) as "isTaken", coalesce(
          (select extract(epoch from ends_at - now()) from limits where key = ${key}), ${seconds}::float8
        )::float8 * 1000 as "retryAfter"`.execute(db);
      const [row] = rows;
      if (row?.isTaken) return { isTaken: true };
      return { isTaken: false, retryAfter: Math.max(row?.retryAfter ?? 0, 0) };
    },

    async giveBack(key) {
      await sql`update limits set used = used - 1 where key = ${key} and used > 0 and ends_at > now()`.execute(db);
    },
  };
}
