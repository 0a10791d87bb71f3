import { type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Names of columns, as a list of SQL. */
export const columnList = (columns: readonly string[], of?: string): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(of === undefined ? column : `${of}.${column}`)));

/**
 * Rows of a table, to insert from, by the names of its columns: one bound value whatever their number, because a statement takes no more
 * than 65,535. Values are as JSON has them: a time as its ISO text, a `jsonb` as itself, not as its text.
 */
export const recordset = (table: keyof Tables, rows: readonly object[]): RawBuilder<unknown> =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;
