import type { Adaptation, Edit, Flag, Maker, PlanEntry, PlannedBlock, Projection, Review } from '@attune/contract';
import type { Block, Book, Chapter } from '../types.ts';

/** A section as one kind of reader needs it. */
export interface PageSection {
  /** Position among the chapter's sections, from 0. */
  readonly index: number;
  /** What of the reader matters to it: facets that matter to all prose, and those whose signals its text has. Language is apart. */
  readonly projection: Projection;
  /** Its blocks that may be edited, in reading order; containers are not among them, their children are. */
  readonly blocks: readonly Block[];
}

/** A chapter for one kind of reader, before any model is asked. */
export interface Page {
  readonly chapter: Chapter;
  readonly book: Book;
  /** What of the reader matters to the chapter, language included. */
  readonly projection: Projection;
  /** BCP-47 tag of the language to write in, where it is not the chapter's. */
  readonly language?: string;
  /** Blocks that are not on this reader's page, and all within them. */
  readonly absent: ReadonlySet<string>;
  readonly sections: readonly PageSection[];
}

/** Plan the blocks `wanted`; what `fixed` says of the others stands. */
export interface PlanTask {
  readonly kind: 'plan';
  readonly page: Page;
  readonly fixed: readonly PlanEntry[];
  /** The running example, where one is kept. */
  readonly thread?: string;
  readonly wanted: readonly string[];
}

/** What was wrong with the first answer for a block. */
export interface Again {
  readonly block: string;
  /** Edits that stand and are not asked for again. */
  readonly standing: readonly Edit[];
  /** Those refused, each with what the checks said. */
  readonly refused: readonly { readonly edit: Edit; readonly findings: readonly string[] }[];
  /** What else is to be mended. */
  readonly remarks: readonly string[];
}

/** Adapt the blocks `wanted` of one section. */
export interface SectionTask {
  readonly kind: 'section';
  readonly page: Page;
  readonly section: PageSection;
  readonly thread?: string;
  /** Of the section, in reading order. */
  readonly plan: readonly PlanEntry[];
  readonly wanted: readonly string[];
  /** For blocks that are asked for once more. */
  readonly again: readonly Again[];
}

/** Read the assembled page as its reader and say which blocks are to be mended. */
export interface ReviewTask {
  readonly kind: 'review';
  readonly page: Page;
  /** What the model wrote for it, by block. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly plan: readonly PlanEntry[];
}

export type Task = PlanTask | SectionTask | ReviewTask;

/** One thing that a model said, read from its answer. Blocks are ids of the chapter's; nothing else of it is judged yet. */
export type Said =
  | { readonly says: 'thread'; readonly text: string }
  | { readonly says: 'entry'; readonly entry: PlanEntry }
  | { readonly says: 'edit'; readonly edit: Edit }
  /** The block needs nothing after all. */
  | { readonly says: 'keep'; readonly block: string }
  | { readonly says: 'flag'; readonly block: string; readonly text: string }
  | { readonly says: 'remark'; readonly block: string; readonly text: string }
  /** That was all: a plan or a review that has nothing to say needs it, so as not to be taken for garbage. */
  | { readonly says: 'done' }
  /** Not of the form that was asked for. `block`: where that much could be read. */
  | { readonly says: 'malformed'; readonly text: string; readonly problem: string; readonly block?: string };

/** With who said it: a chain of models may fall back within one chapter. */
export type Answer = Said & { readonly maker: Maker };

/** What kept a model from answering. Said to operators; readers learn that it did not work and may try again. */
export const MODEL_FAILURES = [
  'unauthorized',
  'rejected',
  'rate-limited',
  'overloaded',
  'unavailable',
  'unreachable',
  'timeout',
  'cut',
  'too-long',
  'declined',
  'garbage',
  'budget',
  'quota',
] as const;
export type ModelFailure = (typeof MODEL_FAILURES)[number];

/** No (whole) answer of a model. What came before it is good. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly failure: ModelFailure;
  /** Milliseconds after which trying again may help. */
  readonly retryAfter: number | undefined;

  constructor(failure: ModelFailure, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.retryAfter = options.retryAfter;
  }
}

/** Asks a model, and reads what it says as it comes. Throws ModelError; an abort by the signal ends it quietly. */
export interface ModelRewriter {
  ask(task: Task, signal?: AbortSignal): AsyncIterable<Answer>;
}

/** Keeps what models made, by keys in which no reader is. */
export interface AdaptationStore {
  findPlans(keys: readonly string[]): Promise<PlannedBlock[]>;
  /** The first under a key stays. */
  putPlans(plans: readonly PlannedBlock[]): Promise<void>;
  findAdaptations(keys: readonly string[]): Promise<Adaptation[]>;
  /** The last under a key stays. */
  putAdaptations(adaptations: readonly Adaptation[]): Promise<void>;
  findReview(key: string): Promise<Review | undefined>;
  putReview(review: Review): Promise<void>;
  /** One that is there already stays. */
  putFlags(flags: readonly Flag[]): Promise<void>;
}
