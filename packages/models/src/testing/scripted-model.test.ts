import { ModelError } from '@attune/core';
import { expect, it } from 'vitest';
import { scriptedModel } from './index.ts';

async function join(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
const REQUEST = {
  system: 's',
  chapter: 'c',
  task: 't',
  maxOutputTokens: 1,
  about: { kind: 'plan' as const, chapter: 'a' },
};

it('a scripted model answers what it is told, and keeps what it was asked', async () => {
  const model = scriptedModel(({ task }) => `${task}!`, 'a/b');
  const answer = await model.answer(REQUEST);
  expect(answer.model).toBe('a/b');
  expect(await join(answer.text)).toBe('t!');
  expect(model.requests).toEqual([REQUEST]);
});

it('it streams, and may fail before the first text or after it', async () => {
  async function* text(task: string): AsyncGenerator<string> {
    if (task === 'early') throw new ModelError('declined', 'no');
    yield 'one';
    throw new ModelError('cut', 'no');
  }
  const model = scriptedModel(({ task }) => text(task));
  await expect(model.answer({ ...REQUEST, task: 'early' })).rejects.toThrow(ModelError);
  const answer = await model.answer(REQUEST);
  const pieces = answer.text[Symbol.asyncIterator]();
  expect(await pieces.next()).toEqual({ done: false, value: 'one' });
  await expect(pieces.next()).rejects.toThrow(ModelError);
});

it('an abort ends it with its reason', async () => {
  const controller = new AbortController();
  async function* text(): AsyncGenerator<string> {
    yield 'one';
    yield 'two';
  }
  const { text: pieces } = await scriptedModel(text).answer(REQUEST, controller.signal);
  const reason = new Error('left');
  controller.abort(reason);
  await expect(join(pieces)).rejects.toBe(reason);
});
