import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { asStoreError } from '../errors.ts';
import { applyMissing, takeMigrationLock } from '../migrate.ts';
import { type MigrationFile, readMigrations } from '../migration-files.ts';
import { BackupError } from './backup-error.ts';
import { dropStatements, makePartitions, migrationsOf, relationsOf, tablesOf, viewsToRefresh } from './catalog.ts';
import { type BackupHeader, END_OF_ROWS, FORMAT, parseLine, readLines, unreadable } from './format.ts';
import { type Backup, connect } from './write-backup.ts';

export interface RestoreOptions {
  /** Put it in the place of what the database has. */
  readonly replace?: boolean;
}

/**
 * Puts a backup into a database: the schema as it was when the backup was made, its rows, then what migrations have come since. All in one
 * transaction: it is there as a whole or the database is as it was. Throws BackupError, and DatabaseUnavailableError.
 */
export async function restore(url: string, path: string, { replace = false }: RestoreOptions = {}): Promise<Backup> {
  const lines = readLines(path);
  const header = headerFrom(path, parseLine(path, (await lines.next()).value as Buffer | undefined));
  const files = await readMigrations();
  const upTo = migrationsIn(header, files);
  const client = await connect(url);
  try {
    await client.query('begin');
    await takeMigrationLock(client);
    await makeRoom(client, files, replace);
    await applyMissing(client, upTo, () => {});
    await makePartitions(client, header.partitions);
    const rows = await fill(client, lines, path);
    for (const { name, value, isCalled } of header.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [client.escapeIdentifier(name), value, isCalled]);
    await applyMissing(client, files, () => {});
    for (const view of await viewsToRefresh(client))
      await client.query(`refresh materialized view ${client.escapeIdentifier(view)}`);
    await client.query('commit');
    await client.query('analyze');
    return { ...rows, postgres: header.postgres };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await lines.return();
    // Ends the transaction too, where it failed.
    await client.end().catch(() => {});
  }
}

function headerFrom(path: string, value: Record<string, unknown>): BackupHeader {
  if (value.attune === FORMAT) return value as unknown as BackupHeader;
  if (typeof value.attune !== 'string') throw unreadable(path, 'is no backup of Attune');
  throw new BackupError(
    'other_version',
    `${path} is of the format ${value.attune}; this version reads ${FORMAT}.`,
    'Restore it with the version of Attune that made it.',
  );
}

/** The migrations that the backup's database had. */
function migrationsIn({ migrations }: BackupHeader, files: readonly MigrationFile[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const remedy = 'Restore it with the version of Attune that made it, or a newer one.';
  for (const { name, checksum } of migrations) {
    const file = byName.get(name);
    if (!file)
      throw new BackupError('other_version', `The backup has migration ${name}, which this version lacks.`, remedy);
    if (file.checksum !== checksum)
      throw new BackupError('other_version', `The backup was made with another text of migration ${name}.`, remedy);
  }
  const had = new Set(migrations.map(({ name }) => name));
  return files.filter(({ name }) => had.has(name));
}

/** Takes away what stands there, where it may go. */
async function makeRoom(client: Client, files: readonly MigrationFile[], replace: boolean): Promise<void> {
  if ((await relationsOf(client)).length === 0) return;
  if (!(await migrationsOf(client))) {
    throw new BackupError(
      'foreign_database',
      'The database has tables that are not Attune’s.',
      'Restore into a database of its own.',
    );
  }
  const filled = replace ? [] : await filledTables(client);
  if (filled.length > 0) {
    throw new BackupError(
      'not_empty',
      `The database is not empty: it has rows in ${filled.join(', ')}.`,
      'Restore into an empty one, or say --replace to lose what it has; take a backup of it first.',
    );
  }
  for (const statement of await dropStatements(client)) await client.query(statement);
  // Schemas of views that migrations make beside the tables' own.
  const schemas = files.flatMap(({ statement }) => /^create schema (\w+)/im.exec(statement)?.[1] ?? []);
  for (const schema of schemas) await client.query(`drop schema if exists ${client.escapeIdentifier(schema)} cascade`);
}

async function filledTables(client: Client): Promise<string[]> {
  const filled: string[] = [];
  for (const { table } of await tablesOf(client)) {
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from ${client.escapeIdentifier(table)}) as found`,
    );
    if (rows[0]?.found === true) filled.push(table);
  }
  return filled;
}

/** Reads every table of the file into its own, and holds the counts to those that were written. */
async function fill(
  client: Client,
  lines: AsyncGenerator<Buffer, void>,
  path: string,
): Promise<{ tables: number; rows: number }> {
  const known = new Map((await tablesOf(client)).map(({ table, columns }) => [table, columns]));
  // What migrations put there themselves is in the backup as it was.
  if (known.size > 0)
    await client.query(`truncate ${[...known.keys()].map((name) => client.escapeIdentifier(name)).join(', ')}`);
  const counts: Record<string, number> = {};
  for (;;) {
    const next = parseLine(path, (await lines.next()).value as Buffer | undefined);
    if ('rows' in next) {
      const written = next.rows as Record<string, number>;
      const wrong = Object.keys({ ...written, ...counts }).find((table) => written[table] !== counts[table]);
      if (wrong !== undefined) throw unreadable(path, `lacks rows of ${wrong}`);
      break;
    }
    const table = String(next.table);
    // A month's table that a sweep had not attached yet.
    const place = known.has(table) ? table : table.replace(/^(personalization_log)_\d{4}_\d\d$/, '$1');
    if (!known.has(place)) throw unreadable(path, `has a table ${table}, which its migrations do not make`);
    counts[table] = await fillTable(client, place, next.columns as string[], rowsFrom(lines, path)).catch(
      (error: unknown) => {
        throw refusedRows(path, table, error);
      },
    );
  }
  const rows = Object.values(counts);
  return { tables: rows.length, rows: rows.reduce((sum, count) => sum + count, 0) };
}

/** Rows that are not of their columns' types (22…), or break a rule of the schema (23…). */
function refusedRows(path: string, table: string, error: unknown): unknown {
  const { code = '', message } = error as Error & { code?: string };
  return /^2[23]...$/.test(code) ? unreadable(path, `has rows of ${table} that do not fit: ${message}`, error) : error;
}

async function fillTable(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: AsyncGenerator<Buffer, void>,
): Promise<number> {
  const [name, ...names] = [table, ...columns].map((one) => client.escapeIdentifier(one));
  // Triggers have done their work when the rows were first written.
  await client.query(`alter table ${name} disable trigger user`);
  const copy = client.query(from(`copy ${name} (${names.join(', ')}) from stdin`));
  await pipeline(Readable.from(rows), copy);
  await client.query(`alter table ${name} enable trigger user`);
  return copy.rowCount ?? 0;
}

/** The lines up to the end of a table's rows, with their ends, some at a time. */
async function* rowsFrom(lines: AsyncGenerator<Buffer, void>, path: string): AsyncGenerator<Buffer, void> {
  const newline = Buffer.from('\n');
  let gathered: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { value } = await lines.next();
    if (!value) throw unreadable(path, 'is cut off');
    if (value.length === END_OF_ROWS.length && value.toString() === END_OF_ROWS) break;
    gathered.push(value, newline);
    size += value.length;
    if (size < CHUNK) continue;
    yield Buffer.concat(gathered);
    [gathered, size] = [[], 0];
  }
  if (gathered.length > 0) yield Buffer.concat(gathered);
}

const CHUNK = 65_536;
