import { request } from 'node:http';
import type { PersonalizeEvent } from '@attune/contract/routes';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { listen, type Listening } from './listen.ts';
import {
  BEGINNER,
  failingAt,
  MODEL,
  openTrials,
  SECOND_MODEL,
  soundly,
  type Play,
  type Trial,
  type Trials,
  URDU,
} from './testing/model-trial.ts';

let trials: Trials;
beforeAll(async () => {
  trials = await openTrials();
});
afterAll(() => trials[Symbol.asyncDispose]());

const spent = async (trial: Trial): Promise<string[]> =>
  (await trial.calls()).map(({ kind, model, outcome, attempt }) => `${kind} ${model} ${outcome} ${attempt}`).sort();
const kinds = (events: readonly PersonalizeEvent[]): string[] => events.map(({ type }) => type);

describe('a provider that cannot be reached', () => {
  it('leaves the author’s page; another process that reaches it makes the rest', async () => {
    await using trial = await trials.open(soundly);
    await trial.provider.close();
    const made = await trial.read();
    expect([made.complete, made.failure, made.edits]).toEqual([false, { code: 'model_unavailable' }, []]);
    expect(trial.log.warnings().at(-1)).toMatchObject({ chapter: trial.chapter, failure: 'unreachable' });
    expect(trial.log.text()).not.toMatch(/127\.0\.0\.1|sk-ant|executor/);
    expect(await spent(trial)).toEqual([1, 2, 3].map((attempt) => `plan ${MODEL} unreachable ${attempt}`));
    expect((await trial.calls()).map(({ input, output }) => input + output)).toEqual([0, 0, 0]);
    expect(await trial.kept()).toMatchObject({ plans: [], adaptations: [], variants: 0 });

    await using other = await trials.open(soundly, { chapter: trial.chapter });
    expect((await other.read()).complete).toBe(true);
  });
});

describe('a failure that passes', () => {
  it('is seen in the ledger and in nothing else', async () => {
    let times = 0;
    await using trial = await trials.open((asked) =>
      asked.called.startsWith('plan') && (times += 1) < 3 ? { status: times === 1 ? 429 : 529 } : soundly(asked),
    );
    const made = await trial.read();
    expect([made.complete, trial.names(made.edits)]).toEqual([true, ['b2', 'b5', 'b6', 'b7']]);
    expect(trial.log.warnings()).toEqual([]);
    expect((await spent(trial)).slice(0, 3)).toEqual([
      `plan ${MODEL} ok 3`,
      `plan ${MODEL} overloaded 2`,
      `plan ${MODEL} rate-limited 1`,
    ]);
  });

  it.each(['9'.repeat(400), '1e9', '-1', 'soon', '0'])('may name any moment: %s', async (when) => {
    await using trial = await trials.open(() => ({ status: 429, headers: { 'retry-after': when } }));
    const { failure } = await trial.read();
    expect(failure?.retryAfter ?? 0).toBeLessThanOrEqual(86_400);
  });
});

describe('what is sent as it comes', () => {
  it('of a plan that fails is the page as it is, and why', async () => {
    await using trial = await trials.open(() => ({ status: 401 }));
    const events = await trial.stream();
    expect(kinds(events)).toEqual(['ready', 'progress', 'end']);
    expect(events.at(-1)).toMatchObject({ chapter: { complete: false, failure: { code: 'model_unavailable' } } });
  });

  it('of a section that breaks off ends with all that was shown', async () => {
    await using trial = await trials.open(
      failingAt('section 2', ({ sound }) => ({ chunks: sound.slice(0, 2), finish: 'cut' })),
    );
    const events = await trial.stream();
    expect(kinds(events).filter((type) => type !== 'progress')).toEqual(['ready', 'edit', 'edit', 'edit', 'end']);
    const end = events.at(-1);
    expect(end?.type === 'end' && trial.names(end.chapter.edits)).toEqual(['b2', 'b5', 'b6']);
    expect(end).toMatchObject({ chapter: { complete: false, cached: false } });
  });

  it('of a refused edit is nothing', async () => {
    const play: Play = ({ wanted }) => ({
      chunks: wanted.map((block) => JSON.stringify({ block, action: 'rewrite', texts: ['Wrong since 1999.'] })),
    });
    await using trial = await trials.open(failingAt('section', play));
    expect(kinds(await trial.stream()).filter((type) => type !== 'progress')).toEqual(['ready', 'end']);
  });
});

describe('a chain of two providers', () => {
  const chain = { models: { chain: [MODEL, SECOND_MODEL] } };
  const unless =
    (provider: string, fault: Play): Play =>
    (asked) =>
      asked.request.provider === provider ? fault(asked) : soundly(asked);

  it('makes the page by the second where the first fails, and says by whom', async () => {
    await using trial = await trials.open(
      unless('anthropic', () => ({ status: 400 })),
      chain,
    );
    const made = await trial.read();
    expect([made.complete, made.makers.map(({ model }) => model)]).toEqual([true, [SECOND_MODEL]]);
    expect(await spent(trial)).toEqual([
      `plan ${MODEL} rejected 1`,
      `plan ${SECOND_MODEL} ok 1`,
      ...Array.from({ length: 2 }, () => `section ${MODEL} rejected 1`),
      ...Array.from({ length: 2 }, () => `section ${SECOND_MODEL} ok 1`),
    ]);
    expect((await trial.calls()).map(({ model, fallback }) => fallback === (model === SECOND_MODEL))).not.toContain(
      false,
    );
    const warnings = trial.log.warnings();
    expect(warnings).toHaveLength(3);
    for (const warning of warnings)
      expect(warning).toMatchObject({ msg: 'a model does not answer', model: MODEL, failure: 'rejected' });
  });

  it('does not ask the second for the rest of an answer; the next visit does', async () => {
    await using trial = await trials.open(
      (asked) =>
        asked.request.provider === 'openai' || asked.called.startsWith('plan') || asked.called.startsWith('section 1')
          ? soundly(asked)
          : { chunks: asked.sound.slice(0, 2), finish: 'cut' },
      chain,
    );
    expect((await trial.read()).failure).toEqual({ code: 'model_unavailable' });
    trial.asked();
    trial.play(unless('anthropic', () => ({ status: 500 })));
    const made = await trial.read();
    expect([made.complete, made.makers.map(({ model }) => model)]).toEqual([true, [MODEL, SECOND_MODEL]]);
    expect(new Set(trial.asked())).toEqual(new Set(['section 2: b6, b7']));
  });

  it('of which both fail says when the first of them may be asked again', async () => {
    await using trial = await trials.open(
      ({ request }) => ({
        status: 429,
        headers: { 'retry-after': request.provider === 'anthropic' ? '600' : '1200' },
      }),
      chain,
    );
    expect((await trial.read()).failure).toEqual({ code: 'model_unavailable', retryAfter: 600 });
    expect(trial.log.warnings().map(({ msg }) => msg)).toEqual([
      'a model does not answer',
      'a model does not answer',
      'a model failed',
    ]);
  });
});

describe('a budget that is spent', () => {
  const usage = { input: 60_000, cacheRead: 0, cacheWrite: 0, output: 0 };
  const dear: Play = (asked) => ({ ...soundly(asked), usage });
  const models = { budget: { tokensPerDay: 100_000 } };
  let own: Trials;
  beforeAll(async () => {
    own = await openTrials();
  });
  afterAll(() => own[Symbol.asyncDispose]());
  afterEach(() => vi.useRealTimers());

  it('stops asking, in every process; what is there is shown, and the rest is made the next day', async () => {
    await using trial = await own.open(dear, { models });
    const made = await trial.read();
    expect([made.complete, trial.names(made.edits)]).toEqual([false, ['b2']]);
    expect(made.failure?.code).toBe('budget_spent');
    expect(made.failure?.retryAfter).toBeGreaterThan(0);
    expect(made.failure?.retryAfter).toBeLessThanOrEqual(86_400);
    expect(trial.asked()).toEqual(['plan b1-b3, b4-b7', 'section 1: b2']);
    expect(await spent(trial)).toEqual([`plan ${MODEL} ok 1`, `section ${MODEL} ok 1`]);
    expect(trial.log.warnings()).toEqual([expect.objectContaining({ chapter: trial.chapter, failure: 'budget' })]);
    expect(trial.log.warnings()[0]?.['reason']).toMatch(/^the day's budget is used up \(120000 of 100000 tokens/);

    await using other = await own.open(soundly, { models, chapter: trial.chapter });
    const again = await other.read();
    expect([again.failure?.code, other.names(again.edits), other.asked()]).toEqual(['budget_spent', ['b2'], []]);
    expect(await other.stream()).toMatchObject([
      { type: 'ready', chapter: { edits: [{}] } },
      { type: 'progress' },
      { type: 'end', chapter: { complete: false, failure: { code: 'budget_spent' } } },
    ]);

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    const whole = await other.read();
    expect([whole.complete, other.asked()]).toEqual([true, ['section 2: b5, b6, b7']]);
  });

  it('takes nothing from who asks for a page that is whole', async () => {
    await using rich = await own.open(soundly);
    const whole = await rich.read();
    await using poor = await own.open(soundly, { models: { budget: { tokensPerDay: 1 } }, chapter: rich.chapter });
    expect(await poor.read()).toEqual({ ...whole, cached: true });
    expect((await poor.read(URDU)).failure?.code).toBe('budget_spent');
  });
});

describe('readers who leave', () => {
  let server: Listening | undefined;
  afterEach(() => server?.close());

  const silent: Play = () => ({ hang: 'begun' });
  /** A trial that is asked through a socket. `visit` gives what makes that reader leave. */
  async function open(play: Play): Promise<{ trial: Trial; visit: (accept: string) => () => void }> {
    const trial = await trials.open(play);
    const { app, demo } = trial.service;
    const { url } = (server = await listen((asked) => app.fetch(asked), { host: '127.0.0.1', port: 0 }));
    const { chapter } = trial;
    const body = JSON.stringify({ chapter, revision: demo.library.current(chapter)?.revision, profile: BEGINNER });
    return {
      trial,
      visit: (accept) => {
        const headers = { 'content-type': 'application/json', accept };
        const visiting = request(`${url}/v1/personalize`, { method: 'POST', headers, agent: false });
        visiting.on('error', () => {}).end(body);
        return () => void visiting.destroy();
      },
    };
  }

  it.each(['text/event-stream', 'application/json'])('have the provider’s connection closed (%s)', async (accept) => {
    const { trial, visit } = await open(failingAt('section 2', silent));
    await using _ = trial;
    const leave = visit(accept);
    await expect.poll(() => trial.asked().join()).toContain('section 2');
    await expect.poll(async () => trial.names((await trial.kept()).adaptations)).toEqual(['b2']);
    leave();
    await expect.poll(() => trial.provider.aborted).toBe(1);
    await expect.poll(() => spent(trial)).toContain(`section ${MODEL} aborted 1`);
    expect((await trial.kept()).variants).toBe(0);
    expect(trial.log.warnings()).toEqual([]);

    trial.play(soundly);
    expect([(await trial.read()).complete, trial.asked()]).toEqual([true, ['section 2: b5, b6, b7']]);
  });

  it('leave the work to those who stay', async () => {
    const { trial, visit } = await open(silent);
    await using _ = trial;
    const [leaveFirst, leaveLast] = [visit('text/event-stream'), visit('text/event-stream')];
    await expect.poll(() => trial.log.text().match(/"path":"\/v1\/personalize"/g)?.length).toBe(2);
    await expect.poll(() => trial.asked()).toEqual(['plan b1-b3, b4-b7']);
    leaveFirst();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([trial.provider.aborted, await spent(trial)]).toEqual([0, []]);
    leaveLast();
    await expect.poll(() => trial.provider.aborted).toBe(1);
    await expect.poll(() => spent(trial)).toEqual([`plan ${MODEL} aborted 1`]);
  });
});

describe('what no database keeps', () => {
  it.each(['\u0000', '\uD800', '\uFFFF', '\u202E'])('from a model is no error of ours: %j', async (letter) => {
    const lines = ({ called, sound }: Parameters<Play>[0]): object[] => {
      const own = sound.map((line) => JSON.parse(line) as Record<string, unknown>);
      if (called.startsWith('plan'))
        return own.map((line) => ({ ...line, ...('need' in line && { need: `a${letter}`, terms: [`b${letter}`] }) }));
      return own.flatMap((line) => [
        { ...line, texts: (line['texts'] as string[]).map((text) => `${text}${letter}`) },
        { block: line['block'], action: 'flag', text: `c${letter}` },
      ]);
    };
    await using trial = await trials.open((asked) => ({
      chunks: lines(asked).map((line) => `${JSON.stringify(line)}\n`),
    }));
    const made = await trial.read();
    expect(made.complete).toBe(true);
    expect(JSON.stringify(made.edits)).not.toContain(letter);
    expect(trial.log.warnings()).toEqual([]);
  });
});

describe('what a model failed at twice', () => {
  it('is not asked for by the next reader; what is there is shown, and when it may be tried again', async () => {
    await using trial = await trials.open(failingAt('section 2', () => ({ chunks: ['no'], finish: 'refusal' })));
    await trial.read();
    await trial.read();
    trial.asked();
    const third = await trial.read();
    expect([trial.names(third.edits), third.failure, trial.asked()]).toEqual([
      ['b2'],
      { code: 'model_unavailable', retryAfter: 60 },
      [],
    ]);
    expect(await spent(trial)).toHaveLength(4);
    // Others are asked for as ever.
    expect((await trial.read(URDU)).failure).toEqual({ code: 'model_unavailable' });
    expect(trial.asked()).not.toEqual([]);
  });
});
