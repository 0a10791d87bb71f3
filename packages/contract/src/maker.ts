import { z } from 'zod';

/** Who made something: `anthropic/claude-…`, with which prompts, when. */
export const Maker = z
  .object({
    /** Provider and model, with a slash between. */
    model: z.string().min(1).max(200),
    /** Fingerprint of the prompts. */
    prompts: z.string().min(1).max(100),
    at: z.iso.datetime(),
    /** It was asked for beforehand, in a batch, and not by a reader who waited. */
    prepared: z.literal(true).optional(),
  })
  .strict();
export type Maker = z.infer<typeof Maker>;
