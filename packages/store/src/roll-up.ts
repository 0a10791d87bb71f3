import { sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';
import { GROWTH } from './time-buckets.ts';

/** Any number that nothing else locks by. */
const LOCK = '8242570183748';

export interface RolledUp {
  /** Days of the log that had new rows and were counted again, in UTC: `2026-11-20`. */
  readonly days: readonly string[];
}

/**
 * Counts what statistics are read from. Of the log the days that got rows since the last time, each whole, in one statement of one transaction:
 * run twice, by two at once or cut off, the numbers are the same, and what was counted stays when the log's rows go. How many readers there are
 * and what is cached shrinks too and is counted from the beginning.
 */
export async function rollUp(db: Database): Promise<RolledUp> {
  const waiting = await sql<{ day: string }>`select day::text from uncounted_days order by day`.execute(db);
  const days: string[] = [];
  for (const { day } of waiting.rows) if (await countDay(db, day)) days.push(day);
  await countStanding(db);
  return { days };
}

/** False where another process has done it meanwhile. */
async function countDay(db: Database, day: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // Waits for those who are writing rows of that day; who comes later marks it again.
    const taken = await sql`delete from uncounted_days where day = ${day}::date returning 1`.execute(transaction);
    if (taken.rows.length === 0) return false;
    // A count never shrinks: what the log has lost since to its time limit is not taken back.
    await sql`
      with uses as materialized (
        select chapter_id as chapter, user_id, cached, response_time_ms as ms from personalization_log
        where created_at >= ${day}::timestamp at time zone 'UTC'
          and created_at < (${day}::timestamp + interval '1 day') at time zone 'UTC'
      ), requests as (
        insert into usage_days (day, chapter, cached, requests, total_ms)
        select ${day}::date, chapter, cached, count(*), sum(ms) from uses group by chapter, cached
        on conflict (day, chapter, cached) do update
        set requests = excluded.requests, total_ms = excluded.total_ms
        where excluded.requests > usage_days.requests
      ), times as (
        insert into response_times (day, cached, bucket, requests)
        select ${day}::date, cached, case when ms > 0 then ceil(ln(ms) / ln(${GROWTH}::float8)) else -1 end as bucket, count(*)
        from uses group by cached, bucket
        on conflict (day, cached, bucket) do update set requests = excluded.requests
        where excluded.requests > response_times.requests
      ), known as materialized (
        select id from users where id in (select user_id from uses) order by id for key share
      )
      insert into chapter_readers (chapter, user_id, cached_on, made_on)
      select chapter, user_id, case when bool_or(cached) then ${day}::date end, case when bool_or(not cached) then ${day}::date end
      from uses join known on known.id = user_id group by chapter, user_id
      on conflict (chapter, user_id) do update set
        cached_on = greatest(chapter_readers.cached_on, excluded.cached_on),
        made_on = greatest(chapter_readers.made_on, excluded.made_on)
      where (greatest(chapter_readers.cached_on, excluded.cached_on), greatest(chapter_readers.made_on, excluded.made_on))
        is distinct from (chapter_readers.cached_on, chapter_readers.made_on)`.execute(transaction);
    return true;
  });
}

/** What is counted whole each time: readers and cache. Of several at once one does it. */
async function countStanding(db: Database): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${LOCK}::bigint) as free`.execute(
      transaction,
    );
    if (!rows[0]?.free) return;
    await countReaders(transaction);
    await countCache(transaction);
  });
}

async function countReaders(db: Transaction<Tables>): Promise<void> {
  await sql`delete from reader_counts`.execute(db);
  await sql`
    with everywhere as (
      select max(cached_on) as cached_on, max(made_on) as made_on from chapter_readers group by user_id
    )
    insert into reader_counts (chapter, kind, last_day, readers)
    select chapter, 'any', greatest(cached_on, made_on) as day, count(*) from chapter_readers group by chapter, day
    union all
    select '', kind, day, count(*)
    from everywhere, lateral (values ('any', greatest(cached_on, made_on)), ('cached', cached_on), ('made', made_on)) last (kind, day)
    where day is not null group by kind, day`.execute(db);
}

async function countCache(db: Transaction<Tables>): Promise<void> {
  await sql`
    with made as (
      select coalesce(chapter, '') as chapter, count(*) as variants, sum(octet_length(edits)) as bytes
      from variants group by grouping sets ((chapter), ())
    ), held as (
      select coalesce(chapter, '') as chapter, count(*) as entries, count(distinct user_id) as readers
      from variant_references group by grouping sets ((chapter), ())
    ), gone as (
      delete from cache_counts where chapter not in (select chapter from made)
    )
    insert into cache_counts (chapter, variants, bytes, entries, readers, counted_at)
    select chapter, variants, coalesce(bytes, 0), coalesce(entries, 0), coalesce(readers, 0), now()
    from made left join held using (chapter) order by chapter
    on conflict (chapter) do update set variants = excluded.variants, bytes = excluded.bytes, entries = excluded.entries,
      readers = excluded.readers, counted_at = excluded.counted_at`.execute(db);
}
