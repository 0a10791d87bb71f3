import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { TEMPLATE } from './testing/test-postgres.ts';

export { startDatabaseProxy, type DatabaseProxy } from './testing/database-proxy.ts';
export { startTestPostgres, type TestPostgres } from './testing/test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    attuneTestDatabaseUrl: string;
  }
}

export interface TestDatabase {
  readonly url: string;
  /** Breaks what connections there still are. */
  drop(): Promise<void>;
}

/** The same server, another database of it. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface TestDatabaseOptions {
  /** Of the server; by default the one that `global-setup.ts` started for this vitest run. */
  readonly server?: string;
  /** Without tables. */
  readonly empty?: boolean;
}

/** A new, migrated database of the test server. */
export async function createTestDatabase({
  server = inject('attuneTestDatabaseUrl'),
  empty = false,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `create database ${name}${empty ? '' : ` template ${TEMPLATE}`}`);
  return {
    url: databaseUrl(server, name),
    drop: () => execute(server, `drop database if exists ${name} with (force)`),
  };
}
