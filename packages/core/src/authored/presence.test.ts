import { type Edit, type Profile, project } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { assemble, openPage, type Block } from '../index.ts';
import { resolvePresence } from './resolve.ts';

const primer =
  '---\ntitle: Vectors\nreaders: { robotics_experience: [None], role: [Instructor] }\n---\n\nA vector is …\n';
const book = testBook({ primers: { vectors: primer } });
const passage = (opening: string, text: string): string => `${opening}\n\n${text}\n\n:::`;

const FOR_KIT = passage(':::for{hardware_availability="Jetson Kit"}', 'flash');
const FOR_CLOUD = passage(':::for{hardware_availability="Cloud, RTX Workstation"}', 'start');
const FOR_EXPERT_KIT = passage(
  ':::for{hardware_availability="Jetson Kit" programming_experience="Advanced"}',
  'expert',
);
const OTHERWISE = passage(':::otherwise', 'any');
const STEP = passage(':::step[Run on the board]{hardware_availability="Jetson Kit"}', 'board');
const INSTEAD_CLOUD = passage(':::instead[Run in the cloud]{hardware_availability="Cloud"}', 'cloud');
const INSTEAD = passage(':::instead[Simulate]', 'simulate');

const joined = (...parts: string[]): string => parts.join('\n\n');
const hasKit: Profile = { hardware_availability: 'Jetson Kit' };

/** What a reader's page shows of the words in the chapter's marked passages, and the edits that make it so. */
function read(source: string, profile: Profile): { shown: string[]; edits: readonly Edit[] } {
  const chapter = testChapter(source, book);
  expect(chapter.findings.filter(({ severity, rule }) => severity === 'error' && rule !== 'readers-missing')).toEqual(
    [],
  );
  const { absent, edits } = resolvePresence(chapter, project(book.facets, profile), book);
  const ownWords = ({ mark, kind, leaves }: Block): readonly string[] => {
    if (mark?.primer !== undefined) return ['primer'];
    return kind === 'container' ? [] : leaves.flatMap((leaf) => leaf.words);
  };
  const wordsIn = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) => (absent.has(block.id) ? [] : [...ownWords(block), ...wordsIn(block.children)]));
  return { shown: wordsIn(chapter.blocks), edits };
}
const shownTo = (source: string, profile: Profile): string[] => read(source, profile).shown;
const actions = (source: string, profile: Profile): string[] => read(source, profile).edits.map((edit) => edit.action);

describe('a condition that stands alone', () => {
  it('shows to whom it matches, with their answer as the reason', () => {
    const { shown, edits } = read(FOR_KIT, hasKit);
    expect(shown).toEqual(['flash']);
    expect(edits).toMatchObject([
      {
        action: 'show',
        kind: 'condition',
        tag: 'condition',
        why: [{ facet: 'hardware_availability', value: 'Jetson Kit' }],
      },
    ]);
    expect(edits[0]).not.toHaveProperty('replaces');
  });

  it('is absent for others, which takes no edit: Original has it not', () => {
    expect(read(FOR_KIT, {})).toEqual({ shown: [], edits: [] });
  });

  it('matches any of several values', () => {
    expect(
      ['Cloud', 'RTX Workstation', 'None'].map((hardware) => shownTo(FOR_CLOUD, { hardware_availability: hardware })),
    ).toEqual([['start'], ['start'], []]);
  });

  it('needs all of several facets', () => {
    expect(shownTo(FOR_EXPERT_KIT, hasKit)).toEqual([]);
    const { shown, edits } = read(FOR_EXPERT_KIT, { ...hasKit, programming_experience: 'Advanced' });
    expect(shown).toEqual(['expert']);
    expect(edits[0]?.why).toEqual([
      { facet: 'hardware_availability', value: 'Jetson Kit' },
      { facet: 'programming_experience', value: 'Advanced' },
    ]);
  });

  it('that does not say for whom is for nobody', () => {
    expect(read(passage(':::for', 'lost'), hasKit)).toEqual({ shown: [], edits: [] });
  });
});

describe('a choice', () => {
  const choice = joined(FOR_EXPERT_KIT, FOR_KIT, FOR_CLOUD, OTHERWISE);

  it('shows the first that matches and hides what Original shows', () => {
    expect(shownTo(choice, { ...hasKit, programming_experience: 'Advanced' })).toEqual(['expert']);
    expect(shownTo(choice, hasKit)).toEqual(['flash']);
    const { shown, edits } = read(choice, { hardware_availability: 'Cloud' });
    const { blocks } = testChapter(choice, book);
    const why = [{ facet: 'hardware_availability', value: 'Cloud' }];
    expect(shown).toEqual(['start']);
    expect(edits).toEqual([
      { block: blocks[3]?.id, action: 'hide', tag: 'condition', why },
      { block: blocks[2]?.id, action: 'show', tag: 'condition', kind: 'condition', why, replaces: blocks[3]?.id },
    ]);
  });

  it('shows the otherwise, without edits, where none matches', () => {
    expect(read(choice, {})).toEqual({ shown: ['any'], edits: [] });
  });

  it('works in an admonition, a quote and a tab', () => {
    const inner = joined(FOR_KIT, OTHERWISE);
    for (const source of [
      `::::note\n\n${inner}\n\n::::`,
      inner.replace(/^/gm, '> '),
      `<Tabs>\n<TabItem value="a">\n\n${inner}\n\n</TabItem>\n</Tabs>`,
    ]) {
      expect(shownTo(source, hasKit)).toEqual(['flash']);
      expect(shownTo(source, {})).toEqual(['any']);
      expect(actions(source, hasKit)).toEqual(['hide', 'show']);
    }
  });

  it('gives as reason only the answers that matched, of several', () => {
    const goals = testBook({ settings: { preset: 'learning-goals' } });
    const chapter = testChapter(passage(':::for{learning_goals="hobby, teaching"}', 'x'), goals);
    const projection = project(goals.facets, { learning_goals: ['research', 'teaching'] });
    expect(resolvePresence(chapter, projection, goals).edits[0]?.why).toEqual([
      { facet: 'learning_goals', value: 'teaching' },
    ]);
  });
});

describe('a hardware track', () => {
  const track = joined(STEP, INSTEAD_CLOUD, INSTEAD);

  it('is the step for who can run it, as in Original', () => {
    expect(read(track, hasKit)).toEqual({ shown: ['board'], edits: [] });
  });

  it('is the first instead that matches for who cannot, with both labels and the answer that is in the way', () => {
    const { shown, edits } = read(track, { hardware_availability: 'Cloud' });
    const { blocks } = testChapter(track, book);
    const shared = { tag: 'hardware-track', why: [{ facet: 'hardware_availability', value: 'Cloud' }] };
    expect(shown).toEqual(['cloud']);
    expect(edits).toEqual([
      { block: blocks[0]?.id, action: 'hide', label: 'Run on the board', ...shared },
      {
        block: blocks[1]?.id,
        action: 'show',
        kind: 'substitute',
        label: 'Run in the cloud',
        replaces: blocks[0]?.id,
        ...shared,
      },
    ]);
  });

  it('is the last instead for everybody else', () => {
    expect(shownTo(track, {})).toEqual(['simulate']);
    expect(shownTo(track, { hardware_availability: 'RTX Workstation' })).toEqual(['simulate']);
  });

  it('tells only of the answers that do not hold', () => {
    const source = joined(
      passage(':::step[A]{hardware_availability="Jetson Kit" programming_experience="Advanced"}', 'a'),
      passage(':::instead[B]', 'b'),
    );
    expect(read(source, hasKit).edits[0]?.why).toEqual([{ facet: 'programming_experience', value: 'Intermediate' }]);
  });
});

describe('a primer', () => {
  it('is shown to whom it names by any facet, with the reason and its title', () => {
    const { shown, edits } = read('::primer{name="vectors"}', { robotics_experience: 'Hardware', role: 'Instructor' });
    expect(shown).toEqual(['primer']);
    expect(edits).toMatchObject([
      {
        action: 'show',
        kind: 'primer',
        tag: 'primer',
        label: 'Vectors',
        why: [{ facet: 'role', value: 'Instructor' }],
      },
    ]);
  });

  it('is absent for others', () => {
    expect(read('::primer{name="vectors"}', { robotics_experience: 'Hardware' })).toEqual({ shown: [], edits: [] });
  });
});

describe('a fold', () => {
  const foldsOf = (source: string, profile: Profile, folding = book): Edit[] =>
    assemble(openPage(testChapter(source, folding), project(folding.facets, profile), folding));
  const basics = passage(':::basics[What it is]', 'x');
  const depth = passage(':::depth[Why]', 'x');

  it('closes as the book’s settings say: basics for the advanced, depth for beginners', () => {
    const closed = (profile: Profile): number[] => [basics, depth].map((source) => foldsOf(source, profile).length);
    expect(closed({ programming_experience: 'Advanced' })).toEqual([1, 0]);
    expect(closed({ programming_experience: 'Intermediate' })).toEqual([0, 0]);
    expect(closed({ programming_experience: 'Beginner' })).toEqual([0, 1]);
    expect(foldsOf(basics, { programming_experience: 'Advanced' })).toMatchObject([
      {
        action: 'fold',
        tag: 'fold',
        label: 'What it is',
        why: [{ facet: 'programming_experience', value: 'Advanced' }],
      },
    ]);
  });

  it('needs any of the facets of a setting, but all that a mark names', () => {
    const any = testBook({
      settings: { folds: { basics: { role: ['Researcher'], robotics_experience: ['Hardware'] } } },
    });
    expect(foldsOf(basics, { role: 'Researcher' }, any)).toHaveLength(1);
    const all = passage(':::basics[A]{role="Researcher" robotics_experience="Hardware"}', 'x');
    expect(foldsOf(all, { role: 'Researcher' })).toEqual([]);
    expect(foldsOf(all, { role: 'Researcher', robotics_experience: 'Hardware' })[0]?.why).toHaveLength(2);
  });

  it('of a mark that names readers is theirs alone', () => {
    const own = passage(':::basics[A]{role="Researcher"}', 'x');
    expect(foldsOf(own, { programming_experience: 'Advanced' })).toEqual([]);
  });
});
