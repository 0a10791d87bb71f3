import type { Inline } from '@attune/contract';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { invariantsOf } from './invariants.ts';
import { printPage } from './printed-page.ts';
import { printEvaluation } from './print-evaluation.ts';
import { beginner, type GivenEdit, type GivenPage, pageOf, urdu } from './testing/pages.ts';
import type { Evaluation, Violation } from './types.ts';

const LOOSE = { adaptedLowest: 0, adaptedTranslated: 0, growth: 10 };
const evaluated = (page: GivenPage): Evaluation => evaluate({ pages: [pageOf(page)], thresholds: LOOSE });
const rules = ({ violations }: Evaluation): Violation['rule'][] => [...new Set(violations.map(({ rule }) => rule))];

const SOUND: GivenEdit[] = [
  {
    at: 'A node is a program, or',
    texts: [
      'A node is a program, or a part of one, with a name and one job. A topic is a named channel such as ⟦1⟧; think of it as a radio frequency that anybody may tune to. A node that has something to say creates a publisher on the topic. A node that wants to hear it creates a subscriber. Whatever is published travels as a message of a fixed type: on ⟦2⟧ that type is ⟦3⟧, and nothing else will fit.',
    ],
  },
  {
    at: 'ROS 2 Jazzy is made for',
    texts: [
      'ROS 2 Jazzy, the release used in this book, is made for Ubuntu 24.04. Do you have anything else? Then run it in a container, a sealed copy of Ubuntu on your own machine; the commands of this chapter are then the same. Choose once:',
    ],
  },
  {
    at: 'Our first node rocks',
    action: 'insert',
    kind: 'example',
    text: 'At 200 Hz a swing of two seconds has 400 samples:\n\n- after 0.5 s the torso leans by 0.12 rad;\n- after 1 s it stands upright.',
  },
];
const URDU: GivenEdit[] = [
  {
    at: 'A node is a program, or',
    language: 'ur',
    texts: [
      'node ایک program ہے، یا اس کا ایک حصہ، جس کا ایک نام اور ایک کام ہوتا ہے۔ topic ایک نام والا راستہ ہے، مثلاً ⟦1⟧۔ جس node کو کچھ کہنا ہو وہ اس topic پر publisher بناتا ہے؛ جسے سننا ہو وہ subscriber بناتا ہے۔ جو کچھ بھیجا جائے وہ ایک مقررہ قسم کے message کے طور پر سفر کرتا ہے: ⟦2⟧ پر یہ قسم ⟦3⟧ ہے، اور اس کے سوا کچھ نہیں چلے گا۔',
    ],
  },
  { at: 'Nodes, topics, messages', language: 'ur', texts: ['nodes، topics اور messages'] },
];

describe('sound pages', () => {
  it.each<[string, GivenPage]>([
    ['without any edit of a model', {}],
    ['with rewrites and an example', { edits: SOUND }],
    ['in Urdu', { edits: URDU, profile: urdu }],
    ['of another chapter, as it is', { path: '12-safety.md' }],
    ['of a third chapter, as it is', { path: '07-sensors.md', profile: urdu }],
  ])('pass %s', (_, page) => {
    const { violations, total } = evaluated(page);
    expect(violations).toEqual([]);
    expect(total.invariants.fences.checked).toBeGreaterThan(0);
    expect(total.invariants.math.checked).toBeGreaterThan(3);
    expect(total.invariants.links.checked).toBeGreaterThan(3);
  });

  it('are counted', () => {
    const { total, byTag, pages, byReader, byLanguage } = evaluated({ edits: SOUND });
    expect(total).toMatchObject({ pages: 1, adapted: 3, asked: 3, texts: 3, wrongLanguage: 0, fallbacks: 0 });
    expect(total.prose).toBeGreaterThan(20);
    expect(total.readerLetters).toBeGreaterThan(total.authorLetters);
    expect(byTag).toContainEqual({ tag: 'beginner-simplify', edits: 3, blocks: 3, refused: 0 });
    expect([Object.keys(byReader), Object.keys(byLanguage)]).toEqual([['novice'], ['source']]);
    expect(pages[0]?.level).toBeDefined();
    expect(total.termsNeeded).toBeGreaterThanOrEqual(total.termsExplained);
    expect(total.termsExplained).toBeGreaterThan(0);
  });
});

const SMALL = [
  '# A robot',
  'A `code` and $x$ with <kbd>Ctrl</kbd>, a [guide](to.md), ![pic](a.png), at 30 Hz and a humanoid.',
  '```py\nx = 1\n```',
  'It weighs 42 kg and cannot fall.',
].join('\n\n');
const ALL = [1, 2, 3, 4, 5].map((number): Inline => ({ type: 'mask', number }));
const leaves = (text: string, lost?: number): Inline[][] => [
  [text, ...ALL.filter((inline) => typeof inline === 'object' && inline.type === 'mask' && inline.number !== lost)].map(
    (inline): Inline =>
      typeof inline === 'object' && inline.type === 'mask' && inline.number === 4
        ? { ...inline, children: ['guide'] }
        : inline,
  ),
];
const KEPT = 'It runs at 30 Hz in a humanoid: ';
const small = (edit: Partial<GivenEdit>): GivenPage => ({
  path: 'small.mdx',
  source: SMALL,
  edits: [{ at: 'A `code`', ...edit }],
});

describe('each invariant that is violated once is seen', () => {
  it('and none where all is kept', () => {
    expect(evaluated(small({ leaves: leaves(KEPT) })).violations).toEqual([]);
  });

  it.each<[Violation['rule'], Partial<GivenEdit>]>([
    ['inlineCode', { leaves: leaves(KEPT, 1) }],
    ['inlineCode', { leaves: [[{ type: 'code', value: 'rm' }, ...leaves(KEPT)[0]!]] }],
    ['math', { leaves: leaves(KEPT, 2) }],
    ['tags', { leaves: leaves(KEPT, 3) }],
    ['links', { leaves: leaves(KEPT, 4) }],
    ['images', { leaves: leaves(KEPT, 5) }],
    ['images', { leaves: [[...leaves(KEPT)[0]!, { type: 'mask', number: 5 }]] }],
    ['headings', { at: 'A robot', leaves: [['A machine']] }],
    ['fences', { action: 'insert', content: [{ type: 'code', language: 'py', value: 'x = 2' }] }],
    ['numbers', { leaves: leaves('It runs at 50 Hz in a humanoid: ') }],
    ['numbers', { leaves: leaves('It runs at 30 kHz in a humanoid: ') }],
    ['numbers', { leaves: leaves('It runs in a humanoid: ') }],
    ['numbers', { leaves: leaves('It runs 7 times at 30 Hz in a humanoid: ') }],
    ['numbers', { action: 'insert', kind: 'note', text: 'It has 17 joints.' }],
    ['terms', { leaves: leaves('It runs at 30 Hz in a machine: ') }],
    ['language', { leaves: leaves(`${KEPT} und das ist nicht die Maschine mit der man auf dem Weg ist `) }],
    ['language', { action: 'insert', kind: 'note', text: 'روبوٹ کے sensors دو طرح کے ہوتے ہیں۔' }],
  ])('%s', (rule, edit) => {
    const evaluation = evaluated(small(edit));
    expect(rules(evaluation)).toEqual([rule]);
    expect(evaluation.passed).toBe(false);
  });

  it('a page that stops in the middle, or has what no author wrote', () => {
    const page = pageOf({ path: 'small.mdx', source: `${SMALL}\n\n:::for{role="Instructor"}\n\n\`y\`\n\n:::\n` });
    const printed = printPage(page);
    expect(invariantsOf(page, printed).flatMap(({ broken }) => broken)).toEqual([]);
    const cut = printed.author.slice(0, SMALL.indexOf('```'));
    const broken = invariantsOf(page, { ...printed, author: cut, reader: cut, body: cut }).filter(
      (one) => one.broken.length > 0,
    );
    expect(broken.map(({ rule }) => rule)).toEqual(['fences']);
    const more = `${printed.author}\n\n[a](b.md)\n`;
    const added = invariantsOf(page, { ...printed, author: more, reader: more, body: more });
    expect(added.filter((one) => one.broken.length > 0).map(({ rule }) => rule)).toEqual(['links']);
  });

  it('a number may change in a correction, and come in an example', () => {
    const at = 'It weighs';
    const corrected: GivenEdit = {
      at,
      action: 'correct',
      texts: ['It weighs 24 kg and cannot fall.'],
      original: '42 kg',
    };
    const example: GivenEdit = { at, action: 'insert', kind: 'example', text: 'At 17 kg it would be lighter.' };
    expect(evaluated({ ...small({}), edits: [corrected, example] }).violations).toEqual([]);
  });

  it('a translation that was left in English', () => {
    const [sound] = URDU;
    const left = {
      at: 'The important property',
      language: 'ur',
      texts: [
        'What matters is what the two sides, publisher and subscriber, do *not* know about the IMU driver. Simulation and simulator: ⟦1⟧chapter 6⟦/1⟧',
      ],
    };
    expect(rules(evaluated({ profile: urdu, edits: [sound!, left] }))).toEqual(['language']);
  });
});

describe('thresholds', () => {
  const at = 'A node is a program, or';

  it('ask for enough on the pages of beginners, and for all of a translation', () => {
    const { violations } = evaluate({ pages: [pageOf({ edits: SOUND }), pageOf({ edits: URDU, profile: urdu })] });
    expect(violations.map(({ rule }) => rule)).toEqual(['adaptedLowest', 'adaptedTranslated']);
    const advanced = pageOf({ profile: { ...beginner, programming_experience: 'Advanced' } });
    expect(evaluate({ pages: [advanced] }).passed).toBe(true);
  });

  it('a heading that is only a term, and what its author wrote in that language, need no translation', () => {
    const source = '# ROS 2\n\nROS 2\n\nروبوٹ کے sensors دو طرح کے ہوتے ہیں۔ یہ پہلا باب ہے۔\n';
    const { total, violations } = evaluate({ pages: [pageOf({ path: 'a.md', source, profile: urdu })] });
    expect([total.prose, violations]).toEqual([0, []]);
  });

  it('a page grows only so far', () => {
    const text = 'The robot stands and it waits and it looks. '.repeat(80);
    const edits: GivenEdit[] = [
      { at, action: 'insert', kind: 'note', text },
      ...[2, 3, 4, 5, 6].map(() => ({ at, action: 'insert' as const, kind: 'note' as const, text })),
    ];
    expect(rules(evaluate({ pages: [pageOf({ edits })], thresholds: { adaptedLowest: 0 } }))).toEqual(['growth']);
  });

  it('few blocks fall back, and repairs are counted', () => {
    const edit = { block: 'x', action: 'rewrite' as const, tag: 'gone', why: [] };
    const page = pageOf({ edits: SOUND, adaptation: { asked: 2, refused: [{ edit, findings: [] }] } });
    const { violations, total, byTag } = evaluate({ pages: [page], thresholds: LOOSE });
    expect(violations.map(({ rule }) => rule)).toEqual(['fallbacks']);
    expect(total).toMatchObject({ asked: 3, repaired: 3, fallbacks: 3 });
    expect(byTag).toContainEqual({ tag: 'gone', edits: 0, blocks: 0, refused: 3 });
  });
});

describe('several readers of one chapter', () => {
  it('show whether edits follow the facets', () => {
    const expert = { ...beginner, programming_experience: 'Advanced' };
    const pages = [
      pageOf({ edits: SOUND }),
      pageOf({
        edits: [{ ...SOUND[0]!, texts: ['⟦1⟧ ⟦2⟧ ⟦3⟧'] }, ...SOUND.slice(1)],
        profile: expert,
        reader: 'expert',
      }),
    ];
    const { sensitivity, violations } = evaluate({ pages, thresholds: LOOSE });
    expect(sensitivity).toEqual([{ facet: 'programming_experience', pairs: 3, differing: 1 }]);
    expect(violations.filter(({ rule }) => rule === 'sensitivity')).toEqual([]);
  });

  it('where nothing that matters differs must have equal edits', () => {
    const teacher = { ...beginner, role: 'Instructor' };
    const pages = [
      pageOf({ edits: SOUND }),
      pageOf({
        edits: [{ ...SOUND[1]!, texts: ['Use ROS 2 Jazzy on Ubuntu 24.04, or a container.'] }],
        profile: teacher,
        reader: 'teacher',
      }),
    ];
    const { violations } = evaluate({ pages, thresholds: LOOSE });
    expect(violations).toMatchObject([{ rule: 'sensitivity', reader: 'teacher' }]);
  });
});

it('is printed as tables', () => {
  const passed = printEvaluation(evaluated({ edits: SOUND }));
  expect(passed).toMatch(/beginner-simplify +3 +3 +0/);
  expect(passed).toContain('Passed');
  expect(printEvaluation(evaluated(small({ leaves: leaves(KEPT, 2) })))).toContain('math: "x" is lost');
});
