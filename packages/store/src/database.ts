import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { asStoreError } from './errors.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

async function translating<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asStoreError(error);
  }
}

// Kysely also passes cursors, when it is given a cursor class; it is given none.
function translatingClient(client: PoolClient): PostgresPoolClient {
  const query = (text: string, parameters: unknown[]): unknown => translating(client.query(text, parameters));
  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
}

/**
 * Kysely over the pool. Whatever asks through it gets a `DatabaseUnavailableError` when the database cannot be reached.
 * The pool is not its own and must be ended by whoever made it.
 */
export function createDatabase(pool: Pool): Database {
  const adapter: PostgresPool = {
    options: pool.options,
    connect: async () => translatingClient(await translating(pool.connect())),
    end: async () => {},
  };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: adapter }) });
}
