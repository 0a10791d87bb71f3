import type { Adaptation, Edit, PlanEntry } from '@attune/contract';
import type { Known, KnownBlock, SectionTask } from '@attune/core';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { ChapterState } from './chapter-state.ts';
import { kindOf } from './kinds.ts';
import type { Measured, Sample } from './measure-bundle.ts';
import { filler, tokensOf } from './tokens.ts';

/** Stands for a model: its answers are as long as those that were measured; which block gets which depends on its key and the seed alone. */
export class ModelledAnswers {
  readonly #measured: Measured;
  readonly #seed: number;

  constructor(measured: Measured, seed: number) {
    this.#measured = measured;
    this.#seed = seed;
  }

  /** The line of a plan for a block; undefined where it needs nothing. */
  entryFor({ page }: Known, state: ChapterState, { block, section, planKey }: KnownBlock): PlanEntry | undefined {
    const kind = kindOf(section.projection, page.book.facets);
    const { share, entries } = this.#measured.planned(kind, state.sizeOf(block).class);
    if (this.#draw('planned', planKey) >= share) return undefined;
    const entry = this.#pick(entries, 'entry', planKey);
    return entry && { ...entry, block: block.id };
  }

  threadFor({ page, threadKey }: Known): string | undefined {
    return this.#pick(this.#measured.threads(kindOf(page.projection, page.book.facets)), 'thread', threadKey);
  }

  /** What a model makes of a block: edits, and whether the checks or a second look send it back. */
  sampleFor({ page }: SectionTask, state: ChapterState, known: KnownBlock): Sample {
    const kind = kindOf(known.section.projection, page.book.facets);
    const isPlanned = (known.entry?.does.length ?? 0) > 0;
    const { samples } = this.#measured.answers(kind, page.language, isPlanned, state.sizeOf(known.block).class);
    return this.#pick(samples, page.language === undefined ? 'adaptation' : 'translation', known.planKey) as Sample;
  }

  /** Edits as long as the sample's, its rewrite in the measure of the block's own length. */
  editsOf(sample: Sample, { page }: SectionTask, state: ChapterState, { block, section, entry }: KnownBlock): Edit[] {
    const kind = kindOf(section.projection, page.book.facets);
    const { class: blockClass, tokens } = state.sizeOf(block);
    const isPlanned = (entry?.does.length ?? 0) > 0;
    const { ratio } = this.#measured.answers(kind, page.language, isPlanned, blockClass);
    const own = { block: block.id, tag: sample.tag, why: [] };
    const leaves = Math.max(1, block.leaves.length);
    const texts = Array.from({ length: leaves }, () => filler((tokens * ratio) / leaves));
    const inserts = sample.inserts.map(
      ({ kind: insert, tokens: length }): Edit =>
        ({ ...own, action: 'insert', position: 'after', kind: insert, text: filler(length) }) as Edit,
    );
    return sample.rewrites && blockClass !== 'other' ? [{ ...own, action: 'rewrite', texts }, ...inserts] : inserts;
  }

  /** Tokens of the lines by which these edits are said: a rewrite in the chapter's own language is said by its changes alone. */
  writtenFor(
    edits: readonly Edit[],
    { page }: SectionTask,
    state: ChapterState,
    { block, section, entry }: KnownBlock,
  ): number {
    const { class: blockClass, tokens } = state.sizeOf(block);
    const isPlanned = (entry?.does.length ?? 0) > 0;
    const kind = kindOf(section.projection, page.book.facets);
    const { written } = this.#measured.answers(kind, page.language, isPlanned, blockClass);
    return linesTokens(
      edits.length === 0
        ? [{ block: 'b00', action: 'keep' }]
        : edits.map(({ action, position, kind: insert, texts, text, tag }) => ({
            block: 'b00',
            action,
            position,
            kind: insert,
            text,
            tag,
            ...(texts ? { texts: [filler(tokens * written)] } : {}),
          })),
    );
  }

  /** What the checks say of edits that they refuse. */
  refusalsOf(edits: readonly Edit[], key: string): Adaptation['refused'] {
    const message = this.#pick(this.#measured.findings, 'finding', key) ?? '';
    return edits.slice(0, 1).map((edit) => ({ edit, findings: [{ check: 'modelled', message }] }));
  }

  #pick<Item>(items: readonly Item[], what: Question, key: string): Item | undefined {
    return items[Math.floor(this.#draw(what, key) * items.length)];
  }

  /** From 0 to below 1; the same for the same key (hexadecimal) and seed, in whatever order it is asked. */
  #draw(what: Question, key: string): number {
    const place = QUESTIONS.indexOf(what) * 8;
    return uniformFloat64(xoroshiro128plus(Number.parseInt(key.slice(place, place + 8), 16) ^ this.#seed));
  }
}

/** What is drawn for one key, each from digits of its own. */
const QUESTIONS = ['planned', 'entry', 'thread', 'adaptation', 'translation', 'finding'] as const;
type Question = (typeof QUESTIONS)[number];

/** Lines as a model writes them, for their length. */
export const linesTokens = (lines: readonly object[]): number =>
  tokensOf(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
