import { hashValue, type Maker, type ModelSettings } from '@attune/contract';
import { allBlocks, type Book, type Chapter, checkEdit, maskLeaf, type ModelRewriter } from '@attune/core';
import {
  type CallRecord,
  createLanguageModel,
  createModelRewriter,
  dailyBudget,
  type LanguageModelOptions,
  NOBODY,
  PROMPTS,
} from '@attune/models';
import type { ModelCall, Store } from '@attune/store';
import type { Logger } from 'pino';
import type { Environment } from './environment.ts';

/** Models that can be asked, and how they do. */
export interface OpenedModels {
  readonly rewriter: ModelRewriter;
  /** Whether other models or prompts than those of now made something; of what was prepared that is not asked. */
  readonly isOld: (maker: Maker) => boolean;
  /** A hash of the models and prompts of now. */
  readonly mark: string;
  readonly state: () => 'ok' | 'breaker_open' | 'budget_spent';
  /** Of the limits that are set: what is left of the day (UTC), for all nodes. */
  readonly budgetLeft: () => Promise<{ tokens?: number; usd?: number }>;
  /** Whether less than this share of each limit is spent, by all nodes. */
  readonly isWithin: (share: number) => Promise<boolean>;
}

interface Around extends Pick<LanguageModelOptions, 'backoff'> {
  readonly store: Pick<Store, 'modelCalls'>;
  readonly logger: Logger;
  /** Told of each call when it is over. */
  readonly onCall?: (call: CallRecord) => void;
}

/** The models of the settings, those of the environment in their place; none where neither names one. */
export function openModels(
  settings: ModelSettings,
  environment: Environment,
  { store, logger, backoff, onCall }: Around,
): OpenedModels | undefined {
  const chain = environment.ATTUNE_MODEL ?? settings.chain;
  if (chain.length === 0) return undefined;
  const clock = (): Date => new Date();
  const budget = dailyBudget(settings.budget, store.modelCalls, clock);
  const model = createLanguageModel({
    settings: { ...settings, chain },
    credentials: credentialsOf(environment),
    budget,
    onCall: (record) => {
      onCall?.(record);
      logger.debug({ call: record }, 'a model was asked');
      store.modelCalls
        .add([toRow(record)])
        .catch((error: unknown) => logger.warn({ err: error }, 'what a model cost was not written down'));
    },
    log: logger,
    ...(backoff && { backoff }),
  });
  logger.info({ models: chain }, 'models are asked');
  return {
    rewriter: createModelRewriter(model, clock),
    isOld: ({ model: name, prompts, prepared }) =>
      prepared !== true && name !== NOBODY && (!chain.includes(name) || prompts !== PROMPTS),
    mark: hashValue({ chain, prompts: PROMPTS }),
    state: () => (budget.isSpent() ? 'budget_spent' : model.isBroken() ? 'breaker_open' : 'ok'),
    budgetLeft: () => leftOf(settings.budget, store.modelCalls),
    async isWithin(share) {
      const { tokens = Number.POSITIVE_INFINITY, usd = Number.POSITIVE_INFINITY } = await leftOf(
        settings.budget,
        store.modelCalls,
      );
      const { tokensPerDay = 0, usdPerDay = 0 } = settings.budget;
      return tokens > tokensPerDay * (1 - share) && usd > usdPerDay * (1 - share);
    },
  };
}

async function leftOf(
  { tokensPerDay, usdPerDay }: ModelSettings['budget'],
  calls: Store['modelCalls'],
): Promise<{ tokens?: number; usd?: number }> {
  if (tokensPerDay === undefined && usdPerDay === undefined) return {};
  const spent = await calls.spentSince(new Date(new Date().setUTCHours(0, 0, 0, 0)));
  return {
    ...(tokensPerDay !== undefined && { tokens: Math.max(0, tokensPerDay - spent.tokens) }),
    ...(usdPerDay !== undefined && { usd: Math.max(0, usdPerDay - spent.usd) }),
  };
}

function toRow({ usage, usd, firstTextMs, ...call }: CallRecord): ModelCall {
  const at = new Date(Date.now() - call.ms);
  return { ...call, ...usage, at, usd: usd ?? null, firstTextMs: firstTextMs ?? null };
}

function credentialsOf(environment: Environment) {
  const all = {
    anthropicKey: environment.ANTHROPIC_API_KEY,
    anthropicUrl: environment.ANTHROPIC_BASE_URL,
    openaiKey: environment.OPENAI_API_KEY,
    openaiUrl: environment.OPENAI_BASE_URL,
    googleKey: environment.GOOGLE_GENERATIVE_AI_API_KEY,
    googleUrl: environment.GOOGLE_GENERATIVE_AI_BASE_URL,
    compatibleUrl: environment.ATTUNE_COMPATIBLE_URL,
    compatibleKey: environment.ATTUNE_COMPATIBLE_KEY,
    ollamaUrl: environment.ATTUNE_OLLAMA_URL,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Has every check run once, so that the first edit that a reader waits for does not pay for compiling them. */
export function warmChecks({ book, chapters }: { book: Book; chapters: ReadonlyMap<string, Chapter> }): void {
  for (const chapter of chapters.values()) {
    const block = allBlocks(chapter.blocks).find(({ kind, leaves }) => kind === 'paragraph' && leaves.length > 0);
    if (!block) continue;
    const texts = block.leaves.map((leaf) => maskLeaf(chapter.source, leaf).text);
    checkEdit({ block: block.id, action: 'rewrite', tag: 'warm-up', why: [], texts }, chapter, book);
    return;
  }
}
