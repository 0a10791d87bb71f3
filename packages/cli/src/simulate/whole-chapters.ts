import type { Block, Book, Page } from '@attune/core';
import type { ChapterState } from './chapter-state.ts';
import { kindOf } from './kinds.ts';
import { Ledger, type Round } from './ledger.ts';
import type { Measured } from './measure-bundle.ts';
import type { Strategy } from './strategy.ts';
import { tokensIn, tokensOf } from './tokens.ts';
import type { Reader } from './workload.ts';

/** One request, one answer, as the seeds' own family asks; here with the chapter first, so that a provider's cache can serve it. */
export const PROMPT = {
  before: `You are an expert teacher personalizing a technical textbook chapter for a reader.

Rules: adapt explanations to the reader's level; explain jargon; use analogies for readers without robotics background; suggest simulator alternatives where the reader lacks hardware; preserve all code blocks, formulas, images, links, headings and the chapter's structure; do not bloat; output ONLY the personalized chapter in Markdown.

Chapter:

`,
  after: '\n\nReader profile: ',
  blocks: '\n\nOutput only these blocks: ',
  look: '\n\nRead the personalized chapter below as this reader and name its defects.\n\n',
} as const;

export interface Surroundings {
  readonly book: Book;
  readonly measured: Measured;
  /** Whether what was written is read once more, and mended. */
  readonly secondLook: boolean;
}

/** What an adapted block would have, in tokens; code, formulas and what is locked stay as they are. */
export function adaptedTokens(state: ChapterState, page: Page, block: Block, { book, measured }: Surroundings): number {
  const size = state.sizeOf(block);
  if (size.class === 'other') return size.tokens;
  return size.tokens * measured.growth(kindOf(page.projection, book.facets), page.language);
}

/** Charges a request in the seeds' way, and what a second look would take. */
export function chargeOldWay(
  ledger: Ledger,
  { state, reader, output, blocks = '', at, marked }: OldWay,
  { secondLook }: Surroundings,
): void {
  const prefix = {
    name: `${state.chapter.id} ${state.version}`,
    tokens: tokensIn(PROMPT.before.length + state.chapter.source.length),
  };
  const answers = tokensIn(PROMPT.after.length + reader.profileName.length + blocks.length);
  const charge = (round: Round, task: number, written: number): void =>
    ledger.charge({ round, prefix, task, output: written, at });
  charge('writing', answers, output);
  if (!secondLook) return;
  charge('secondLook', answers + tokensIn(PROMPT.look.length) + output, marked.remarks);
  if (marked.share > 0) charge('mending', answers + marked.remarks, output * marked.share);
}

interface OldWay {
  readonly state: ChapterState;
  readonly reader: Reader;
  readonly output: number;
  readonly blocks?: string;
  readonly at: number;
  readonly marked: Marked;
}

/** What a second look finds: tokens of its remarks, and the share of the text that is written anew. */
export interface Marked {
  readonly remarks: number;
  readonly share: number;
}

/** As the bundle has it of its own adaptations. */
export function markedOf(blocks: number, kind: string, language: string | undefined, measured: Measured): Marked {
  const { samples } = measured.answers(kind, language, true, 'prose');
  const remarks = samples.flatMap(({ remark }) => (remark === undefined ? [] : [remark]));
  const share = remarks.length / samples.length;
  const mean = remarks.reduce((total, remark) => total + tokensOf(remark), 0) / (remarks.length || 1);
  return { remarks: blocks * share * mean, share };
}

/** Whole chapters, kept under what `keyOf` gives. */
export class WholeChapters implements Strategy {
  readonly name: string;
  readonly ledger = new Ledger();
  readonly #keyOf: (reader: Reader, chapter: string) => string;
  readonly #around: Surroundings;
  /** Version of the text that was adapted, by key: an edited chapter is written anew. */
  readonly #kept = new Map<string, string>();

  constructor(name: string, keyOf: (reader: Reader, chapter: string) => string, around: Surroundings) {
    this.name = name;
    this.#keyOf = keyOf;
    this.#around = around;
  }

  read(reader: Reader, state: ChapterState, at: number): boolean {
    const key = this.#keyOf(reader, state.chapter.id);
    if (this.#kept.get(key) === state.version) return false;
    this.#kept.set(key, state.version);
    const { page } = state.pageFor(reader.profile);
    const { book, measured } = this.#around;
    const blocks = page.sections.flatMap((section) => section.blocks);
    const output = written.get(page) ?? this.#written(state, page, blocks);
    written.set(page, output);
    const prose = blocks.filter((block) => state.sizeOf(block).class === 'prose').length;
    const kind = kindOf(page.projection, book.facets);
    const marked = markedOf(prose, kind, page.language, measured);
    chargeOldWay(this.ledger, { state, reader, output, at, marked }, this.#around);
    return true;
  }

  /** Tokens of the whole chapter, adapted. */
  #written(state: ChapterState, page: Page, blocks: readonly Block[]): number {
    const grown = blocks.map((block) => adaptedTokens(state, page, block, this.#around) - state.sizeOf(block).tokens);
    return grown.reduce((sum, growth) => sum + growth, state.tokens);
  }
}

/** Readers who share a page get as much. */
const written = new WeakMap<Page, number>();
