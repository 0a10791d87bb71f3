import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { readSpending, type Spending } from './spending.ts';
import { timeOf } from './time-buckets.ts';

/** Numbers about fewer readers than this are not given: too few to hide among. */
export const MIN_READERS = 5;

export interface ChapterUsage {
  readonly chapter: string;
  readonly requests: number;
  /** Those known; requests that bring their own profile know no reader. */
  readonly readers: number;
  readonly hitRatePercent: number;
}

/** Milliseconds in the server. */
export interface ResponseTime {
  readonly cached: boolean;
  readonly requests: number;
  readonly meanMs: number;
  /** Within one part in a hundred. */
  readonly p95Ms: number;
}

/** As they were last counted. `entries` and `readers` are null for fewer than five readers. */
export interface CacheSize {
  /** Null: never yet. */
  readonly countedAt: Date | null;
  /** Personalized chapters, each shared by all readers who need the same. */
  readonly variants: number;
  readonly chapters: number;
  readonly meanBytes: number | null;
  /** Readers' references to them. */
  readonly entries: number | null;
  readonly readers: number | null;
}

/** What an operator may know of how a book is read. What is of fewer than five readers is left out. */
export interface Statistics {
  /** First day, in UTC: `2026-11-20`. */
  readonly since: string;
  readonly minReaders: number;
  /** Null for fewer than five readers. */
  readonly usage: { readonly requests: number; readonly hitRatePercent: number } | null;
  /** Most requested first. */
  readonly chapters: readonly ChapterUsage[];
  /** Chapters left out. */
  readonly hiddenChapters: number;
  readonly responseTimes: readonly ResponseTime[];
  readonly cache: CacheSize;
  readonly spending: Spending;
}

export interface StatisticsOptions {
  /** The day that this moment is of, in UTC, is the first. */
  readonly since: Date;
}

/** Reads what the roll-up has counted, and the calls of models; a few milliseconds however long the log is. */
export async function readStatistics(db: Database, { since }: StatisticsOptions): Promise<Statistics> {
  const day = since.toISOString().slice(0, 10);
  const from = sql`${day}::date`;
  const [chapters, usage, responseTimes, cache, spending] = await Promise.all([
    readChapters(db, from),
    readUsage(db, from),
    readResponseTimes(db, from),
    readCacheSize(db),
    readSpending(db, day),
  ]);
  const shown = chapters.filter(({ readers }) => readers >= MIN_READERS);
  const hiddenChapters = chapters.length - shown.length;
  return {
    since: day,
    minReaders: MIN_READERS,
    usage,
    chapters: shown,
    hiddenChapters,
    responseTimes,
    cache,
    spending,
  };
}

async function readChapters(db: Database, from: RawBuilder<unknown>): Promise<ChapterUsage[]> {
  const { rows } = await sql<ChapterUsage>`
    with used as (
      select chapter, sum(requests)::float8 as requests, sum(requests) filter (where cached) as hits
      from usage_days where day >= ${from} group by chapter
    ), read as (
      select chapter, sum(readers)::float8 as readers from reader_counts where last_day >= ${from} group by chapter
    )
    select chapter, requests, coalesce(readers, 0) as readers, coalesce(hits, 0)::float8 * 100 / requests as "hitRatePercent"
    from used left join read using (chapter) order by requests desc, chapter collate "C"`.execute(db);
  return rows;
}

async function readUsage(db: Database, from: RawBuilder<unknown>): Promise<Statistics['usage']> {
  const { rows } = await sql<{ requests: number; hitRatePercent: number }>`
    select sum(requests)::float8 as requests,
      coalesce(sum(requests) filter (where cached), 0)::float8 * 100 / sum(requests)::float8 as "hitRatePercent"
    from usage_days where day >= ${from}
    having ${enoughReaders('any', from)}`.execute(db);
  return rows[0] ?? null;
}

async function readResponseTimes(db: Database, from: RawBuilder<unknown>): Promise<ResponseTime[]> {
  const { rows } = await sql<Omit<ResponseTime, 'p95Ms'> & { bucket: number }>`
    with counted as (
      select cached, bucket, sum(requests) as requests from response_times where day >= ${from} group by cached, bucket
    ), ranked as (
      select cached, bucket, sum(requests) over (partition by cached order by bucket) as upto,
        sum(requests) over (partition by cached) as requests
      from counted
    ), percentiles as (
      select cached, min(bucket) as bucket from ranked where upto >= 0.95 * requests group by cached
    )
    select cached, sum(requests)::float8 as requests, (sum(total_ms) / sum(requests))::float8 as "meanMs", min(bucket) as bucket
    from usage_days join percentiles using (cached)
    where day >= ${from} and case when cached
      then ${enoughReaders('cached', from)} else ${enoughReaders('made', from)} end
    group by cached order by cached desc`.execute(db);
  return rows.map(({ bucket, ...row }) => ({ ...row, p95Ms: timeOf(bucket) }));
}

/** Whether five readers have asked, in all chapters together: at all, or for what was there, or for what had to be made. */
const enoughReaders = (kind: 'any' | 'cached' | 'made', from: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select coalesce(sum(readers), 0) >= ${MIN_READERS} from reader_counts
  where chapter = '' and kind = ${kind} and last_day >= ${from}
)`;

async function readCacheSize(db: Database): Promise<CacheSize> {
  const { rows } = await sql<CacheSize>`
    select counted_at as "countedAt", variants::float8, (select count(*) - 1 from cache_counts)::float8 as chapters,
      round(bytes::numeric / nullif(variants, 0))::float8 as "meanBytes",
      case when readers >= ${MIN_READERS} then entries::float8 end as entries,
      case when readers >= ${MIN_READERS} then readers::float8 end as readers
    from cache_counts where chapter = ''`.execute(db);
  return rows[0] ?? { countedAt: null, variants: 0, chapters: 0, meanBytes: null, entries: null, readers: null };
}
