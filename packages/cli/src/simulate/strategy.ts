import type { ChapterState } from './chapter-state.ts';
import type { Ledger } from './ledger.ts';
import type { Reader } from './workload.ts';

/** One way to keep what models write, and what it costs. */
export interface Strategy {
  readonly name: string;
  readonly ledger: Ledger;
  /** A reader opens a chapter as it is now. Whether a model had to be asked. `at`: seconds since the simulation began. */
  read(reader: Reader, chapter: ChapterState, at: number): boolean;
}
