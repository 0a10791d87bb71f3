import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, link, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to } from 'pg-copy-streams';
import { asStoreError } from '../errors.ts';
import { BackupError } from './backup-error.ts';
import { migrationsOf, partitionsOf, sequencesOf, tablesOf } from './catalog.ts';
import { type BackupEnd, type BackupHeader, END_OF_ROWS, FORMAT, type TableHeader } from './format.ts';

/** What a backup holds. */
export interface Backup {
  readonly tables: number;
  readonly rows: number;
  /** Version of the server it was taken from. */
  readonly postgres: string;
}

/**
 * Writes all that Attune keeps in a database to one file, as it was at one moment, while the service goes on. The file is readable by its
 * owner alone (it has e-mail addresses and hashed passwords) and is there when it is whole. Throws BackupError where the file exists or the
 * database is not Attune's, and DatabaseUnavailableError.
 */
export async function backup(url: string, path: string): Promise<Backup> {
  await refuseExisting(path);
  const client = await connect(url);
  const half = `${path}.${process.pid}.partial`;
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    const header = await headerOf(client);
    const rows: Record<string, number> = {};
    await pipeline(
      Readable.from(contents(client, header, rows)),
      createGzip(),
      createWriteStream(half, { mode: 0o600, flags: 'wx' }),
    );
    // Unlike renaming, this takes nobody's file away.
    await link(half, path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? exists(path) : error;
    });
    const counts = Object.values(rows);
    return { tables: counts.length, rows: counts.reduce((sum, count) => sum + count, 0), postgres: header.postgres };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await rm(half, { force: true });
    await client.end().catch(() => {});
  }
}

const exists = (path: string): BackupError =>
  new BackupError('file_exists', `${path} exists already.`, 'Choose another name, or take the file away.');

async function refuseExisting(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw exists(path);
}

/** A connection for one long statement after the other. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'attune backup',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query("select set_config('statement_timeout', '0', false)");
  } catch (error) {
    await client.end().catch(() => {});
    throw asStoreError(error);
  }
  return client;
}

async function headerOf(client: Client): Promise<BackupHeader> {
  const migrations = await migrationsOf(client);
  if (!migrations) {
    throw new BackupError(
      'foreign_database',
      'The database has nothing of Attune.',
      'Name the site or the DATABASE_URL that the service runs with.',
    );
  }
  const { rows } = await client.query<{ postgres: string; at: Date }>(
    `select current_setting('server_version') as postgres, now() as at`,
  );
  return {
    attune: FORMAT,
    at: rows[0]?.at.toISOString() ?? '',
    postgres: rows[0]?.postgres ?? '',
    migrations,
    partitions: await partitionsOf(client),
    sequences: await sequencesOf(client),
  };
}

const line = (value: BackupHeader | TableHeader | BackupEnd): string => `${JSON.stringify(value)}\n`;

async function* contents(
  client: Client,
  header: BackupHeader,
  rows: Record<string, number>,
): AsyncGenerator<string | Buffer, void> {
  yield line(header);
  for (const { table, columns } of await tablesOf(client)) {
    yield line({ table, columns });
    rows[table] = 0;
    const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const copy = client.query(to(`copy (select ${names} from ${client.escapeIdentifier(table)}) to stdout`));
    const ended = once(copy, 'close');
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      rows[table] += chunk.reduce((count, byte) => count + Number(byte === 10), 0);
      yield chunk;
    }
    await ended;
    yield `${END_OF_ROWS}\n`;
  }
  yield line({ rows });
}
