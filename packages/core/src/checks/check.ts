import type { Edit } from '@attune/contract';
import type { Book, Chapter } from '../types.ts';

/** Something wrong with an edit. `leaf`: which of its texts, from 0; `offset`: where in that text, or in the only one. */
export interface Fault {
  readonly message: string;
  readonly leaf?: number;
  readonly offset?: number;
}

/** What a check says: one thing, several with their places, or nothing. */
export type Verdict = string | readonly Fault[] | undefined;

/** A rule on an edit: says what is wrong with it, or nothing. `name` and `version` go into certificates. */
export interface Check {
  readonly name: string;
  readonly version: number;
  /** Those after it rely on it: what it refuses is not looked at further. */
  readonly structural?: true;
  /** It tells, and refuses nothing. */
  readonly warns?: true;
  readonly check: (edit: Edit, chapter: Chapter, book: Book) => Verdict;
}

/** What a check says of an edit. */
export interface EditFinding {
  readonly check: string;
  readonly severity: 'error' | 'warning';
  readonly block: string;
  readonly message: string;
  readonly leaf?: number;
  readonly offset?: number;
}

/** Faults as a verdict: none is nothing. */
export const verdictOf = (faults: readonly Fault[]): Verdict => (faults.length > 0 ? faults : undefined);
