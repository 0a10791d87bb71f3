import { sql } from 'kysely';
import type { Database } from './database.ts';
import { readMigrations, type MigrationFile } from './migration-files.ts';

export interface Health {
  readonly database: 'ok' | 'unreachable';
  /** `pending` also where the database does not say. */
  readonly migrations: 'current' | 'pending';
}

/** How long the database has to answer, in milliseconds: less than those who ask usually wait. */
const PATIENCE = 2_000;

let files: Promise<MigrationFile[]> | undefined;

// `to_regclass` first: to name a table that is not there would be an error, not an answer.
async function appliedMigrations(db: Database): Promise<Set<string>> {
  const found = await sql<{ there: boolean }>`select to_regclass('attune_migrations') is not null as there`.execute(db);
  if (!found.rows[0]?.there) return new Set();
  const { rows } = await sql<{ name: string }>`select name from attune_migrations`.execute(db);
  return new Set(rows.map((row) => row.name));
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Never fails: what fails is the answer. */
export async function checkHealth(db: Database): Promise<Health> {
  try {
    const applied = await within(PATIENCE, appliedMigrations(db));
    // Read once: health is asked for every few seconds, and the files are this version's.
    const wanted = await (files ??= readMigrations());
    return { database: 'ok', migrations: wanted.every((file) => applied.has(file.name)) ? 'current' : 'pending' };
  } catch {
    return { database: 'unreachable', migrations: 'pending' };
  }
}
