import { WHOLE_CHAPTER } from '@attune/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { keepLogPartitions, type LogUpkeep } from './log-partitions.ts';
import { sweepReaders, type SweptReaders } from './readers/sweep-readers.ts';
import { rollUp } from './roll-up.ts';

/** C-07 and the length of the log. */
const DEFAULTS = { days: 30, logMonths: 12 } as const;
/** Rows that are gone with one statement: some hundredths of a second. */
const BATCH = 1_000;

export interface SweepOptions {
  /** Time to live since the last use, in days; 30. */
  readonly days?: number;
  /** How many months of the log are kept beside the present one; 12. What was counted of them stays. */
  readonly logMonths?: number;
}

/** How many of each went. */
export interface Swept extends SweptReaders {
  readonly references: number;
  readonly variants: number;
  readonly plans: number;
  readonly adaptations: number;
  readonly reviews: number;
  readonly log: LogUpkeep;
}

/**
 * Removes what nobody has used for the time to live: references; variants that nobody refers to or has pinned; and what models made for
 * blocks that are in no revision which was current within that time; sessions that are over, with anonymous readers whom nobody can be any more. In batches that pass over rows in use, so that no reader waits; what was
 * passed over goes the next time. May run on several nodes at once. Times are the database's.
 */
export async function sweep(db: Database, options: SweepOptions = {}): Promise<Swept> {
  const { days, logMonths } = { ...DEFAULTS, ...options };
  const limit = sql`now() - make_interval(secs => ${days * 86_400})`;
  // Counted before the log's oldest rows go.
  await rollUp(db);
  const readers = await sweepReaders(db);
  const references = await sweepReferences(db, limit);
  const variants = await sweepVariants(db, limit);
  const made = await sweepMade(db, limit);
  // Uses take those along that are over, but somewhere nobody uses anything any more.
  await sql`delete from limits where ends_at < now()`.execute(db);
  return { ...readers, references, variants, ...made, log: await keepLogPartitions(db, logMonths) };
}

/** Until a batch is not full; how many went. */
async function inBatches(next: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const gone = await next();
    sum += gone;
    if (gone < BATCH) return sum;
  }
}

async function sweepReferences(db: Database, limit: RawBuilder<unknown>): Promise<number> {
  return inBatches(async () => {
    const result = await sql`
      delete from variant_references where id = any (array(
        select id from variant_references where last_used_at < ${limit}
        order by last_used_at limit ${BATCH} for update skip locked
      ))`.execute(db);
    return Number(result.numAffectedRows);
  });
}

async function sweepVariants(db: Database, limit: RawBuilder<unknown>): Promise<number> {
  // Where the batch before ended: what it deleted is not looked at again.
  let from = '-infinity';
  return inBatches(async () => {
    // Who begins to refer to an old one moves its date first: then it is locked, or found to be old no longer.
    const { rows } = await sql<{ gone: number; used: string | null }>`
      with chosen as materialized (
        select key, last_used_at from variants
        where pinned_at is null and last_used_at < ${limit} and last_used_at >= ${from}::timestamptz
          and not exists (select from variant_references where variant_key = variants.key)
        order by last_used_at limit ${BATCH} for update skip locked
      ), gone as (
        delete from variants where key in (select key from chosen)
      )
      select count(*)::int as gone, max(last_used_at)::text as used from chosen`.execute(db);
    from = rows[0]?.used ?? from;
    return rows[0]?.gone ?? 0;
  });
}

/** What a row's age is. The running example belongs to no block. */
const AGE = {
  plans: sql`block <> ${WHOLE_CHAPTER} and made_at`,
  adaptations: sql`updated_at`,
} as const;

/** Of the chapters whose blocks are known. A review is of a page: it is outdated when the chapter has changed since. */
async function sweepMade(
  db: Database,
  limit: RawBuilder<unknown>,
): Promise<Pick<Swept, 'plans' | 'adaptations' | 'reviews'>> {
  const { rows } = await sql<{ chapter: string; blocks: string[] }>`
    with live as (
      select chapter, blocks from chapter_revisions kept where not exists (
        select from chapter_revisions newer
        where newer.chapter = kept.chapter and newer.published_at > kept.published_at and newer.published_at < ${limit}
      )
    )
    select chapter, array_agg(distinct block) as blocks from live, unnest(blocks) block
    group by chapter having not exists (select from live other where other.chapter = live.chapter and blocks is null)
    order by chapter`.execute(db);
  const gone = { plans: 0, adaptations: 0, reviews: 0 };
  for (const { chapter, blocks } of rows) {
    for (const table of ['plans', 'adaptations'] as const) {
      gone[table] += await deleteMade(
        db,
        table,
        sql`chapter = ${chapter} and ${AGE[table]} < ${limit} and block <> all(${blocks}::text[])`,
      );
    }
    gone.reviews += await deleteMade(
      db,
      'reviews',
      sql`chapter = ${chapter} and made_at < ${limit}
        and made_at < (select max(published_at) from chapter_revisions where chapter = ${chapter})`,
    );
  }
  return gone;
}

const deleteMade = (db: Database, table: keyof typeof AGE | 'reviews', which: RawBuilder<unknown>): Promise<number> =>
  inBatches(async () => {
    const result = await sql`
      delete from ${sql.table(table)} where key = any (array(
        select key from ${sql.table(table)} where ${which} limit ${BATCH} for update skip locked
      ))`.execute(db);
    return Number(result.numAffectedRows);
  });
