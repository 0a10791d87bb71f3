import type { Projection } from '@attune/contract';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A chapter for one kind of reader, of whatever revision it was read. */
export interface UsedPage {
  readonly chapter: string;
  readonly projection: Projection;
  /** Who have had it lately; those whom nobody knows are none. */
  readonly readers: number;
}

export interface UsedPagesOptions {
  /** Since the last use; 30. */
  readonly days?: number;
  readonly limit: number;
}

const DAYS = 30;

/**
 * What readers really use, most readers first, then most lately used. What was only made, for nobody or for a reader who is gone, is not
 * among it; a use without a reader's token is.
 */
export async function usedPages(db: Database, { days = DAYS, limit }: UsedPagesOptions): Promise<UsedPage[]> {
  const since = sql`now() - make_interval(days => ${days})`;
  const { rows } = await sql<UsedPage>`
    with used as (
      select made.chapter, projection, user_id, held.last_used_at as at
      from variant_references held join variants made on made.key = held.variant_key
      where held.last_used_at > ${since}
      union all
      select chapter, projection, null, last_used_at from variants where last_used_at > greatest(created_at, ${since})
    )
    select chapter, projection, count(distinct user_id)::int as readers from used group by chapter, projection
    order by readers desc, max(at) desc, chapter, projection::text limit ${limit}`.execute(db);
  return rows;
}
