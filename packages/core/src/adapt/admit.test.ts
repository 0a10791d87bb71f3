import type { Adaptation, Bundle } from '@attune/contract';
import { testBook, testChapter, testMaker } from 'attune-test-support';
import { expect, it } from 'vitest';
import { admit } from './admit.ts';

const book = testBook();
const chapter = testChapter('The motor draws 20 W.', book);
const block = chapter.blocks[0]?.id as string;
const key = 'a'.repeat(64);
const why = [{ facet: 'programming_experience', value: 'Beginner' }];

const made = (text: string, more: Partial<Adaptation> = {}): Adaptation => ({
  key,
  chapter: chapter.id,
  block,
  projection: {},
  state: 'done',
  edits: [{ block, action: 'rewrite', tag: 'beginner-simplify', why, texts: [text] }],
  refused: [],
  remarks: [],
  asked: 1,
  certificate: {},
  maker: testMaker,
  ...more,
});
const bundle = (...adaptations: Adaptation[]): Bundle => ({
  attune: 'adaptations/1',
  about: 'a test',
  prompts: ['test'],
  from: testMaker.at,
  to: testMaker.at,
  plans: [],
  adaptations,
  reviews: [],
  flags: [],
});
const taken = (...adaptations: Adaptation[]) => admit(bundle(...adaptations), new Map([[chapter.id, chapter]]), book);

it('keeps what passes the checks, with the certificate of today', () => {
  const { adaptations, refused, outdated } = taken(made('The motor takes 20 W.'));
  expect(adaptations[0]?.edits).toHaveLength(1);
  expect(Object.keys(adaptations[0]?.certificate ?? {})).toContain('numbers');
  expect([refused, outdated]).toEqual([0, 0]);
});

it('refuses what a file says though no check ever passed it', () => {
  const { adaptations, refused } = taken(made('The motor takes 2000 W.'));
  expect([adaptations[0]?.edits, adaptations[0]?.state, refused]).toEqual([[], 'open', 1]);
});

it('refuses an edit that is smuggled in under another block’s key', () => {
  const [edit] = made('The motor takes 20 W.').edits;
  const { adaptations } = taken(made('', { edits: [{ ...edit, block: '0123456789ab' } as never] }));
  expect(adaptations[0]?.edits).toEqual([]);
});

it('leaves out what is for a chapter or a block that is no more', () => {
  const { adaptations, outdated } = taken(
    made('The motor takes 20 W.', { chapter: 'default/current/en/gone' }),
    made('The motor takes 20 W.', { block: '0123456789ab' }),
  );
  expect([adaptations, outdated]).toEqual([[], 2]);
});
