import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { removeReader } from './merge-reader.ts';
import { type Owner, stands } from './owner.ts';

/** Rows as JSON objects, by the name of their table. */
export type ReaderExport = Record<string, Record<string, unknown>[]>;

export interface ReaderDataStore {
  /** Everything that is stored of a reader; nothing where the session is over. */
  export(owner: Owner): Promise<ReaderExport | undefined>;
  /** Removes everything that is stored of a reader, at once. What the log has of them stays, of nobody. False where the session is over. */
  erase(owner: Owner): Promise<boolean>;
}

/** What proves a reader to the service: whoever has the export must not be the reader. */
const SECRETS = ['token', 'password', 'access_token', 'refresh_token', 'id_token'];

/** Every table that refers to readers, as the database itself knows them, and by which column. */
async function tablesOfReaders(db: Database): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select class.relname as table, attribute.attname as column
    from pg_constraint held
    join pg_class class on class.oid = held.conrelid
    join pg_attribute attribute on attribute.attrelid = held.conrelid and attribute.attnum = held.conkey[1]
    where held.contype = 'f' and held.confrelid = 'users'::regclass and held.conparentid = 0 and not class.relispartition
    order by 1`.execute(db);
  return rows;
}

async function readRows(db: Database, table: string, column: string, id: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(found) - ${SECRETS}::text[] as row from ${sql.table(table)} found where ${sql.ref(column)} = ${id}::uuid`.execute(
    db,
  );
  return rows.map(({ row }) => row);
}

export function createReaderDataStore(db: Database): ReaderDataStore {
  return {
    async export(owner) {
      const { rows } = await sql`
        select 1 from users where id = ${owner.userId}::uuid and ${stands(owner)}`.execute(db);
      if (rows.length === 0) return undefined;
      const tables = [{ table: 'users', column: 'id' }, ...(await tablesOfReaders(db))];
      const found: [string, Record<string, unknown>[]][] = [];
      for (const { table, column } of tables) found.push([table, await readRows(db, table, column, owner.userId)]);
      return Object.fromEntries(found);
    },

    erase: (owner) =>
      db.transaction().execute(async (transaction) => {
        await sql`select 1 from sessions where user_id = ${owner.userId}::uuid for update`.execute(transaction);
        const { rows } = await sql`
          select 1 from users where id = ${owner.userId}::uuid and ${stands(owner)} for update`.execute(transaction);
        if (rows.length === 0) return false;
        await removeReader(transaction, owner.userId);
        return true;
      }),
  };
}
