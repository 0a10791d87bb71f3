import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { type Invalidation, telling } from './invalidations.ts';

/** What is to be cleared (C-06): of one chapter, reader (UUID), transformation or model (with its provider), or everything. */
export type ClearScope =
  | { readonly chapter: string }
  | { readonly reader: string }
  | { readonly tag: string }
  | { readonly model: string }
  | { readonly all: true };

/** How many of each went, or would. */
export interface Cleared {
  readonly variants: number;
  /** Readers' references, with their variants or alone. */
  readonly references: number;
  readonly plans: number;
  readonly adaptations: number;
  readonly reviews: number;
}

export interface ClearOptions {
  /** Only count. */
  readonly dryRun?: boolean;
}

const TABLES = ['variants', 'plans', 'adaptations', 'reviews'] as const;
type Cleanable = (typeof TABLES)[number];
/** Rows that are gone with one statement: some hundredths of a second. */
const BATCH = 1_000;

const NOTHING: Cleared = { variants: 0, references: 0, plans: 0, adaptations: 0, reviews: 0 };
const EVERY = sql`true`;

/**
 * Which rows of each table a scope is of. With variants goes what they were put together from, or the same would be put together again: what is
 * cleared is made, and paid for, anew. The plans for a tag stay: they say what a block needs, not how it was written.
 */
function rowsOf(scope: ClearScope): Partial<Record<Cleanable, RawBuilder<unknown>>> {
  if ('chapter' in scope) {
    const its = sql`chapter = ${scope.chapter}`;
    return { variants: its, plans: its, adaptations: its, reviews: its };
  }
  if ('tag' in scope) {
    // Of JSON text as `JSON.stringify` writes it: a quotation mark within a text has a backslash before it.
    const tagged = sql`strpos(edits, ${`"tag":${JSON.stringify(scope.tag)}`}) > 0`;
    return { variants: sql`${scope.tag} = any(tags)`, adaptations: tagged };
  }
  if ('model' in scope) {
    const its = sql`model = ${scope.model}`;
    const among = sql`makers @> ${JSON.stringify([{ model: scope.model }])}::jsonb`;
    return { variants: among, plans: its, adaptations: its, reviews: its };
  }
  return 'all' in scope ? { variants: EVERY, plans: EVERY, adaptations: EVERY, reviews: EVERY } : {};
}

/**
 * Clears what is cached of a scope, pinned or not, in batches that keep no reader waiting for long. Flags, the log and what was counted of it
 * stay. Of a reader only their references go: what they refer to is others' too. All nodes are told to drop it from memory.
 */
export async function clear(db: Database, scope: ClearScope, { dryRun = false }: ClearOptions = {}): Promise<Cleared> {
  if ('reader' in scope) return { ...NOTHING, references: await clearReader(db, scope.reader, dryRun) };
  const cleared = { ...NOTHING };
  // What pages are made from first: a reader in between would have one put together again, and kept.
  for (const [table, which] of Object.entries(rowsOf(scope)).toReversed() as [Cleanable, RawBuilder<unknown>][]) {
    const { rows, references } = await (dryRun ? count : deleteAll)(db, table, which);
    cleared[table] = rows;
    cleared.references += references;
  }
  const told: Invalidation = 'chapter' in scope ? { what: 'chapter', chapter: scope.chapter } : { what: 'all' };
  if (!dryRun) await telling(sql`select ${JSON.stringify(told)}::jsonb`).execute(db);
  return cleared;
}

interface Counts {
  readonly rows: number;
  readonly references: number;
}

async function clearReader(db: Database, reader: string, dryRun: boolean): Promise<number> {
  const its = sql`from variant_references where user_id = ${reader}::uuid`;
  if (!dryRun) return Number((await sql`delete ${its}`.execute(db)).numAffectedRows);
  return (await sql<{ count: number }>`select count(*)::int ${its}`.execute(db)).rows[0]?.count ?? 0;
}

async function count(db: Database, table: Cleanable, which: RawBuilder<unknown>): Promise<Counts> {
  const { rows } = await sql<Counts>`
    with chosen as (select key from ${sql.table(table)} where ${which})
    select (select count(*)::int from chosen) as rows, (
      select count(*)::int from variant_references where variant_key in (select key from chosen) and ${table} = 'variants'
    ) as references`.execute(db);
  return rows[0] ?? { rows: 0, references: 0 };
}

/** In the order of keys: each row is looked at once, whatever it takes to tell whether it is one. */
async function deleteAll(db: Database, table: Cleanable, which: RawBuilder<unknown>): Promise<Counts> {
  const sum = { rows: 0, references: 0 };
  let last: string | null = '';
  while (last !== null) {
    const batch = await deleteSome(db, table, sql`${which} and key > ${last}`);
    sum.rows += batch.rows;
    sum.references += batch.references;
    last = batch.last;
  }
  return sum;
}

/** `last`: the greatest key that went; null where none did. */
async function deleteSome(
  db: Database,
  table: Cleanable,
  which: RawBuilder<unknown>,
): Promise<Counts & { last: string | null }> {
  const { rows } = await sql<Counts & { last: string | null }>`
    with chosen as materialized (
      select key from ${sql.table(table)} where ${which} order by key limit ${BATCH} for update
    ), referring as (
      delete from variant_references where variant_key in (select key from chosen) and ${table} = 'variants' returning 1
    ), gone as (
      delete from ${sql.table(table)} where key in (select key from chosen) returning 1
    )
    select (select count(*)::int from gone) as rows, (select count(*)::int from referring) as references,
      (select max(key) from chosen) as last`.execute(db);
  return rows[0] ?? { rows: 0, references: 0, last: null };
}
