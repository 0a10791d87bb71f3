import type { LanguageModel, ModelRequest } from '../types.ts';

/** A model without a provider. */
export interface ScriptedModel extends LanguageModel {
  /** In the order they were asked. */
  readonly requests: readonly ModelRequest[];
}

/** Answers what the function says, a string in one piece; what it throws, it throws. `name` is who is said to have answered. */
export function scriptedModel(
  answer: (request: ModelRequest) => string | AsyncIterable<string>,
  name = 'scripted/model',
): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    requests,
    async answer(request, signal) {
      signal?.throwIfAborted();
      requests.push(request);
      const text = read(answer(request), signal);
      const first = await text.next();
      return { model: name, text: first.done ? text : join(first.value, text) };
    },
  };
}

async function* read(
  text: string | AsyncIterable<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void> {
  for await (const piece of typeof text === 'string' ? [text] : text) {
    signal?.throwIfAborted();
    yield piece;
  }
}

async function* join(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield first;
  yield* rest;
}
