import type { Profile } from '@attune/contract';
import { assemble, recall } from '@attune/core';
import { memoryAdaptations, testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { type Asked, nextRound } from './next-round.ts';
import { pagesOf } from './pages.ts';
import { takeAnswers } from './take-answers.ts';

const book = { ...testBook(), rewriting: true };
const SOURCE =
  '# Heat\n\nThe motor draws 20 W.\n\nIt gets warm.\n\n## On the GPU\n\nThe GPU draws 200 W.\n\nIt gets hot.';
const chapter = testChapter(SOURCE, book);
const beginner: Profile = { programming_experience: 'Beginner' };
const NOW = new Date('2026-11-20T08:00:00Z');

/** A batch over several rounds; the model is a function from the task's text to its lines. */
function batch(profiles: readonly Profile[] = [beginner], review = true) {
  const store = memoryAdaptations();
  const pages = pagesOf([chapter], profiles, book);
  return {
    store,
    pages,
    next: () => nextRound(pages, store, review),
    take: (round: readonly Asked[], lines: readonly string[]) => takeAnswers(lines, round, { store, now: NOW }),
    edits: async () => assemble(pages[0]!, await recall(pages[0]!, store)).filter(({ texts }) => texts),
  };
}
const answer = ({ id }: Pick<Asked, 'id'>, lines: readonly object[], stop = 'end_turn'): string =>
  JSON.stringify({
    custom_id: id,
    result: {
      type: 'succeeded',
      message: {
        model: 'test',
        stop_reason: stop,
        content: [{ type: 'text', text: lines.map((line) => JSON.stringify(line)).join('\n') }],
      },
    },
  });
const plan = (block: string): object => ({
  block,
  terms: [],
  need: 'x',
  does: ['rewrite'],
  tags: ['beginner-simplify'],
});
const rewrite = (block: string, text: string): object => ({
  block,
  action: 'rewrite',
  texts: [text],
  tag: 'beginner-simplify',
});
const rounds = (asked: readonly Asked[]): string[] => asked.map(({ round }) => round);
const GOOD = 'While it runs, the motor draws 20 W.';

describe('a batch', () => {
  it('goes in rounds: plan, sections, repair, second look, repair, and then nothing is left', async () => {
    const { next, take, edits, store } = batch();
    let round = await next();
    expect(rounds(round)).toEqual(['plan']);
    await take(round, [answer(round[0]!, [plan('b2'), plan('b5')])]);

    round = await next();
    expect(rounds(round)).toEqual(['sections', 'sections']);
    const taken = await take(round, [
      answer(round[0]!, [rewrite('b2', 'The motor draws 2000 W.')]),
      answer(round[1]!, [rewrite('b5', 'While it runs, the GPU draws 200 W.')]),
    ]);
    expect(taken.edits.map(({ accepted, refusedBy }) => [accepted, refusedBy.map(({ check }) => check)])).toEqual([
      [false, expect.arrayContaining(['numbers'])],
      [true, []],
    ]);

    round = await next();
    expect(rounds(round)).toEqual(['repair']);
    expect(round[0]?.request.task).toContain('2000 W');
    await take(round, [answer(round[0]!, [rewrite('b2', GOOD)])]);

    round = await next();
    expect(rounds(round)).toEqual(['review']);
    expect(round[0]?.request.task).toContain(GOOD);
    await take(round, [answer(round[0]!, [{ block: 'b2', problem: 'Say what draws means.' }])]);

    round = await next();
    expect(rounds(round)).toEqual(['repair']);
    expect(round[0]?.request.task).toContain('Say what draws means.');
    const better = 'While it runs, the motor uses power: it draws 20 W.';
    await take(round, [answer(round[0]!, [rewrite('b2', better)])]);

    expect(await next()).toEqual([]);
    expect((await edits()).map(({ texts }) => texts?.[0])).toEqual([better, 'While it runs, the GPU draws 200 W.']);
    expect([...store.adaptations.values()].map(({ maker }) => maker)).toEqual(
      [1, 2].map(() => ({
        model: 'anthropic/test',
        prompts: expect.any(String),
        at: NOW.toISOString(),
        prepared: true,
      })),
    );
  });

  it('asks for sections to which the same of the reader matters in one request, up to a length, the rest in others', async () => {
    const section = (name: string, words: number): string =>
      `## ${name}\n\nIt begins here.\n\n${'One more word. '.repeat(words).trim()}`;
    const source = [section('One', 100), section('Two', 300), section('On the GPU', 100), section('Three', 500)];
    const long = testChapter(source.join('\n\n'), book);
    const store = memoryAdaptations();
    const pages = pagesOf([long], [{ ...beginner, hardware_availability: 'Cloud' }], book);
    const next = () => nextRound(pages, store, true);
    const take = (round: readonly Asked[], lines: readonly object[]) =>
      takeAnswers([answer(round[0]!, lines)], round, { store, now: NOW });
    await take(await next(), ['b3', 'b6', 'b9', 'b12'].map(plan));
    const round = await next();
    expect(round.map(({ request }) => /no others: (.*)\./.exec(request.task)?.[1])).toEqual(['b3, b6', 'b12', 'b9']);
    await take(round, [{ block: 'b3', action: 'keep' }, rewrite('b6', 'More words.')]);
    const left = await next();
    expect(left.map(({ round: name }) => name)).toEqual(['repair', 'sections', 'sections']);
  });

  it('asks once for what two readers share', async () => {
    const readers = [beginner, { ...beginner, hardware_availability: 'Cloud' }];
    const { next, take, store } = batch(readers);
    const round = await next();
    expect(round.map(({ task }) => ('wanted' in task ? task.wanted.length : 0))).toEqual([6, 3]);
    await take(round, [answer(round[0]!, [plan('b2')]), answer(round[1]!, [{ done: true }])]);
    expect((await next()).map(({ task }) => task.kind)).toEqual(['section']);
    expect(store.plans.size).toBe(9);
  });

  it('is the same when it is written again, so that its answers find it', async () => {
    const { next } = batch();
    expect((await next()).map(({ id }) => id)).toEqual((await next()).map(({ id }) => id));
  });

  it('has no second look where none is wanted, and none where nothing was adapted', async () => {
    const without = batch([beginner], false);
    let round = await without.next();
    await without.take(round, [answer(round[0]!, [plan('b2')])]);
    round = await without.next();
    await without.take(round, [answer(round[0]!, [rewrite('b2', GOOD)])]);
    expect(await without.next()).toEqual([]);
    const plain = batch();
    round = await plain.next();
    await plain.take(round, [answer(round[0]!, [{ done: true }])]);
    expect(await plain.next()).toEqual([]);
  });
});

describe('answers', () => {
  it('to no request of the round are counted and change nothing', async () => {
    const { next, take, store } = batch();
    const taken = await take(await next(), [answer({ id: 'plan-other' }, [plan('b2')])]);
    expect([taken.unknown, store.plans.size]).toEqual([1, 0]);
  });

  it.each([
    ['of no provider’s form', () => 'not JSON', 'form'],
    ['without a line that can be read', (asked: Asked) => answer(asked, []), 'read'],
    ['that failed', ({ id }: Asked) => JSON.stringify({ custom_id: id, result: { type: 'expired' } }), 'expired'],
  ])('%s are told, and are asked for again', async (_, line, problem) => {
    const { next, take } = batch();
    const round = await next();
    const taken = await take(round, [line(round[0]!)]);
    expect(taken.failed).toMatchObject([{ problem: expect.stringContaining(problem) }]);
    expect((await next()).map(({ id }) => id)).toEqual(round.map(({ id }) => id));
  });

  it('cut at their length keep what is whole in them, and the rest is asked for again', async () => {
    const { next, take, store } = batch();
    let round = await next();
    await take(round, [answer(round[0]!, [plan('b2'), plan('b3')], 'max_tokens')]);
    expect([...store.plans.values()].filter(({ entry }) => entry).length).toBe(2);
    round = await next();
    expect(rounds(round)).toEqual(['plan']);
    await take(round, [answer(round[0]!, [{ done: true }])]);
    round = await next();
    await take(round, [answer(round[0]!, [rewrite('b2', GOOD), rewrite('b3', 'It gets')], 'max_tokens')]);
    round = await next();
    // Not a repair: what did not come was not wrong.
    expect(rounds(round)).toEqual(['sections']);
    expect(round.map(({ task }) => ('wanted' in task ? task.wanted.length : 0))).toEqual([1]);
  });
});
