import { sql } from 'kysely';
import type { Database } from './database.ts';

/** One use of a personalized chapter. */
export interface LogEntry {
  readonly userId: string | null;
  readonly chapterId: string;
  readonly transformationType: string;
  readonly responseTimeMs: number;
  readonly cached: boolean;
  readonly llmProvider: string | null;
  /** When it was asked for; now, where it is left out. */
  readonly createdAt?: Date;
}

export interface PersonalizationLog {
  /**
   * Writes a batch in one statement. A reader deleted since is written as NULL, so that the others' rows are not lost. The days that got
   * rows are marked for the roll-up with them: whoever counts a marked day waits for those who write to it, and so misses none.
   */
  append(rows: readonly LogEntry[]): Promise<void>;
}

export function createPersonalizationLog(db: Database): PersonalizationLog {
  return {
    async append(rows) {
      if (rows.length === 0) return;
      await sql`
        with written as (
          insert into personalization_log
            (user_id, chapter_id, transformation_type, response_time_ms, cached, llm_provider, created_at)
          select (select id from users where id = given.user_id for key share), chapter_id, transformation_type,
            response_time_ms, cached, llm_provider, coalesce(given.created_at, now())
          from unnest(
            ${rows.map((row) => row.userId)}::uuid[], ${rows.map((row) => row.chapterId)}::text[],
            ${rows.map((row) => row.transformationType)}::text[],
            ${rows.map((row) => Math.round(row.responseTimeMs))}::int[],
            ${rows.map((row) => row.cached)}::boolean[], ${rows.map((row) => row.llmProvider)}::text[],
            ${rows.map((row) => row.createdAt ?? null)}::timestamptz[]
          ) as given (user_id, chapter_id, transformation_type, response_time_ms, cached, llm_provider, created_at)
          returning created_at
        )
        insert into uncounted_days (day)
        select distinct (created_at at time zone 'UTC')::date as day from written order by day
        on conflict (day) do update set day = excluded.day where false`.execute(db);
    },
  };
}
