import type { Task } from '@attune/core';

/**
 * One request to a model. `system` and `chapter` are the same for all requests about a chapter, so that a provider's prompt cache serves
 * them; `task` is what differs.
 */
export interface ModelRequest {
  readonly system: string;
  readonly chapter: string;
  readonly task: string;
  readonly maxOutputTokens: number;
  /** What it is for, in records of calls. Not sent. */
  readonly about: { readonly kind: Task['kind']; readonly chapter: string };
}

/** What a call cost, in tokens. `input` are those neither read from a cache nor written to one. */
export interface Usage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

export interface ModelAnswer {
  /** Provider and model that answers, known once the first text is there: `anthropic/claude-…`. */
  readonly model: string;
  /** The text as it comes. Throws ModelError where it does not come to its end. */
  readonly text: AsyncIterable<string>;
}

/** Answers requests. */
export interface LanguageModel {
  /** Resolves with the first text. Throws ModelError. An abort by the signal is thrown as it is. */
  answer(request: ModelRequest, signal?: AbortSignal): Promise<ModelAnswer>;
}
