import { z } from 'zod';

/**
 * Prose of an edit: text, emphasis, code that the author's text has, and the author's own inline nodes by their mask number. A `mask`
 * with children is a link of the author's, whose words are these.
 */
export type Inline =
  | string
  | { type: 'emphasis' | 'strong'; children: Inline[] }
  | { type: 'code'; value: string }
  | { type: 'mask'; number: number; children?: Inline[] | undefined };

const PLAIN = [z.string(), z.object({ type: z.literal('code'), value: z.string() }).strict()] as const;

/** Inline nodes nested at most so deep: prose needs no more, and a schema that ends can be documented. */
function inlineWithin(depth: number): z.ZodType<Inline> {
  const children = z.array(depth === 0 ? z.string() : inlineWithin(depth - 1));
  const emphasis = z.object({ type: z.enum(['emphasis', 'strong']), children }).strict();
  const mask = z
    .object({ type: z.literal('mask'), number: z.int().positive(), children: children.optional() })
    .strict();
  return z.union([...PLAIN, emphasis, mask]);
}

export const Inline = inlineWithin(2);

/** What an insert is made of. `code` stands only where the author's policy allows it, and is never taken for the author's. */
export const Flow = z.union([
  z.object({ type: z.literal('paragraph'), children: z.array(Inline) }).strict(),
  z.object({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(Inline)).min(1) }).strict(),
  z
    .object({ type: z.literal('table'), head: z.array(z.array(Inline)), rows: z.array(z.array(z.array(Inline))) })
    .strict(),
  z.object({ type: z.literal('code'), language: z.string().optional(), value: z.string() }).strict(),
]);
export type Flow = z.infer<typeof Flow>;
