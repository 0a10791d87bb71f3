import { PlanEntry } from '@attune/contract';
import { z } from 'zod';

// The lines that models answer with: flat, and read leniently where nothing can be mistaken.

const Name = z.string().trim().max(64);
const Text = z.string().trim().min(1).max(20_000);
/** Absent, null and an empty text are the same to a model. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

const { terms, need, error, does } = PlanEntry.shape;
/** To a model words are woven in; on the page it is a block in other words, like any. */
const Does = z.preprocess(
  (value) => (Array.isArray(value) ? value.map((one: unknown) => (one === 'weave' ? 'rewrite' : one)) : value),
  does,
);

export const ThreadLine = z.object({ thread: Text.max(4000) });
export const DoneLine = z.object({ done: z.literal(true) });

export const EntryLine = z.object({
  block: Name,
  terms: terms.default([]),
  need: need.default(''),
  does: Does.default([]),
  tags: z.array(z.string()).default([]),
  error: optional(error.unwrap()),
});
export type EntryLine = z.infer<typeof EntryLine>;

const ChangeLine = z.object({
  after: optional(Text),
  before: optional(Text),
  instead: optional(Text),
  say: Text,
});

export const EditLine = z.object({
  block: Name,
  action: z.enum(['weave', 'rewrite', 'insert', 'correct', 'flag', 'keep']),
  changes: optional(z.array(ChangeLine).min(1).max(40)),
  texts: optional(z.array(z.string().max(20_000))),
  text: optional(Text),
  original: optional(Text),
  position: optional(z.enum(['before', 'after'])),
  kind: optional(z.enum(['note', 'example', 'table'])),
  tag: optional(z.string().trim()),
});
export type EditLine = z.infer<typeof EditLine>;

export const RemarkLine = z.object({ block: Name, problem: Text.max(2000) });
