import { z } from 'zod';

/** Text for people, by BCP-47 tag; `en` is what the others fall back to. */
export const LocalizedText = z.object({ en: z.string().min(1) }).catchall(z.string().min(1));
export type LocalizedText = z.infer<typeof LocalizedText>;

/** What text a facet matters to: all prose, only what an author marked, or text that speaks of one of the signals. */
const Matters = z.union([
  z.literal('prose'),
  z.literal('marked'),
  z.object({ signals: z.array(z.string().min(1)).min(1) }).strict(),
]);

export const FacetOption = z
  .object({
    value: z.string().min(1).max(64),
    label: LocalizedText,
    /** BCP-47 tag, where the option is a language the book offers. */
    language: z.string().max(35).optional(),
  })
  .strict();

/** One dimension of a reader: a question, its options, and what text the answer matters to. */
export const Facet = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
    label: LocalizedText,
    question: LocalizedText,
    /** Why it is asked, shown below the question. */
    reason: LocalizedText,
    options: z.array(FacetOption).min(2).max(32),
    /** Several answers may be given; the answer is then a list. */
    multiple: z.boolean().default(false),
    /** What stands for a missing answer. */
    default: z.union([z.string(), z.array(z.string())]),
    matters: Matters,
    /** `level`: glossary definitions may differ by it. `language`: its options carry language tags. */
    axis: z.enum(['level', 'language']).optional(),
  })
  .strict();
export type Facet = z.infer<typeof Facet>;
export type FacetInput = z.input<typeof Facet>;

/** A reader's answers, by facet id; a list where the facet takes several. Missing answers take the facet's default. */
export const Profile = z.record(z.string().max(64), z.union([z.string().max(64), z.array(z.string().max(64)).max(32)]));
export type Profile = z.infer<typeof Profile>;
