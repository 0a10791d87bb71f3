import { expect, it } from 'vitest';
import { type Change, weave } from './weave.ts';

const TEXT = 'A **node** sends to ⟦1⟧ at 200 Hz. It never waits (see ⟦2⟧the guide⟦/2⟧). The robot’s arm listens.';
const woven = (...changes: Change[]): string[] | string => weave([TEXT], changes);

it.each<[string, Change, string]>([
  [
    'after a sentence',
    { after: 'at 200 Hz.', say: 'A hertz is once a second.' },
    TEXT.replace('Hz.', 'Hz. A hertz is once a second.'),
  ],
  [
    'after its last words, behind what closes it',
    { after: 'the guide', say: 'Others do.' },
    TEXT.replace('). The', '). Others do. The'),
  ],
  [
    'in brackets behind a word in bold',
    { after: '**node**', say: '(a program)' },
    TEXT.replace('**node**', '**node** (a program)'),
  ],
  [
    'in brackets behind a word within marks, outside of them',
    { after: 'node', say: '(a program)' },
    TEXT.replace('**node**', '**node** (a program)'),
  ],
  [
    'in brackets behind the words of a link, outside of it',
    { after: 'the guide', say: '(a text)' },
    TEXT.replace('⟦/2⟧', '⟦/2⟧ (a text)'),
  ],
  ['as an apposition', { after: 'arm', say: ', its motors,' }, TEXT.replace('arm', 'arm, its motors,')],
  ['at the end', { after: 'listens.', say: 'That is all.' }, `${TEXT} That is all.`],
  ['at the end, the full stop left out', { after: 'arm listens', say: 'That is all.' }, `${TEXT} That is all.`],
  ['before a sentence', { before: 'It never waits', say: 'It is quick.' }, TEXT.replace('It ', 'It is quick. It ')],
  ['before a word in bold', { before: 'node', say: 'small' }, TEXT.replace('**node', 'small **node')],
  [
    'instead of a sentence',
    { instead: 'It never waits', say: 'It goes on' },
    TEXT.replace('It never waits', 'It goes on'),
  ],
  [
    'instead of all from here to there',
    { instead: 'It never … the guide⟦/2⟧).', say: 'See ⟦2⟧the guide⟦/2⟧.' },
    TEXT.replace('It never waits (see ⟦2⟧the guide⟦/2⟧).', 'See ⟦2⟧the guide⟦/2⟧.'),
  ],
  ['with another apostrophe', { after: "The  robot's", say: 'long' }, TEXT.replace('robot’s', 'robot’s long')],
])('says something %s', (_, change, text) => {
  expect(woven(change)).toEqual([text]);
});

it('stays outside of what a whole sentence is set in', () => {
  expect(weave(['See *200 Hz or so.* Then on.'], [{ after: '200 Hz or so.', say: 'That is fast.' }])).toEqual([
    'See *200 Hz or so.* That is fast. Then on.',
  ]);
});

it('makes several changes of several texts, wherever they are named', () => {
  const changes = [
    { after: 'two.', say: 'B.' },
    { after: 'one.', say: 'A.' },
    { after: 'one.', say: 'Then.' },
  ];
  expect(weave(['Item one.', 'Item two.', 'Item three.'], changes)).toEqual([
    'Item one. A. Then.',
    'Item two. B.',
    'Item three.',
  ]);
});

it.each<[string, Change[], RegExp]>([
  ['words that are not there', [{ after: 'sends from', say: 'x' }], /“sends from” does not stand/],
  ['no words', [{ say: 'x' }], /one of after, before and instead/],
  ['two kinds of words', [{ after: 'It', before: 'It', say: 'x' }], /one of after, before and instead/],
  [
    'the same words twice',
    [
      { instead: 'It never waits', say: 'x' },
      { instead: 'never', say: 'y' },
    ],
    /two changes/,
  ],
])('says what is wrong with %s', (_, changes, problem) => {
  expect(woven(...changes)).toMatch(problem);
});

it('asks for more words where those are there twice, but not where they are a part of others', () => {
  expect(weave(['One arm.', 'Two arm.'], [{ after: 'arm.', say: 'x' }])).toMatch(/“arm.” stands in the block 2 times/);
  expect(weave(['No harm, one arm, armed.'], [{ after: 'arm', say: '(a limb)' }])).toEqual([
    'No harm, one arm (a limb), armed.',
  ]);
});

it('keeps both where something is said right before what is replaced, in whatever order they come', () => {
  const before: Change = { before: 'Two.', say: 'Half.' };
  const instead: Change = { instead: 'Two.', say: '2.' };
  for (const changes of [
    [before, instead],
    [instead, before],
  ])
    expect(weave(['One. Two. Three.'], changes)).toEqual(['One. Half. 2. Three.']);
});

it('takes one stretch a change, and no longer for a text that seems to go on for ever', () => {
  const text = 'a '.repeat(4000);
  expect(weave([text], [{ instead: 'a … a … a … a … z', say: 'x' }])).toMatch(/once/);
  expect(weave([text], [{ instead: 'a … z', say: 'x' }])).toMatch(/does not stand/);
});
