import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';

// A backup is a gzipped text: a line of JSON that says what it is; for every table a line of JSON, its rows as PostgreSQL's COPY writes them,
// and a line with \. ; at last a line of JSON with how many rows there are. COPY's text is the same in every version since PostgreSQL 8.

export const FORMAT = 'backup/1';
export const END_OF_ROWS = '\\.';

export interface BackupHeader {
  readonly attune: typeof FORMAT;
  /** ISO 8601. */
  readonly at: string;
  /** Version of the server. */
  readonly postgres: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  /** Made as time passes, not by migrations. `bound`: as `FOR VALUES …` has it. */
  readonly partitions: readonly { readonly parent: string; readonly name: string; readonly bound: string }[];
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly isCalled: boolean }[];
}

export interface TableHeader {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface BackupEnd {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

export const unreadable = (path: string, problem: string, cause?: unknown): BackupError =>
  new BackupError('file_unreadable', `${path} ${problem}.`, 'Take another backup; nothing was changed.', { cause });

/** The lines of a backup, without their ends. Throws BackupError where the file is cut off or changed. */
export async function* readLines(path: string): AsyncGenerator<Buffer, void> {
  const text = createGunzip();
  const reading = pipeline(createReadStream(path), text);
  // Told by the loop as well, which may have ended before.
  reading.catch(() => {});
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      let from = 0;
      const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = joined.indexOf(10); end >= 0; end = joined.indexOf(10, from)) {
        yield joined.subarray(from, end);
        from = end + 1;
      }
      rest = joined.subarray(from);
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw code.startsWith('Z_') ? unreadable(path, 'is no backup, or is cut off', error) : error;
  }
  if (rest.length > 0) throw unreadable(path, 'is cut off');
}

/** A line of JSON. */
export function parseLine(path: string, line: Buffer | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line?.toString() ?? '');
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw unreadable(path, line === undefined ? 'is cut off' : 'is no backup of Attune');
}
