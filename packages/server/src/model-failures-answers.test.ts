import type { Profile } from '@attune/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, failingAt, openTrials, soundly, type Play, type Trials, URDU } from './testing/model-trial.ts';
import { TWO_SECTIONS } from './testing/sound-answers.ts';

// A model that answers in time and in form, and wrongly: the author's block stands, is asked for once more, and then never again.

let trials: Trials;
beforeAll(async () => {
  trials = await openTrials();
});
afterAll(() => trials[Symbol.asyncDispose]());

const line = (fields: object): string => `${JSON.stringify(fields)}\n`;
/** The same for every block that is asked for. */
const each =
  (edit: (block: string) => object): Play =>
  ({ wanted }) => ({ chunks: wanted.map((block) => line({ block, ...edit(block) })) });
const rewrites = (texts: Readonly<Record<string, string>> | string, tag = 'beginner-simplify'): Play =>
  each((block) => ({ action: 'rewrite', texts: [typeof texts === 'string' ? texts : (texts[block] ?? '')], tag }));

const SOURCES = Object.fromEntries(
  TWO_SECTIONS.split('\n\n').map((text, index) => [`b${index + 1}`, text.replace(/^#+ /, '').trim()]),
);
const OWN_WORDS = {
  b4: 'How one asks another program',
  b5: 'Whoever calls a service waits for its answer, and therefore never calls one from within a callback.',
  b6: 'One call after another is answered by the server of a service.',
  b7: 'After a while a call is given up if nobody answers it.',
};

interface Wrong {
  readonly play: Play;
  readonly profile?: Profile;
  /** Checks or problems that are told the model; a block with another outcome is not looked at. */
  readonly why: string;
}
const WRONG: Readonly<Record<string, Wrong>> = {
  'English for who reads Urdu': { play: rewrites(OWN_WORDS, 'translate'), profile: URDU, why: 'language' },
  'the source again for who reads Urdu': { play: rewrites(SOURCES, 'translate'), profile: URDU, why: 'language' },
  'ten times the length': {
    play: rewrites(
      Array.from({ length: 30 }, (_, index) => `Of a ${'very '.repeat(index % 3)}long story this is part of it.`).join(
        ' ',
      ),
    ),
    why: 'length',
  },
  'list signs in a loop': {
    play: each(() => ({ action: 'insert', kind: 'note', text: `${'- '.repeat(4_500)}x`, tag: 'beginner-simplify' })),
    why: 'length',
  },
  'nothing in a text': { play: rewrites(''), why: 'the text is empty' },
  'a number that is not the author’s': {
    play: rewrites('It waits 17 seconds and does not belong there.'),
    why: 'numbers',
  },
  'an action that there is not': { play: each(() => ({ action: 'replace', text: 'x' })), why: 'action: ' },
  'too few of the fields': { play: each(() => ({ action: 'rewrite' })), why: 'needs texts' },
  'a tag of its own': { play: each(() => ({ action: 'rewrite', texts: ['x'], tag: 'pwned' })), why: 'tag pwned' },
};

describe.each(Object.entries(WRONG))('a model that writes %s', (_, { play, profile = BEGINNER, why }) => {
  it('is asked once more; then the author’s blocks stand for good, whole', async () => {
    await using trial = await trials.open(failingAt('section 2', play));
    const made = await trial.read(profile);
    expect([made.complete, made.failure]).toEqual([true, undefined]);
    expect(trial.names(made.edits).filter((block) => block > 'b4')).toEqual([]);

    const asked = trial.asked().filter((called) => called.startsWith('section 2'));
    expect(asked.map((called) => called.endsWith('again'))).toEqual([false, true]);
    const refused = (await trial.kept()).adaptations.filter(({ block }) => trial.names([{ block }]).join() > 'b4');
    expect(refused.length).toBeGreaterThanOrEqual(3);
    for (const { state, edits, asked: times, refused: texts, remarks } of refused) {
      expect([state, edits, times]).toEqual(['done', [], 2]);
      expect(JSON.stringify([texts, remarks])).toContain(why);
    }

    expect(trial.log.warnings()).toEqual([]);
    expect(trial.log.text()).not.toMatch(/executor|callback|Beginner|clerk/);
    expect((await trial.calls()).map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual([
      'plan ok',
      'section ok',
      'section ok',
      'section ok',
    ]);
    expect([(await trial.read(profile)).cached, trial.asked()]).toEqual([true, []]);
  });

  it('and mends it is shown', async () => {
    await using trial = await trials.open((asked) =>
      asked.called.startsWith('section 2') && !asked.called.endsWith('again') ? play(asked) : soundly(asked),
    );
    const made = await trial.read(profile);
    expect(trial.names(made.edits)).toEqual(profile === URDU ? Object.keys(SOURCES) : ['b2', 'b5', 'b6', 'b7']);
    expect((await trial.kept()).adaptations.flatMap(({ refused }) => refused)).toEqual([]);
  });
});
