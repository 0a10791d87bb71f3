import type { Adaptation, Flag, PlannedBlock, Review } from '@attune/contract';
import type { AdaptationStore } from '@attune/core';

/** What models made, in memory. */
export interface MemoryAdaptations extends AdaptationStore {
  readonly plans: Map<string, PlannedBlock>;
  readonly adaptations: Map<string, Adaptation>;
  readonly reviews: Map<string, Review>;
  readonly flags: Map<string, Flag>;
}

export function memoryAdaptations(): MemoryAdaptations {
  const plans = new Map<string, PlannedBlock>();
  const adaptations = new Map<string, Adaptation>();
  const reviews = new Map<string, Review>();
  const flags = new Map<string, Flag>();
  return {
    plans,
    adaptations,
    reviews,
    flags,
    findPlans: async (keys) => keys.flatMap((key) => plans.get(key) ?? []),
    putPlans: async (rows) => rows.forEach((row) => plans.has(row.key) || plans.set(row.key, row)),
    findAdaptations: async (keys) => keys.flatMap((key) => adaptations.get(key) ?? []),
    putAdaptations: async (rows) => rows.forEach((row) => adaptations.set(row.key, row)),
    findReview: async (key) => reviews.get(key),
    putReview: async (review) => void reviews.set(review.key, review),
    putFlags: async (rows) => rows.forEach((row) => flags.has(row.key) || flags.set(row.key, row)),
  };
}
