import type { Bundle, Flag } from '@attune/contract';
import type { AdaptationStore } from '@attune/core';
import { type RawBuilder, sql } from 'kysely';
import { COLUMNS, fromRow, type KeptRow, type KeptTable, type NewRow, toRow } from './adaptation-rows.ts';
import type { Database } from './database.ts';
import { columnList, recordset } from './recordset.ts';

export type KeptAdaptations = Pick<Bundle, KeptTable>;

/**
 * What models made, in Postgres. Each put is one statement: all of it is kept, or nothing, as where a key, a name or a projection has a
 * character that Postgres does not keep (UnstorableTextError). What a model wrote comes back to the last code unit, but for a flag's text,
 * where U+0000 and halves of surrogate pairs become U+FFFD. Times are kept to the millisecond.
 */
export interface AdaptationKeeper extends AdaptationStore {
  /** All that is kept of these chapters, or of all: by chapter, block and key, the same order in every database. */
  list(chapters?: readonly string[]): Promise<KeptAdaptations>;
  /** Those of these for which `by` was asked anew already and fell short. */
  tried(keys: readonly string[], by: string): Promise<string[]>;
  /** Notes that it was, until they are put again. */
  noteTried(keys: readonly string[], by: string): Promise<void>;
  /** What models told about the author's text and nobody has settled, of a chapter or of all; by chapter and block. */
  listFlags(chapter?: string): Promise<Flag[]>;
}

/** The last under each key, in one order for all who write, so that two wait for each other instead of locking each other out. */
const lastOfEach = (rows: readonly NewRow[]): NewRow[] =>
  [...new Map(rows.map((row) => [row.key, row])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));

async function select<T extends KeptTable>(db: Database, table: T, rest: RawBuilder<unknown>): Promise<KeptRow<T>[]> {
  const columns = columnList(COLUMNS[table]);
  return (await sql<KeptRow<T>>`select ${columns} from ${sql.table(table)} ${rest}`.execute(db)).rows;
}

const byKeys = (keys: readonly string[]): RawBuilder<unknown> => sql`where key = any(${keys}::text[])`;

async function insert(
  db: Database,
  table: KeptTable,
  rows: readonly NewRow[],
  conflict: RawBuilder<unknown>,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnList(COLUMNS[table]);
  await sql`
    insert into ${sql.table(table)} as kept (${columns}) select ${columns} from ${recordset(table, lastOfEach(rows))}
    on conflict (key) ${conflict}`.execute(db);
}

const FIRST_STAYS = sql`do nothing`;
const firstStays = (db: Database, table: KeptTable, rows: readonly NewRow[]): Promise<void> =>
  insert(db, table, rows.toReversed(), FIRST_STAYS);

// What is put again unchanged writes nothing: a book's file is imported at every start.
const given = columnList(COLUMNS.adaptations, 'excluded');
const LAST_STAYS = sql`
  do update set (${columnList(COLUMNS.adaptations)}, tried, updated_at) = (${given}, null, now())
  where (${columnList(COLUMNS.adaptations, 'kept')}) is distinct from (${given})`;

async function list(db: Database, chapters: readonly string[] | undefined): Promise<KeptAdaptations> {
  const chosen = chapters === undefined ? sql`` : sql`where chapter = any(${chapters}::text[])`;
  const byBlock = sql`${chosen} order by chapter collate "C", block collate "C", key collate "C"`;
  const [plans, adaptations, reviews, flags] = await Promise.all([
    select(db, 'plans', byBlock),
    select(db, 'adaptations', byBlock),
    select(db, 'reviews', sql`${chosen} order by chapter collate "C", key collate "C"`),
    select(db, 'flags', byBlock),
  ]);
  return {
    plans: plans.map(fromRow.plans),
    adaptations: adaptations.map(fromRow.adaptations),
    reviews: reviews.map(fromRow.reviews),
    flags: flags.map(fromRow.flags),
  };
}

export function createAdaptationStore(db: Database): AdaptationKeeper {
  return {
    findPlans: async (keys) => (await select(db, 'plans', byKeys(keys))).map(fromRow.plans),
    putPlans: async (plans) => firstStays(db, 'plans', plans.map(toRow.plans)),
    findAdaptations: async (keys) => (await select(db, 'adaptations', byKeys(keys))).map(fromRow.adaptations),
    putAdaptations: async (rows) => insert(db, 'adaptations', rows.map(toRow.adaptations), LAST_STAYS),
    findReview: async (key) => (await select(db, 'reviews', byKeys([key]))).map(fromRow.reviews)[0],
    putReview: async (review) => firstStays(db, 'reviews', [toRow.reviews(review)]),
    putFlags: async (flags) => firstStays(db, 'flags', flags.map(toRow.flags)),
    list: (chapters) => list(db, chapters),
    async tried(keys, by) {
      const { rows } = await sql<{ key: string }>`
        select key from adaptations where key = any(${[...keys]}::text[]) and tried = ${by}`.execute(db);
      return rows.map(({ key }) => key);
    },
    async noteTried(keys, by) {
      await sql`update adaptations set tried = ${by} where key = any(${[...keys].sort()}::text[])`.execute(db);
    },
    async listFlags(chapter) {
      const its = chapter === undefined ? sql`` : sql`and chapter = ${chapter}`;
      const rest = sql`where settled_at is null ${its} order by chapter collate "C", block collate "C", key collate "C"`;
      return (await select(db, 'flags', rest)).map(fromRow.flags);
    },
  };
}
