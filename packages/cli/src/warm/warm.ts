import { readFile, writeFile } from 'node:fs/promises';
import type { ModelPrice } from '@attune/contract';
import { adapt, isComplete, ModelError, recall, type Page } from '@attune/core';
import { type BatchFormat, batchLine, type Estimate, estimate } from '@attune/models';
import type { Parts } from '@attune/server/main';
import { type Asked, nextRound } from './next-round.ts';
import { checkProfiles, chooseChapters, pagesOf, WarmError } from './pages.ts';
import { type Taken, takeAnswers } from './take-answers.ts';

export interface WarmOptions {
  /** Ids, or the ends of them; all where absent. */
  readonly chapters?: readonly string[];
  /** Path of a JSON file; the usual answers where absent. */
  readonly profiles?: string;
  /** The second look; on unless it is said otherwise. */
  readonly review: boolean;
}

/** The pages that a command is about. */
export async function choosePages({ site }: Parts, { chapters, profiles }: WarmOptions): Promise<Page[]> {
  const given: unknown = profiles === undefined ? [{}] : JSON.parse(await readFile(profiles, 'utf8'));
  return pagesOf(chooseChapters(site.chapters, chapters), checkProfiles(given, site.book), site.book);
}

export interface BatchOptions {
  readonly format: BatchFormat;
  /** The provider's own name for it. */
  readonly model: string;
  readonly price?: ModelPrice;
  /** Only say what it would take. */
  readonly dryRun: boolean;
}

/** Writes the next round's requests, unless it is a dry run; gives what they would take, by round. */
export async function writeBatch(
  parts: Parts,
  pages: readonly Page[],
  path: string,
  options: WarmOptions & BatchOptions,
): Promise<{ rounds: Record<string, Estimate>; total: Estimate }> {
  const asked = await nextRound(pages, parts.store.adaptations, options.review);
  const requests = (of: readonly Asked[]): Estimate =>
    estimate(
      of.map(({ request }) => request),
      options.price,
    );
  const rounds = Object.entries(Object.groupBy(asked, ({ round }) => round));
  if (!options.dryRun && asked.length > 0) {
    const lines = asked.map(({ id, request }) => `${batchLine(id, request, options)}\n`);
    await writeFile(path, lines.join(''));
  }
  return {
    rounds: Object.fromEntries(rounds.map(([round, of]) => [round, requests(of)])),
    total: requests(asked),
  };
}

/** Takes a file of answers to the round that is next, and forgets the pages put together without them. */
export async function importAnswers(
  parts: Parts,
  pages: readonly Page[],
  path: string,
  review: boolean,
): Promise<Taken> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const round = await nextRound(pages, parts.store.adaptations, review);
  const taken = await takeAnswers(lines, round, { store: parts.store.adaptations, now: new Date() });
  for (const chapter of taken.chapters) await parts.store.variants.forgetVariants(chapter);
  return taken;
}

/** Asks the configured models for all that is missing, page by page. Gives how many pages are whole. */
export async function warmNow(
  parts: Parts,
  pages: readonly Page[],
  { review, tell }: { review: boolean; tell: (line: string) => void },
): Promise<{ whole: number; failed: number }> {
  const { model, store, settings } = parts;
  if (!model)
    throw new WarmError('no model is configured', 'set ATTUNE_MODEL and its key, or write a batch with --batch');
  let whole = 0;
  for (const page of pages) {
    const known = await recall(page, store.adaptations);
    const name = `${page.chapter.id} for ${Object.values(page.projection).flat().join(', ') || 'everybody'}`;
    try {
      await adapt(known, { model, store: store.adaptations }, { concurrency: settings.models.concurrency, review });
      const isWhole = isComplete(known);
      tell(`${name}: ${isWhole ? 'whole' : 'not whole'}`);
      whole += Number(isWhole);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      tell(`${name}: ${error.message}`);
      // A day's budget or a wrong key is the same for the next page.
      if (error.failure === 'budget' || error.failure === 'unauthorized') break;
    } finally {
      await store.variants.forgetVariants(page.chapter.id);
    }
  }
  return { whole, failed: pages.length - whole };
}
