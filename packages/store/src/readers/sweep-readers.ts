import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';

const BATCH = 1_000;

/** How many of each went. */
export interface SweptReaders {
  /** Anonymous ones whom nobody can be any more: their last session is over. */
  readonly readers: number;
  readonly sessions: number;
}

async function deleteAll(db: Database, table: string, which: RawBuilder<unknown>): Promise<number> {
  let sum = 0;
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where id = any (array(
        select id from ${sql.table(table)} where ${which} limit ${BATCH} for update skip locked
      ))`.execute(db);
    sum += Number(numAffectedRows);
    if (Number(numAffectedRows) < BATCH) return sum;
  }
}

/** What proves nobody any more, and the readers whom only that had proven. Log rows of theirs stay, of nobody. */
export async function sweepReaders(db: Database): Promise<SweptReaders> {
  await deleteAll(db, 'verifications', sql`expires_at < now()`);
  const sessions = await deleteAll(db, 'sessions', sql`expires_at < now()`);
  // A new reader has no session for a moment.
  const unreachable = sql`is_anonymous and created_at < now() - interval '1 day'
    and not exists (select from sessions where user_id = users.id)`;
  return { readers: await deleteAll(db, 'users', unreachable), sessions };
}
