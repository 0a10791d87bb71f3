import { z } from 'zod';

const MODEL_PROVIDERS = ['anthropic', 'openai', 'google', 'ollama', 'compatible'] as const;
export type ModelProvider = (typeof MODEL_PROVIDERS)[number];

/** Provider and model with a slash between; what stands after the first slash is the provider's own name for it, slashes and all. */
const ModelName = z
  .string()
  .max(200)
  .refine((name) => new RegExp(`^(?:${MODEL_PROVIDERS.join('|')})/\\S+$`).test(name), {
    error: `must be <provider>/<model>, such as anthropic/claude-sonnet-4-5; providers are ${MODEL_PROVIDERS.join(', ')}`,
  });

const Milliseconds = z.int().min(1).max(3_600_000);
const Dollars = z.number().min(0);

const Deadlines = z
  .object({
    /**
     * How long to wait for the first text of an answer, in milliseconds. A model that thinks before it writes is silent meanwhile and
     * may need more than the default.
     */
    firstTextMs: Milliseconds.default(20_000),
    /** How long one whole answer may take, in milliseconds; an answer that never ends is cut here. */
    answerMs: Milliseconds.default(180_000),
  })
  .strict()
  .refine(({ firstTextMs, answerMs }) => firstTextMs <= answerMs, {
    path: ['firstTextMs'],
    error: 'must not be longer than answerMs',
  });

/** US dollars per million tokens. */
const ModelPrice = z
  .object({
    /** Input neither read from a cache nor written to one. */
    input: Dollars,
    cacheRead: Dollars,
    cacheWrite: Dollars,
    output: Dollars,
  })
  .strict();
export type ModelPrice = z.output<typeof ModelPrice>;

/** What `attune.config.ts` says of models: type, defaults and documentation in one. Keys are no part of it: the environment has them. */
export const ModelSettings = z
  .object({
    /** Models by name: the first is asked first, each of the rest when those before it fail. Empty: no model is asked. */
    chain: z
      .array(ModelName)
      .refine((names) => new Set(names).size === names.length, { error: 'names a model twice' })
      .default([]),
    deadlines: Deadlines.prefault({}),
    /** How many times the same model is asked again after a failure that may pass, before the next of the chain is. */
    retries: z.int().min(0).max(10).default(2),
    /** Requests for one chapter that run at the same time. */
    concurrency: z.int().min(1).max(64).default(4),
    /** When a day (UTC) has used up one of these, no model is asked until the next. None: no limit. */
    budget: z
      .object({
        /** Input and output, cached or not. */
        tokensPerDay: z.int().min(1).optional(),
        /** Counts the models that `prices` names. */
        usdPerDay: z.number().positive().optional(),
      })
      .strict()
      .prefault({}),
    /**
     * What becomes of adaptations that other models or prompts made than those of now. `keep`: they are served as ever. `regenerate`: those on pages
     * that readers use are asked for anew, oldest first, within `background.share`; each stands until a new one is through the checks. What was
     * prepared or imported is kept either way.
     */
    afterChange: z.enum(['keep', 'regenerate']).default('keep'),
    /** What is asked without a reader who waits for it. */
    background: z
      .object({
        /**
         * Pages that are made at most after a publication, of those that readers use, most readers first; 0: none. It costs nothing that the
         * next reader would not have cost.
         */
        warm: z.int().min(0).max(100_000).default(100),
        /** Of a day's budget: the rest is kept for readers who wait. */
        share: z.number().min(0).max(1).default(0.5),
      })
      .strict()
      .prefault({}),
    /** What models cost, by name. None come with Attune: lists change and contracts differ. A model without counts in tokens only. */
    prices: z.record(ModelName, ModelPrice).default({}),
  })
  .strict();
export type ModelSettings = z.output<typeof ModelSettings>;
export type ModelSettingsInput = z.input<typeof ModelSettings>;
