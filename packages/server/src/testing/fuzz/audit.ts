import type { Store } from '@attune/store';

/** Of the limits: a refused request counts too. */
const COUNTERS = ['limits'];
/** What is written behind an answer, some time later. */
const BEHIND = ['personalization_log', 'variant_references', 'variants', 'uncounted_days'];

export interface Audit {
  /** Rows that were changed so far, by table; without what is written behind an answer. */
  writes(): Promise<string>;
  /** All rows that have a reader's id in them, as text. */
  rowsOf(reader: string): Promise<string>;
}

/** Counts what changes the database by a trigger on every table, in sequences, for those count also what is rolled back. */
export async function auditDatabase({ pool }: Store): Promise<Audit> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace
      and relkind in ('r', 'p') and not relispartition`,
  );
  const tables = rows.map(({ name }) => name);
  await pool.query(`create function fuzz_count() returns trigger language plpgsql as
    $$ begin perform nextval('fuzz_' || tg_argv[0]); return null; end $$`);
  for (const table of tables.filter((name) => ![...COUNTERS, ...BEHIND].includes(name))) {
    await pool.query(`create sequence fuzz_${table}`);
    await pool.query(`create trigger fuzz after insert or update or delete on ${table}
      for each row execute function fuzz_count('${table}')`);
  }
  return {
    async writes() {
      const counted = await pool.query<{ name: string; last: string }>(
        `select sequencename as name, last_value as last from pg_sequences
          where sequencename like 'fuzz\\_%' and last_value is not null order by 1`,
      );
      return counted.rows.map(({ name, last }) => `${name} ${last}`).join(', ');
    },
    async rowsOf(reader) {
      const found = tables.map(async (table) => {
        const statement = `select row.* from ${table} row where row::text like $1 order by row::text`;
        return (await pool.query<Record<string, unknown>>(statement, [`%${reader}%`])).rows;
      });
      return JSON.stringify(await Promise.all(found));
    },
  };
}
