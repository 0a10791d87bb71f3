import { Pool } from 'pg';
import type { Log } from './log.ts';

export const DEFAULT_MAX_CONNECTIONS = 10;
export const DEFAULT_CONNECT_TIMEOUT = 5_000;
export const DEFAULT_STATEMENT_TIMEOUT = 30_000;

interface PoolOptions {
  readonly url: string;
  readonly maxConnections: number;
  /** Longest wait for a connection, in milliseconds: for the server's answer or for one of ours to become free. */
  readonly connectTimeout: number;
  /** Longest wait for the answer to one statement, in milliseconds. */
  readonly statementTimeout: number;
  readonly log: Log;
}

/** A pool that connects when first asked and whose broken connections are logged, never thrown at the process. */
export function createPool({ url, maxConnections, connectTimeout, statementTimeout, log }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeout,
    // Counted here, not by the server: poolers such as Neon's refuse `statement_timeout` as a startup parameter.
    query_timeout: statementTimeout,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'attune',
  });
  pool.on('error', (error: Error & { code?: string }) => {
    // Of a pool that is being closed the server may hear last. The error itself drags the whole connection along.
    if (!pool.ending) log('warn', 'an idle database connection broke', { reason: error.message, code: error.code });
  });
  // The pool listens only while a connection is idle; one that breaks between two statements of a transaction would be
  // an unhandled 'error' event and end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return pool;
}
