import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

export interface MigrationFile {
  readonly name: string;
  readonly statement: string;
  /** SHA-256 of the statement, whatever its line ends. */
  readonly checksum: string;
}

const FOLDER = new URL('./migrations/', import.meta.url);

async function readMigration(file: string): Promise<MigrationFile> {
  const statement = (await readFile(new URL(file, FOLDER), 'utf8')).replaceAll('\r\n', '\n');
  return {
    name: file.slice(0, -'.sql'.length),
    statement,
    checksum: createHash('sha256').update(statement).digest('hex'),
  };
}

/** This version's migrations in the order of their numbers. */
export async function readMigrations(): Promise<MigrationFile[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file));
  return Promise.all(files.sort().map(readMigration));
}
