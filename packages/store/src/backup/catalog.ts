import type { Client } from 'pg';
import type { BackupHeader, TableHeader } from './format.ts';

/** Not copied: it is made anew by the migrations themselves. */
const MIGRATIONS = 'attune_migrations';
/** Nor is what nodes that run tell each other. */
const NOT_COPIED = new Set([MIGRATIONS, 'leases', 'invalidations']);

/** What is in the connection's schema; the queue's own schema is not looked at. */
const HERE = 'current_schema()::regnamespace';

/** Tables with the columns that are stored, those that others refer to first; of a partitioned table all its rows go by its own name. */
export async function tablesOf(client: Client): Promise<TableHeader[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; needs: string[] }>(`
    select relname as table,
      (select coalesce(json_agg(attname order by attnum), '[]') from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      (select coalesce(json_agg(other.relname), '[]') from pg_constraint join pg_class other on other.oid = confrelid
        where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as needs
    from pg_class where relnamespace = ${HERE} and relkind in ('r', 'p') and not relispartition
    order by relname`);
  const left = new Map(rows.filter(({ table }) => !NOT_COPIED.has(table)).map((row) => [row.table, row]));
  const ordered: TableHeader[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ needs }) => needs.every((need) => !left.has(need)));
    // Tables that refer to each other in a ring: the database itself decides whether that can be restored.
    for (const { table, columns } of ready.length > 0 ? ready : [...left.values()]) {
      ordered.push({ table, columns });
      left.delete(table);
    }
  }
  return ordered;
}

export async function partitionsOf(client: Client): Promise<BackupHeader['partitions']> {
  const { rows } = await client.query<BackupHeader['partitions'][number]>(`
    select parent.relname as parent, part.relname as name, pg_get_expr(part.relpartbound, part.oid) as bound
    from pg_inherits join pg_class part on part.oid = inhrelid join pg_class parent on parent.oid = inhparent
    where part.relispartition and part.relkind in ('r', 'p') and part.relnamespace = ${HERE} order by part.oid`);
  return rows;
}

export async function sequencesOf(client: Client): Promise<BackupHeader['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'S' and relnamespace = ${HERE} order by relname`,
  );
  const sequences: BackupHeader['sequences'][number][] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${client.escapeIdentifier(name)}`,
    );
    sequences.push({ name, value: state[0]?.value ?? '1', isCalled: state[0]?.isCalled ?? false });
  }
  return sequences;
}

export async function migrationsOf(client: Client): Promise<BackupHeader['migrations'] | undefined> {
  const { rows: found } = await client.query<{ known: boolean }>('select to_regclass($1) is not null as known', [
    MIGRATIONS,
  ]);
  if (found[0]?.known !== true) return undefined;
  const { rows } = await client.query<BackupHeader['migrations'][number]>(
    `select name, checksum from ${MIGRATIONS} order by name`,
  );
  return rows;
}

/** Statements that take away all that migrations make; what belongs to an extension stays. */
export async function dropStatements(client: Client): Promise<string[]> {
  const own = (catalog: string): string =>
    `not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = ${catalog}.oid and refobjid <> objid
      and deptype in ('e', 'i'))`;
  const { rows } = await client.query<{ statement: string }>(`
    select format('drop %s if exists %I cascade',
      case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
      relname) as statement
    from pg_class where relnamespace = ${HERE} and relkind in ('r', 'p', 'v', 'm', 'S') and not relispartition
      and ${own('pg_class')}
    union all
    select format('drop routine if exists %s cascade', pg_proc.oid::regprocedure) from pg_proc
    where pronamespace = ${HERE} and ${own('pg_proc')}
    union all
    select format('drop type if exists %I cascade', typname) from pg_type
    where typnamespace = ${HERE} and typtype in ('e', 'd') and ${own('pg_type')}`);
  return rows.map(({ statement }) => statement);
}

/** Names of tables, views and sequences in the schema. */
export async function relationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = ${HERE} and relkind in ('r', 'p', 'v', 'm', 'S', 'f')`,
  );
  return rows.map(({ name }) => name);
}

export async function viewsToRefresh(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = ${HERE} and relkind = 'm' order by oid`,
  );
  return rows.map(({ name }) => name);
}

/** Those that are not there; the tables that they are part of are. */
export async function makePartitions(client: Client, partitions: BackupHeader['partitions']): Promise<void> {
  const there = new Set(await relationsOf(client));
  for (const { parent, name, bound } of partitions.filter((partition) => !there.has(partition.name))) {
    const names = [name, parent].map((one) => client.escapeIdentifier(one));
    await client.query(`create table ${names[0]} partition of ${names[1]} ${bound}`);
  }
}
