import type { Adaptation, PlannedBlock, Profile, Projection, Variant } from '@attune/contract';
import type { Book, Chapter } from '@attune/core';

/** One chapter as one kind of reader gets it. */
export interface EvaluatedPage {
  readonly chapter: Chapter;
  readonly book: Book;
  /** A name for this kind of reader. */
  readonly reader: string;
  readonly projection: Projection;
  /** All answers of the reader, where they are known: the projection has those that matter to the chapter. */
  readonly profile?: Profile;
  /** BCP-47 tag of the reader's language, where it is not the chapter's. */
  readonly language?: string;
  readonly variant: Variant;
  readonly adaptations: readonly Adaptation[];
  readonly planned: readonly Pick<PlannedBlock, 'block' | 'entry'>[];
}

export interface EvaluationInput {
  readonly pages: readonly EvaluatedPage[];
  readonly thresholds?: Partial<Thresholds>;
}

/** What a book's adaptations have to reach. Shares from 0 to 1. */
export interface Thresholds {
  /** Least share of each invariant's items that are as they must be. */
  readonly invariants: number;
  /** Most texts that are in another language than the reader's. */
  readonly wrongLanguage: number;
  /** Most of the blocks a model was asked for that fell back to the author's text, over all pages. */
  readonly fallbacks: number;
  /** Least share of the prose blocks adapted, on a page in the chapter's language for readers of the lowest level. */
  readonly adaptedLowest: number;
  /** The same on a translated page. */
  readonly adaptedTranslated: number;
  /** Most letters on a page, prose, code and formulas, to one of the author's. */
  readonly growth: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  invariants: 1,
  wrongLanguage: 0,
  fallbacks: 0.03,
  adaptedLowest: 0.35,
  adaptedTranslated: 1,
  growth: 1.6,
};

/** What of the author's must be on every page as it is. `tags` are HTML, JSX, expressions, directives, module lines. */
export const INVARIANTS = [
  'fences',
  'inlineCode',
  'math',
  'tags',
  'links',
  'images',
  'headings',
  'numbers',
  'terms',
] as const;
export type Invariant = (typeof INVARIANTS)[number];

/** How many there are, and how many of them are lost, changed or invented. */
export interface Tally {
  readonly checked: number;
  readonly broken: number;
}

/** Counts that may be added up over pages. */
export interface Measures {
  readonly pages: number;
  /** Prose blocks that could have been adapted. */
  readonly prose: number;
  readonly adapted: number;
  /** Blocks that a model was asked for. */
  readonly asked: number;
  /** Asked for more than once. */
  readonly repaired: number;
  /** Something of them was refused for good, and the author's text stands. */
  readonly fallbacks: number;
  /** Still to be asked for. */
  readonly open: number;
  readonly invariants: Readonly<Record<Invariant, Tally>>;
  /** Texts of models whose language was told. */
  readonly texts: number;
  readonly wrongLanguage: number;
  /** Letters of prose on the author's page, and on the reader's. */
  readonly authorLetters: number;
  readonly readerLetters: number;
  /** Glossary terms on the page that this reader needs explained, and those that are. */
  readonly termsNeeded: number;
  readonly termsExplained: number;
}

/** What was done under the name of one transformation. */
export interface TagMeasures {
  readonly tag: string;
  readonly edits: number;
  /** Blocks that it touched, counted on every page. */
  readonly blocks: number;
  readonly refused: number;
}

/** Something that is not as it must be. */
export interface Violation {
  readonly rule: Invariant | 'language' | keyof Thresholds | 'sensitivity';
  readonly message: string;
  readonly chapter?: string;
  readonly reader?: string;
  readonly block?: string;
}

export interface PageEvaluation extends Measures {
  readonly chapter: string;
  readonly reader: string;
  /** Of the page, where it is not the chapter's. */
  readonly language?: string;
  /** Which way the English reading level went; absent in other languages. A direction only. */
  readonly level?: 'easier' | 'same' | 'harder';
  readonly tags: readonly TagMeasures[];
  readonly violations: readonly Violation[];
}

/** Whether edits follow a facet: pairs of the same block for readers who differ in it alone, and how many of them differ. */
export interface Sensitivity {
  readonly facet: string;
  readonly pairs: number;
  readonly differing: number;
}

export interface Evaluation {
  readonly passed: boolean;
  readonly thresholds: Thresholds;
  readonly total: Measures;
  readonly pages: readonly PageEvaluation[];
  readonly byReader: Readonly<Record<string, Measures>>;
  /** `source`: pages in the chapter's language. */
  readonly byLanguage: Readonly<Record<string, Measures>>;
  readonly byTag: readonly TagMeasures[];
  readonly sensitivity: readonly Sensitivity[];
  readonly violations: readonly Violation[];
}
