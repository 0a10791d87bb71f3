import type { LogEntry, RequestLog } from './ports.ts';

/** How long an entry waits for others, in milliseconds. */
const PAUSE = 250;
/** Entries kept while the database does not take them; beyond that the newest are lost. */
const MOST = 10_000;

export interface BatchedLog extends RequestLog {
  /** Writes what is waiting; done when all is written. */
  flush(): Promise<void>;
}

/**
 * Collects entries and writes them together: a row written in the request costs up to 40 % of throughput, in batches
 * nothing (shared/stack.md). A log that fails costs no reader their page.
 */
export function batchLog(
  write: (entries: readonly LogEntry[]) => Promise<void>,
  onLoss: (error: unknown) => void,
): BatchedLog {
  let waiting: LogEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function writeWaiting(): Promise<void> {
    const entries = waiting;
    waiting = [];
    if (entries.length > 0) await write(entries).catch(onLoss);
  }

  // One batch after the other: a slow database is not asked for more at once, and the last flush waits for all before it.
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeWaiting);
    return writing;
  }

  return {
    append(entry) {
      if (waiting.length < MOST) waiting.push(entry);
      timer ??= setTimeout(() => void flush(), PAUSE).unref();
    },
    flush,
  };
}
