import type { Answer, ModelRewriter, Task } from '@attune/core';
import { PROMPTS, requestFor } from '../prompts/request-for.ts';
import type { LanguageModel } from '../types.ts';
import { NOBODY, needsNothing } from './needs-nothing.ts';
import { readAnswer } from './read-answer.ts';

/** Asks a model by our prompts, and reads its answer as it comes. The clock says when a thing was made. */
export function createModelRewriter(model: LanguageModel, clock: () => Date): ModelRewriter {
  async function* ask(task: Task, signal?: AbortSignal): AsyncGenerator<Answer, void, undefined> {
    if (needsNothing(task)) {
      yield { says: 'done', maker: { model: NOBODY, prompts: PROMPTS, at: clock().toISOString() } };
      return;
    }
    try {
      const { model: name, text } = await model.answer(requestFor(task), signal);
      const maker = { model: name, prompts: PROMPTS, at: clock().toISOString() };
      for await (const said of readAnswer(task, text)) yield { ...said, maker };
    } catch (error) {
      // Who has gone is told nothing.
      if (signal?.aborted !== true) throw error;
    }
  }
  return { ask };
}
