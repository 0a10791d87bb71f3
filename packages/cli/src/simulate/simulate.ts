import type { ModelPrice } from '@attune/contract';
import type { Book, Chapter } from '@attune/core';
import { ChapterState } from './chapter-state.ts';
import { dollarsOf, type Round, type Spent, totalOf } from './ledger.ts';
import type { Measured } from './measure-bundle.ts';
import { ModelledAnswers } from './modelled-answers.ts';
import { Product } from './product.ts';
import { byProfile, byProjection, SingleBlocks } from './single-blocks.ts';
import type { Strategy } from './strategy.ts';
import { WholeChapters } from './whole-chapters.ts';
import { workload, type WorkloadOptions } from './workload.ts';

export interface SimulateOptions extends Omit<WorkloadOptions, 'chapters'> {
  /** Read every page that was made a second time, and mend what is found: on all sides. */
  readonly secondLook: boolean;
  /** Without it, money is not counted. */
  readonly price?: ModelPrice;
  /** Called as days pass. */
  readonly onDay?: (day: number) => void;
}

/** What one way costs. Tokens are estimates. */
export interface Cost {
  readonly name: string;
  readonly reads: number;
  /** Reads for which a model was asked. */
  readonly misses: number;
  readonly rounds: Partial<Record<Round, Spent>>;
  readonly total: Spent;
  /** Output tokens of the seeds' key to this one's. */
  readonly timesFewerOutputTokens: number;
  readonly usd?: number;
  readonly usdWithoutPromptCache?: number;
}

export interface SimulateInput {
  readonly book: Book;
  readonly chapters: readonly Chapter[];
  readonly measured: Measured;
}

/** The ways that are compared, the seeds' first, the product's last. */
const WAYS = {
  seed: 'seeds’ key: reader, profile, chapter',
  chapter: 'profile, chapter',
  blockProfile: 'profile, block',
  blockProjection: 'projection, block',
  product: 'projection, planned block (Attune)',
} as const;

/** Runs the same days through every way of keeping what models write. */
export function simulate({ book, chapters, measured }: SimulateInput, options: SimulateOptions): Cost[] {
  const { secondLook, seed } = options;
  const around = { book, measured, secondLook };
  const strategies: Strategy[] = [
    new WholeChapters(WAYS.seed, ({ number, profileName }, id) => `${number} ${profileName} ${id}`, around),
    new WholeChapters(WAYS.chapter, ({ profileName }, id) => `${profileName} ${id}`, around),
    new SingleBlocks(WAYS.blockProfile, byProfile, around),
    new SingleBlocks(WAYS.blockProjection, byProjection, around),
    new Product(WAYS.product, new ModelledAnswers(measured, seed), secondLook),
  ];
  const states = chapters.map((chapter) => new ChapterState(chapter, book));
  const misses = strategies.map(() => 0);
  let day = 0;
  for (const { edits, reads } of workload({ ...options, chapters: chapters.length }, book.facets)) {
    for (const { chapter, place } of edits) states[chapter]?.edit(place);
    for (const { reader, chapter, at } of reads) {
      strategies.forEach((strategy, index) => {
        const missed = strategy.read(reader, states[chapter] as ChapterState, at);
        misses[index] = (misses[index] ?? 0) + Number(missed);
      });
    }
    options.onDay?.((day += 1));
  }
  const reads = options.days * options.readsPerDay;
  const [first] = strategies.map(({ ledger }) => totalOf(ledger.rounds()).output);
  return strategies.map(({ name, ledger }, index) => {
    const rounds = ledger.rounds();
    const total = totalOf(rounds);
    return {
      name,
      reads,
      misses: misses[index] ?? 0,
      rounds,
      total,
      timesFewerOutputTokens: Math.round(((first ?? 0) / total.output) * 10) / 10,
      ...(options.price ? dollarsOf(total, options.price) : {}),
    };
  });
}
