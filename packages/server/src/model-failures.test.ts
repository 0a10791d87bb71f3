import type { ModelSettingsInput } from '@attune/contract';
import type { ModelFailure } from '@attune/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failingAt, MODEL, openTrials, soundly, type Play, type Trial, type Trials } from './testing/model-trial.ts';

// What becomes of a reader, the store, the log and the bill when a provider fails: at the plan, or at one section of two.

interface Fault {
  readonly play: Play;
  readonly failure: ModelFailure;
  /** What the ledger says of the request, where it is not the failure. */
  readonly outcome?: string;
  /** Requests until it is given up: 1 unless it is said. */
  readonly tries?: number;
  /** The provider took no request: nothing is to be paid. */
  readonly isFree?: true;
  /** All lines but the last came, and half of that. */
  readonly comesInHalf?: true;
  /** Seconds that the reader is told. */
  readonly retryAfter?: number;
  readonly models?: ModelSettingsInput;
}

const half: Play = ({ sound }) => {
  const last = sound.at(-1) as string;
  return { chunks: [...sound.slice(0, -1), last.slice(0, last.length / 2)] };
};
const says =
  (...chunks: string[]): Play =>
  () => ({ chunks });
const SHORT: ModelSettingsInput = { deadlines: { firstTextMs: 400, answerMs: 400 } };

const FAULTS: Readonly<Record<string, Fault>> = {
  'refuses the key (401)': { play: () => ({ status: 401 }), failure: 'unauthorized', isFree: true },
  'refuses the request (400)': { play: () => ({ status: 400 }), failure: 'rejected', isFree: true },
  'has too many (429)': { play: () => ({ status: 429 }), failure: 'rate-limited', tries: 3, isFree: true },
  'has too many and says to come in a moment': {
    play: () => ({ status: 429, headers: { 'retry-after': '0.02' } }),
    failure: 'rate-limited',
    tries: 3,
    isFree: true,
    retryAfter: 1,
  },
  'has too many and says to come in an hour': {
    play: () => ({ status: 429, headers: { 'retry-after': '3600' } }),
    failure: 'rate-limited',
    isFree: true,
    retryAfter: 3600,
  },
  'has an error (500)': { play: () => ({ status: 500 }), failure: 'unavailable', tries: 3, isFree: true },
  'is overloaded (529)': { play: () => ({ status: 529 }), failure: 'overloaded', tries: 3, isFree: true },
  'takes the request and is silent': { play: () => ({ hang: true }), failure: 'timeout', models: SHORT },
  'begins and has no first text': { play: () => ({ hang: 'begun' }), failure: 'timeout', models: SHORT },
  'breaks off in the middle': {
    play: (asked) => ({ ...half(asked), finish: 'cut' }),
    failure: 'cut',
    comesInHalf: true,
  },
  'ends without its end': {
    play: (asked) => ({ ...half(asked), finish: 'none' }),
    failure: 'cut',
    comesInHalf: true,
  },
  'has no more room': {
    play: (asked) => ({ ...half(asked), finish: 'length' }),
    failure: 'too-long',
    comesInHalf: true,
  },
  'never ends': {
    play: (asked) => ({ chunks: endlessly(asked.sound.slice(0, -1)), paceMs: 2 }),
    failure: 'timeout',
    comesInHalf: true,
    models: SHORT,
  },
  'never ends and has no pace': {
    play: (asked) => ({ chunks: endlessly(asked.sound.slice(0, -1), ' '.repeat(10_000)) }),
    failure: 'too-long',
    comesInHalf: true,
  },
  'answers nothing': { play: says(), failure: 'garbage' },
  'answers blanks': { play: says('\n', '  \n'), failure: 'garbage', outcome: 'ok' },
  declines: { play: () => ({ chunks: ['I cannot'], finish: 'refusal' }), failure: 'declined' },
  'declines in words': {
    play: says("I'm sorry, but I can't help with rewriting this chapter."),
    failure: 'garbage',
    outcome: 'ok',
  },
  'writes broken JSON': {
    play: says('{"block":\n', "{'block':'b2','action':'rewrite'}\n", '[[[\n'),
    failure: 'garbage',
    outcome: 'ok',
  },
  'writes for blocks that there are not': {
    play: says('{"block":"b99","action":"keep"}\n', '{"block":"__proto__","action":"rewrite","texts":["x"]}\n'),
    failure: 'garbage',
    outcome: 'ok',
  },
  'writes another form': {
    play: says('{"edits":[{"id":"b2","content":"A node."}]}\n', '{"answer":"A node."}\n', '[1,2]\n', 'null\n'),
    failure: 'garbage',
    outcome: 'ok',
  },
};

function* endlessly(lines: readonly string[], filling = '\n'): Generator<string> {
  yield* lines;
  for (;;) yield filling;
}

/** What there is when it failed there, and what is asked for when it works again. */
interface Left {
  readonly shown: readonly string[];
  readonly planned: readonly string[];
  readonly asked: readonly string[];
  /** What else was asked by then, and answered. */
  readonly answered: readonly string[];
  /** The block in whose middle it ended: what was shown of it stays, and it is asked for again. */
  readonly half?: string;
}

const ALL = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'];
const ADAPTED = ['b2', 'b5', 'b6', 'b7'];
const PLACES: readonly (readonly [place: string, nothing: Left, inHalf: Left])[] = [
  [
    'plan',
    { shown: [], planned: [], asked: ['plan b1-b3, b4-b7', 'section 1: b2', 'section 2: b5, b6, b7'], answered: [] },
    {
      shown: ['b2'],
      planned: ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'],
      asked: ['plan b7', 'section 2: b5, b6, b7'],
      answered: ['section 1'],
    },
  ],
  [
    'section 2',
    { shown: ['b2'], planned: ALL, asked: ['section 2: b5, b6, b7'], answered: ['plan', 'section 1'] },
    {
      shown: ['b2', 'b5', 'b6'],
      half: 'b6',
      planned: ALL,
      asked: ['section 2: b6, b7'],
      answered: ['plan', 'section 1'],
    },
  ],
];

const SECRETS = ['good teacher', 'executor', 'clerk', 'Beginner', 'sk-ant', '127.0.0.1', 'answered', 'sorry'];

let trials: Trials;
beforeAll(async () => {
  trials = await openTrials();
});
afterAll(() => trials[Symbol.asyncDispose]());

describe.each(Object.entries(FAULTS))('a model that %s', (_, fault) => {
  it.each(PLACES)('at %s', async (place, nothing, inHalf) => {
    const left = fault.comesInHalf ? inHalf : nothing;
    await using trial = await trials.open(failingAt(place, fault.play), fault.models ? { models: fault.models } : {});

    const made = await trial.read();
    expect(made.complete).toBe(false);
    expect(made.failure).toEqual({
      code: 'model_unavailable',
      ...(fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter }),
    });
    expect(trial.names(made.edits)).toEqual(left.shown);

    await expectKept(trial, left);
    expectLogged(trial, fault);
    await expectSpent(trial, place, fault, left);

    trial.asked();
    trial.play(soundly);
    const whole = await trial.read();
    expect([whole.complete, whole.cached, trial.names(whole.edits)]).toEqual([true, false, ADAPTED]);
    expect(trial.asked()).toEqual(left.asked);
    expect([(await trial.read()).cached, trial.asked()]).toEqual([true, []]);
  });
});

/** Nothing wrong, and nothing in part as if it were whole. */
async function expectKept(trial: Trial, left: Left): Promise<void> {
  const { plans, adaptations, variants, flags } = await trial.kept();
  expect(trial.names(plans)).toEqual(left.planned);
  expect(trial.names(adaptations)).toEqual(left.shown);
  for (const adaptation of adaptations) {
    const { state, refused, remarks } = adaptation;
    const isHalf = trial.names([adaptation])[0] === left.half;
    expect([state, refused, remarks]).toEqual([isHalf ? 'open' : 'done', [], []]);
  }
  expect([variants, flags]).toEqual([0, []]);
}

function expectLogged(trial: Trial, { failure }: Fault): void {
  const warnings = trial.log.warnings();
  expect(warnings.at(-1)).toMatchObject({ msg: 'a model failed', chapter: trial.chapter, failure });
  for (const warning of warnings.slice(0, -1))
    expect(warning).toMatchObject({ msg: 'a model does not answer', model: MODEL, failure });
  expect(warnings.map(({ level }) => level)).not.toContain(50);
  for (const secret of SECRETS) expect(trial.log.text()).not.toContain(secret);
}

/** Each request once, tries too; what failed is paid only where the provider took it. */
async function expectSpent(trial: Trial, place: string, fault: Fault, left: Left): Promise<void> {
  const { failure, outcome = failure, tries = 1, isFree = false } = fault;
  const calls = await trial.calls();
  const [kind = ''] = place.split(' ');
  const failed = Array.from({ length: tries }, (_, index) => `${kind} ${outcome} ${index + 1}`);
  const answered = left.answered.map((called) => `${called.split(' ')[0]} ok 1`);
  expect(calls.map((call) => `${call.kind} ${call.outcome} ${call.attempt}`).sort()).toEqual(
    [...failed, ...answered].sort(),
  );
  for (const call of calls) {
    const isPaid = call.outcome === 'ok' || !isFree;
    expect([call.input + call.output > 0, Number(call.usd) > 0]).toEqual([isPaid, isPaid]);
  }
}
