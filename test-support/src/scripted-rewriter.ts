import type { Maker } from '@attune/contract';
import type { ModelRewriter, Said, Task } from '@attune/core';

export const testMaker: Maker = { model: 'test/scripted', prompts: 'test', at: '2026-11-20T08:00:00.000Z' };

/** What a model says to a task: at once, or as it comes. */
export type Script = (task: Task) => Iterable<Said> | AsyncIterable<Said>;

/** A rewriter that follows a script and remembers what it was asked. */
export function scriptedRewriter(script: Script): ModelRewriter & { readonly asked: Task[] } {
  const asked: Task[] = [];
  return {
    asked,
    async *ask(task, signal) {
      asked.push(task);
      for await (const said of script(task)) {
        if (signal?.aborted) return;
        yield { ...said, maker: testMaker };
      }
    },
  };
}
