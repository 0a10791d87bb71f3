import { Client } from 'pg';
import { MigrationError, asStoreError } from './errors.ts';
import type { Log } from './log.ts';
import { readMigrations, type MigrationFile } from './migration-files.ts';

/** Any number; what matters is that every process of every version uses the same. */
const LOCK = '8242570183746';

/**
 * Brings the schema up to this version and gives the names of what was newly applied. All in one transaction under a
 * lock: run twice it does nothing, run by many at once one does it and the others wait, cut off it leaves nothing behind.
 */
export async function migrate(url: string, log: Log): Promise<string[]> {
  const files = await readMigrations();
  // Not from the pool: waiting for another process's migrations may take longer than a request's statement.
  const client = new Client({
    connectionString: url,
    application_name: 'attune migrate',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin');
    await takeMigrationLock(client);
    const applied = await applyMissing(client, files, log);
    await client.query('commit');
    if (applied.length > 0) log('info', 'the database schema was brought up to date', { applied: applied.length });
    return applied;
  } catch (error) {
    throw asStoreError(error);
  } finally {
    // Ends the transaction too, where it failed.
    await client.end().catch(() => {});
  }
}

/** Waits for other processes that change the schema; until the transaction ends they wait for this one. */
export async function takeMigrationLock(client: Client): Promise<void> {
  await client.query('select set_config($1, $2, true)', ['statement_timeout', '0']);
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
}

/** Applies in the open transaction, under the lock, those of these that the database has not. */
export async function applyMissing(client: Client, files: readonly MigrationFile[], log: Log): Promise<string[]> {
  await client.query(`create table if not exists attune_migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from attune_migrations',
  );
  const checksums = new Map(rows.map((row) => [row.name, row.checksum]));
  const missing = files.filter((file) => !checksums.has(file.name));
  for (const file of files) refuseChanged(file, checksums.get(file.name));
  const unknown = [...checksums.keys()].filter((name) => !files.some((file) => file.name === name));
  if (unknown.length > 0) log('warn', 'the database was migrated by a newer version', { unknown });
  for (const file of missing) await apply(client, file);
  return missing.map((file) => file.name);
}

function refuseChanged(file: MigrationFile, applied: string | undefined): void {
  if (applied === undefined || applied === file.checksum) return;
  throw new MigrationError(
    file.name,
    'the database was made by another text of this migration.',
    'Use the version that made it, or start with an empty database; before the first release migrations may be rewritten.',
  );
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  try {
    await client.query(file.statement);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const translated = asStoreError(error);
    if (translated !== error) throw translated;
    throw new MigrationError(
      file.name,
      `refused by the database: ${reason}.`,
      'Nothing was changed; mend it and run again.',
      { cause: error },
    );
  }
  await client.query('insert into attune_migrations (name, checksum) values ($1, $2)', [file.name, file.checksum]);
}
