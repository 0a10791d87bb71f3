import { project } from '@attune/contract';
import { type Answer, ModelError, openPage, type PlanTask } from '@attune/core';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { PROMPTS, requestFor } from '../prompts/request-for.ts';
import type { LanguageModel, ModelRequest } from '../types.ts';
import { createModelRewriter } from './create-model-rewriter.ts';

const book = testBook();
const page = openPage(
  testChapter('# A\n\nOne.\n\nTwo.'),
  project(book.facets, { programming_experience: 'Beginner' }),
  book,
);
const task: PlanTask = { kind: 'plan', page, fixed: [], wanted: page.sections[0]!.blocks.map(({ id }) => id) };
const clock = (): Date => new Date('2026-01-02T03:04:05Z');
const ENTRY = '{"block":"b2","terms":[],"need":"x","does":["rewrite"],"tags":["beginner-simplify"]}';

function modelOf(text: () => AsyncIterable<string>): LanguageModel & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    requests,
    answer(request) {
      requests.push(request);
      return Promise.resolve({ model: 'acme/one', text: text() });
    },
  };
}
async function* failing(failure: Error): AsyncGenerator<string> {
  yield* [`${ENTRY}\n{"block":`];
  throw failure;
}

async function listen(answers: AsyncIterable<Answer>): Promise<{ said: Answer[]; error?: unknown }> {
  const said: Answer[] = [];
  try {
    for await (const answer of answers) said.push(answer);
    return { said };
  } catch (error) {
    return { said, error };
  }
}

describe('a rewriter that asks a model', () => {
  it('sends the request of the task, and says who answered, by which prompts, when', async () => {
    const model = modelOf(async function* () {
      yield* [ENTRY];
    });
    const { said } = await listen(createModelRewriter(model, clock).ask(task));
    expect(model.requests).toEqual([requestFor(task)]);
    expect(said).toEqual([
      expect.objectContaining({
        says: 'entry',
        maker: { model: 'acme/one', prompts: PROMPTS, at: '2026-01-02T03:04:05.000Z' },
      }),
    ]);
  });

  it('gives what came before a failure, then fails', async () => {
    const failure = new ModelError('cut', 'it broke off');
    const { said, error } = await listen(
      createModelRewriter(
        modelOf(() => failing(failure)),
        clock,
      ).ask(task),
    );
    expect(said.map(({ says }) => says)).toEqual(['entry']);
    expect(error).toBe(failure);
  });

  it('ends quietly for who has gone', async () => {
    const gone = new AbortController();
    gone.abort();
    const rewriter = createModelRewriter(
      modelOf(() => failing(new Error('aborted'))),
      clock,
    );
    expect(await listen(rewriter.ask(task, gone.signal))).toMatchObject({ said: [{ says: 'entry' }] });
    expect((await listen(rewriter.ask(task, gone.signal))).error).toBeUndefined();
  });

  it('asks nobody for the plan of a page on which nothing is called for', async () => {
    const plain = openPage(page.chapter, { programming_experience: 'Intermediate' }, book);
    const model = modelOf(async function* () {
      yield* [ENTRY];
    });
    const { said } = await listen(createModelRewriter(model, clock).ask({ ...task, page: plain }));
    expect(said).toMatchObject([{ says: 'done', maker: { model: 'none/none' } }]);
    expect(model.requests).toEqual([]);
  });
});
