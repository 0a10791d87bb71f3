import { z } from 'zod';
import { Flag } from '../adaptations.ts';

// Schemas for authors and administrators.

const Count = z.number().min(0);
/** Postgres keeps no U+0000. */
export const Name = z
  .string()
  .max(2000)
  .regex(/^[^\0]*$/);
const Spent = z.object({
  calls: Count,
  failures: Count,
  fallbacks: Count,
  input: Count,
  cacheRead: Count,
  cacheWrite: Count,
  output: Count,
  usd: Count,
  unpriced: Count,
});
const SpentOn = Spent.extend({ name: z.string() }).strict().meta({ id: 'SpentOn' });

export const Statistics = z
  .object({
    since: z.iso.date(),
    minReaders: Count.describe('Numbers of fewer readers than this are not given.'),
    usage: z.object({ requests: Count, hitRatePercent: Count }).strict().nullable(),
    chapters: z.array(
      z.object({ chapter: z.string(), requests: Count, readers: Count, hitRatePercent: Count }).strict(),
    ),
    hiddenChapters: Count,
    responseTimes: z.array(z.object({ cached: z.boolean(), requests: Count, meanMs: Count, p95Ms: Count }).strict()),
    cache: z
      .object({
        countedAt: z.iso.datetime().nullable(),
        variants: Count,
        chapters: Count,
        meanBytes: Count.nullable(),
        entries: Count.nullable(),
        readers: Count.nullable(),
      })
      .strict(),
    spending: z
      .object({
        all: Spent.strict(),
        days: z.array(SpentOn),
        chapters: z.array(SpentOn),
        providers: z.array(SpentOn),
        models: z.array(SpentOn),
      })
      .strict(),
  })
  .strict()
  .meta({ id: 'Statistics', description: 'What `attune stats --json` prints.' });
export type Statistics = z.infer<typeof Statistics>;

export const ClearScope = z
  .union([
    z.object({ chapter: Name }).strict(),
    z.object({ reader: z.uuid() }).strict(),
    z.object({ tag: Name }).strict(),
    z.object({ model: Name }).strict(),
    z.object({ all: z.literal(true) }).strict(),
  ])
  .meta({ id: 'ClearScope', description: 'What to clear: of one chapter, reader, transformation or model, or all.' });
export type ClearScope = z.infer<typeof ClearScope>;

export const ClearedRows = z
  .object({ variants: Count, references: Count, plans: Count, adaptations: Count, reviews: Count })
  .strict()
  .meta({ id: 'ClearedRows' });
export type ClearedRows = z.infer<typeof ClearedRows>;

export const FlagList = z
  .object({ flags: z.array(Flag.meta({ id: 'Flag' })) })
  .strict()
  .meta({ id: 'FlagList' });
export type FlagList = z.infer<typeof FlagList>;
