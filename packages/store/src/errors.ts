/** The database cannot be used at all just now; what was asked may be asked again. `cause` says why. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';

  constructor(cause: unknown) {
    super(`The database cannot be reached: ${describe(cause)}`, { cause });
  }
}

/** A migration that cannot be applied, or a history of migrations that is not this version's. Nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly migration: string;
  readonly remedy: string;

  constructor(migration: string, problem: string, remedy: string, options?: ErrorOptions) {
    super(`Migration ${migration}: ${problem} ${remedy}`, options);
    this.migration = migration;
    this.remedy = remedy;
  }
}

/**
 * A name or value with a character that Postgres refuses or would change silently: U+0000, or half of a surrogate pair.
 * Nothing of what it was put with was kept.
 */
export class UnstorableTextError extends Error {
  override readonly name = 'UnstorableTextError';
  /** Table, key and field. */
  readonly where: string;

  constructor(where: string) {
    super(`${where} has U+0000 or half of a surrogate pair, which the database cannot keep`);
    this.where = where;
  }
}

/** Socket errors by which a server that is not there, or no longer, shows itself. */
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
]);
/** A Unix socket that is not there or not ours; the same codes of a file mean something else. */
const CONNECT_CODES = new Set(['ENOENT', 'EACCES']);

/**
 * SQLSTATEs of a server that is there and does not serve us: connection exceptions (08), refused credentials (28), no
 * such database (3D), full in one way or another: disk, memory, connections (53), read-only after a change of servers (25006), shutting
 * down, crashed or starting (57P01-57P03).
 */
const SERVER_STATES = /^(08...|25006|28...|3D000|53...|57P0[123])$/;

/** What `pg` says without a code. */
const DRIVER_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Cannot use a pool after calling end',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'driver has already been destroyed',
];

/** Whether an error, or one that it was caused by, means that the database cannot be used at all just now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseUnavailableError) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SOCKET_CODES.has(code) || SERVER_STATES.test(code)) return true;
  if (CONNECT_CODES.has(code) && 'syscall' in error && error.syscall === 'connect') return true;
  if (DRIVER_MESSAGES.some((message) => error.message.startsWith(message))) return true;
  return isDatabaseUnavailable(error.cause);
}

/** The same error, or a `DatabaseUnavailableError` round it where it means that. */
export function asStoreError(error: unknown): unknown {
  return isDatabaseUnavailable(error) && !(error instanceof DatabaseUnavailableError)
    ? new DatabaseUnavailableError(error)
    : error;
}

// An AggregateError of "localhost" (refused on ::1 and 127.0.0.1) has an empty message.
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(describe).join('; ');
  return cause.message;
}
