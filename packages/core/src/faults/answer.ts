import type { Edit } from '@attune/contract';
import type { Block, Book, Chapter } from '../types.ts';
import type { Random } from './random.ts';

export type AnswerLanguage = 'en' | 'ur';

/** Where an answer belongs: all a fault needs to know to be a fault. */
export interface AnswerContext {
  readonly chapter: Chapter;
  readonly book: Book;
  readonly block: Block;
  /** The author's prose, a text for each leaf of the block, as a model sees it, on one line. */
  readonly sources: readonly string[];
  readonly language: AnswerLanguage;
}

/** What a good model could have answered. */
export interface SoundAnswer {
  readonly edit: Edit;
  readonly context: AnswerContext;
}

/** One way in which answers go wrong. */
export interface Fault {
  readonly name: string;
  /** What it was written from: a line of traps.md, or of design.md where that says so. */
  readonly from: string;
  /** The answer with the fault in it; nothing where this answer would stay sound. */
  readonly inject: (edit: Edit, context: AnswerContext, random: Random) => Edit | undefined;
}
