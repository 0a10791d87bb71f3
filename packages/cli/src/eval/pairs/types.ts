import { z } from 'zod';
import type { EvaluatedPage } from '../types.ts';

/** A whole chapter rewritten at once for a reader: what edits are compared with. */
export interface Baseline {
  readonly chapter: string;
  readonly reader: string;
  /** Markdown. */
  readonly text: string;
}

export interface PairsInput {
  readonly pages: readonly EvaluatedPage[];
  readonly baselines: readonly Baseline[];
  /** The same seed gives the same names; they tell nothing of what is in a sheet. */
  readonly seed: string;
  /** Print glosses behind their terms. Default false: on a page they are hidden until asked for, in print they stand in the way. */
  readonly glosses?: boolean;
}

/** What one judge sees: a Markdown text, and nothing else. */
export interface Sheet {
  /** Name of the file. */
  readonly file: string;
  readonly text: string;
}

const Growth = z.number().nonnegative();

/** Which version is which: `key.json`. Never shown to a judge. */
export const PairKey = z.array(
  z.object({
    /** Name of the sheet, without `.md`. */
    sheet: z.string(),
    pair: z.string(),
    /** The version that edits made. */
    ours: z.enum(['X', 'Y']),
    chapter: z.string(),
    reader: z.string(),
    language: z.string(),
    /** Letters of prose to one of the author's. */
    growth: z.object({ ours: Growth, baseline: Growth }),
  }),
);
export type PairKey = z.infer<typeof PairKey>;

export const CRITERIA = ['accuracy', 'completeness', 'helpfulness', 'respect', 'flow', 'economy'] as const;
export type Criterion = (typeof CRITERIA)[number];

export const PREFERENCES = ['X clearly', 'X slightly', 'tie', 'Y slightly', 'Y clearly'] as const;

const Mark = z.number().min(1).max(10);
const Marks = z.object(Object.fromEntries(CRITERIA.map((name) => [name, Mark])) as Record<Criterion, typeof Mark>);

/** The answer of one judge. */
export const Verdict = z.object({
  sheet: z.string(),
  X: Marks,
  Y: Marks,
  preference: z.enum(PREFERENCES),
  reason: z.string(),
  errors: z.object({ X: z.array(z.string()), Y: z.array(z.string()) }),
});
export type Verdict = z.infer<typeof Verdict>;
