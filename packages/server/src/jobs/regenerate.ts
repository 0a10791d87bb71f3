import { type Adaptation, type Maker, project, type Variant } from '@attune/contract';
import {
  type AdaptationStore,
  type Known,
  madeBy,
  type ModelRewriter,
  openPage,
  personalize,
  type PersonalizeRequest,
  printMarkdown,
  recall,
  renew,
  type Renewed,
  variantKey,
} from '@attune/core';
import type { Logger } from 'pino';
import type { Library, Personalizing } from '../ports.ts';
import { isOfThePage, requestsFor, type UsedPages, whileReadersWait } from './background.ts';

interface RegenerateParts {
  readonly library: Pick<Library, 'book' | 'current'>;
  readonly personalizing: Pick<Personalizing, 'load'>;
  readonly variants: {
    findVariant(key: string): Promise<Variant | undefined>;
    replaceVariants(rows: readonly { key: string; variant: Variant; markdown: string }[]): Promise<void>;
  };
  readonly adaptations: AdaptationStore & {
    tried(keys: readonly string[], by: string): Promise<readonly string[]>;
    noteTried(keys: readonly string[], by: string): Promise<void>;
  };
  readonly models: {
    readonly rewriter: ModelRewriter;
    readonly isOld: (maker: Maker) => boolean;
    readonly mark: string;
  };
  readonly usedPages: UsedPages;
  readonly mayAsk: () => Promise<boolean>;
  readonly concurrency: number;
  readonly logger: Logger;
}

/**
 * Asks anew for what other models or prompts made on pages that readers use, oldest first, when no reader waits here. What stands is served until
 * the new one is through the checks, and for good where it fell short. Cut off anywhere, it is gone on with by the next run.
 */
export async function regenerate(parts: RegenerateParts, signal: AbortSignal): Promise<'done' | 'more'> {
  const { personalizing, mayAsk, logger } = parts;
  let replaced = 0;
  for (const request of await oldestFirst(parts)) {
    await whileReadersWait(personalizing, signal);
    if (signal.aborted) return 'more';
    if (!(await mayAsk())) break;
    try {
      const { better, failure } = await renewPage(request, parts, signal);
      replaced += better.length;
      await refresh(request, parts);
      if (failure?.failure === 'budget') break;
      if (failure && !isOfThePage(failure.failure)) throw failure;
    } catch (error) {
      if (signal.aborted) return 'more';
      throw error;
    }
  }
  if (replaced > 0) logger.info({ adaptations: replaced }, 'what other models or prompts had made was made anew');
  return 'done';
}

/** Pages on which something old stands, by the age of it. */
async function oldestFirst(parts: RegenerateParts): Promise<PersonalizeRequest[]> {
  const { library, usedPages, variants, models } = parts;
  const aged: { request: PersonalizeRequest; at: string }[] = [];
  for (const request of await requestsFor(usedPages, library)) {
    const variant = await variants.findVariant(variantKey(request, true));
    const times = variant?.makers.filter(models.isOld).map(({ at }) => at) ?? [];
    if (times.length > 0) aged.push({ request, at: times.sort()[0] ?? '' });
  }
  return aged.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ request }) => request);
}

async function renewPage(
  { chapter, profile, book }: PersonalizeRequest,
  { adaptations, models, concurrency }: RegenerateParts,
  signal: AbortSignal,
): ReturnType<typeof renew> {
  const page = openPage(chapter, project(book.facets, profile, chapter.facets), book);
  const known: Known = await recall(page, adaptations);
  const old = madeBy(known, models.isOld);
  const keys = old.map(({ key }) => key);
  const tried = new Set(await adaptations.tried(keys, models.mark));
  const wanted = old.filter(({ key }) => !tried.has(key));
  const renewed = await renew(known, wanted, { model: models.rewriter, store: adaptations }, { signal, concurrency });
  await adaptations.putAdaptations(renewed.better);
  await adaptations.noteTried(fellShort(renewed, wanted), models.mark);
  return renewed;
}

/** Also all that a model has nothing for that can be used: asked the same again, it says the same and is paid again. */
function fellShort({ better, short, failure }: Renewed, wanted: readonly Adaptation[]): readonly string[] {
  if (!failure || !isOfThePage(failure.failure)) return short;
  const good = new Set(better.map(({ key }) => key));
  return wanted.map(({ key }) => key).filter((key) => !good.has(key));
}

/** Nothing is kept while pages are put together. */
const NOWHERE = { findVariant: async () => undefined, putVariant: async (_key: string, variant: Variant) => variant };

/** Puts together, of what there is now, all pages of the chapter that readers use: others share what was renewed on this one. */
async function refresh({ chapter }: PersonalizeRequest, parts: RegenerateParts): Promise<void> {
  const { library, usedPages, variants, adaptations } = parts;
  const rows: { key: string; variant: Variant; markdown: string }[] = [];
  for (const request of await requestsFor(usedPages, library)) {
    if (request.chapter.id !== chapter.id || request.chapter.revision !== chapter.revision) continue;
    const key = variantKey(request, true);
    const stands = await variants.findVariant(key);
    if (!stands) continue;
    const { variant } = await personalize(request, { store: NOWHERE, adaptations });
    if (variant.variant === stands.variant) continue;
    rows.push({ key, variant, markdown: printMarkdown(request.chapter, variant.edits, request.book) });
  }
  await variants.replaceVariants(rows);
}
