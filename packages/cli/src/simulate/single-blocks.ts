import { canonicalJson } from '@attune/contract';
import type { Page } from '@attune/core';
import type { ChapterState } from './chapter-state.ts';
import { kindOf } from './kinds.ts';
import { Ledger } from './ledger.ts';
import type { Strategy } from './strategy.ts';
import { adaptedTokens, chargeOldWay, markedOf, PROMPT, type Surroundings } from './whole-chapters.ts';
import type { Reader } from './workload.ts';

/** What of a reader a block is kept under. */
export type Readership = (reader: Reader, page: Page, section: Page['sections'][number]) => string;

export const byProfile: Readership = ({ profileName }) => profileName;

/** What matters to a block's section, and the language. */
export const byProjection: Readership = (_, page, { projection }) => canonicalJson([projection, page.language ?? null]);

/** Every block of prose on its own, all that a reader lacks in one request. */
export class SingleBlocks implements Strategy {
  readonly name: string;
  readonly ledger = new Ledger();
  readonly #readership: Readership;
  readonly #around: Surroundings;
  /** Ids of the blocks that are kept, by chapter and readers. */
  readonly #kept = new Map<string, Set<string>>();
  /** Readers who have had all of a chapter's version. */
  readonly #whole = new Set<string>();

  constructor(name: string, readership: Readership, around: Surroundings) {
    this.name = name;
    this.#readership = readership;
    this.#around = around;
  }

  read(reader: Reader, state: ChapterState, at: number): boolean {
    const seen = `${state.chapter.id} ${state.version} ${reader.profileName}`;
    if (this.#whole.has(seen)) return false;
    this.#whole.add(seen);
    const { page } = state.pageFor(reader.profile);
    const missing = page.sections.flatMap((section) => {
      const name = `${state.chapter.id} ${this.#readership(reader, page, section)}`;
      const kept = this.#kept.get(name) ?? new Set<string>();
      this.#kept.set(name, kept);
      return section.blocks.filter((block) => {
        if (state.sizeOf(block).class === 'other' || kept.has(block.id)) return false;
        return Boolean(kept.add(block.id));
      });
    });
    if (missing.length === 0) return false;
    const output = missing.reduce((sum, block) => sum + adaptedTokens(state, page, block, this.#around), 0);
    const { book, measured } = this.#around;
    const marked = markedOf(missing.length, kindOf(page.projection, book.facets), page.language, measured);
    const blocks = `${PROMPT.blocks}${missing.map(({ id }) => id).join(', ')}`;
    chargeOldWay(this.ledger, { state, reader, output, blocks, at, marked }, this.#around);
    return true;
  }
}
