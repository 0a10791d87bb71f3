import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Months, beside the present one, that have their partition before their first row comes. */
const MONTHS_AHEAD = 2;
/** How long a partition's making or going waits for those who use the log: whoever comes after it waits as long. */
const PATIENCE = '2s';
/** Any number that nothing else locks by: of two sweeps at once one makes a partition. */
const LOCK = '8242570183747';
/** Pages of rows without a partition that are moved or deleted by one statement: some 15,000 rows. */
const PAGES = 200;

export interface LogUpkeep {
  /** Names of partitions. */
  readonly made: readonly string[];
  readonly dropped: readonly string[];
  /** The log was in use for too long: what is left is for the next time. */
  readonly busy: boolean;
}

/**
 * Makes the log's partitions for this month and those to come, moves what rows there are without one into theirs, and drops those of
 * months that ended more than so many months ago. Months are UTC's, by the database's clock.
 */
export async function keepLogPartitions(db: Database, keepMonths: number): Promise<LogUpkeep> {
  const made: string[] = [];
  const dropped: string[] = [];
  try {
    await deleteStrays(db, keepMonths);
    for (const month of await monthsToMake(db)) if (await makePartition(db, month)) made.push(month.name);
    for (const name of await outdated(db, keepMonths)) {
      await briefly(db, (transaction) => sql`drop table if exists ${sql.id(name)}`.execute(transaction));
      dropped.push(name);
    }
    return { made, dropped, busy: false };
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    return { made, dropped, busy: true };
  }
}

interface Month {
  readonly name: string;
  /** First day of it, and of the next: `2026-11-01`. */
  readonly from: string;
  readonly to: string;
}

// Times without a zone, all of them UTC's.
const THIS_MONTH = sql`date_trunc('month', now() at time zone 'UTC')`;
const LAST_MONTH = sql`(${THIS_MONTH} + make_interval(months => ${sql.lit(MONTHS_AHEAD)}))`;
const firstKept = (keepMonths: number): RawBuilder<unknown> =>
  sql`(${THIS_MONTH} - make_interval(months => ${keepMonths}))`;

const PARTITIONS = sql`select inhrelid from pg_inherits where inhparent = 'personalization_log'::regclass`;

/** This month, those ahead, and those of which there are rows without a partition. */
async function monthsToMake(db: Database): Promise<Month[]> {
  const { rows } = await sql<Month>`
    select 'personalization_log_' || to_char(month, 'YYYY_MM') as name, to_char(month, 'YYYY-MM-DD') as from,
      to_char(month + interval '1 month', 'YYYY-MM-DD') as to
    from (
      select generate_series(${THIS_MONTH}, ${LAST_MONTH}, interval '1 month') as month
      union
      select date_trunc('month', created_at at time zone 'UTC') from personalization_log_default
    ) months
    where month <= ${LAST_MONTH}
      and coalesce(to_regclass('personalization_log_' || to_char(month, 'YYYY_MM')) not in (${PARTITIONS}), true)
    order by month`.execute(db);
  return rows;
}

/** Names of the partitions of which every row is older than what is kept. */
async function outdated(db: Database, keepMonths: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'personalization_log'::regclass and relname ~ '^personalization_log_[0-9]{4}_[0-9]{2}$'
      and relname < 'personalization_log_' || to_char(${firstKept(keepMonths)}, 'YYYY_MM')
    order by relname`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Moves the month's rows before the table is the log's partition, some at a time: what waits for the last step waits for few. Meanwhile they are
 * in neither, and what was counted of them stands. Cut off, it is taken up where it was by the next.
 */
async function makePartition(db: Database, month: Month): Promise<boolean> {
  const table = sql.id(month.name);
  await briefly(db, async (transaction) => {
    // Only a lock makes sure that a table which another has made meanwhile is seen.
    await sql`lock table personalization_log_default in access share mode`.execute(transaction);
    const { rows } = await sql`select where to_regclass(${month.name}) is null`.execute(transaction);
    if (rows.length === 0) return;
    await sql`create table ${table} (like personalization_log including all excluding identity)`.execute(transaction);
    await sql`alter table ${table} add foreign key (user_id) references users (id) on delete set null`.execute(
      transaction,
    );
    const about = `Rows of the log of one month, from ${month.from} (UTC).`;
    await sql`comment on table ${table} is ${sql.lit(about)}`.execute(transaction);
  });
  await pageByPage(db, (pages) => move(db, month, pages));
  const made = await briefly(db, async (transaction) => {
    await sql`lock table personalization_log_default in access exclusive mode`.execute(transaction);
    const { rows } = await sql`select where to_regclass(${month.name}) in (${PARTITIONS})`.execute(transaction);
    if (rows.length > 0) return false;
    await move(transaction, month, sql`true`);
    const [first, last] = [sql.lit(`${month.from}T00:00:00Z`), sql.lit(`${month.to}T00:00:00Z`)];
    await sql`alter table personalization_log attach partition ${table} for values from (${first}) to (${last})`.execute(
      transaction,
    );
    return true;
  });
  // Days that were counted while rows were in neither. After the lock is gone: the roll-up takes a mark before it reads the log.
  await sql`
    insert into uncounted_days select distinct (created_at at time zone 'UTC')::date as day from ${table} order by day
    on conflict (day) do nothing`.execute(db);
  return made;
}

/** Into the table of its month. */
async function move(
  db: Database | Transaction<Tables>,
  { name, from, to }: Month,
  which: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with moved as (
      delete from personalization_log_default
      where created_at >= ${`${from}T00:00:00Z`} and created_at < ${`${to}T00:00:00Z`} and ${which} returning *
    )
    insert into ${sql.id(name)} overriding system value select * from moved`.execute(db);
}

/** Old rows that never had a partition. */
async function deleteStrays(db: Database, keepMonths: number): Promise<void> {
  await pageByPage(db, (pages) =>
    sql`
      delete from personalization_log_default
      where created_at < ${firstKept(keepMonths)} at time zone 'UTC' and ${pages}`.execute(db),
  );
}

/** Once through the rows without a partition, however many there are: what was done with is not passed over again. */
async function pageByPage(db: Database, work: (pages: RawBuilder<unknown>) => Promise<unknown>): Promise<void> {
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size('personalization_log_default') / current_setting('block_size')::int)::int as pages`.execute(
    db,
  );
  const pages = rows[0]?.pages ?? 0;
  for (let page = 0; page < pages; page += PAGES)
    await work(sql`ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + PAGES},0)`}::tid`);
}

/** A change of tables that gives up rather than keep others waiting, one at a time. */
function briefly<T>(db: Database, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`select set_config('lock_timeout', ${PATIENCE}, true), pg_advisory_xact_lock(${LOCK}::bigint)`.execute(
      transaction,
    );
    return work(transaction);
  });
}

const isLockTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';
