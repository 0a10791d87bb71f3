import type { Edit } from '@attune/contract';
import type { Book, Chapter } from '../types.ts';

/** A rule on an edit: says what is wrong with it, or nothing. `name` and `version` go into certificates. */
export interface Check {
  readonly name: string;
  readonly version: number;
  readonly check: (edit: Edit, chapter: Chapter, book: Book) => string | undefined;
}

/** What a check says of an edit. */
export interface EditFinding {
  readonly check: string;
  readonly block: string;
  readonly message: string;
}
