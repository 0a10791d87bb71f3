import { type PlanEntry, type Profile, project } from '@attune/contract';
import {
  checkEdit,
  isRefused,
  openPage,
  type Page,
  type PlanTask,
  type ReviewTask,
  type Said,
  type SectionTask,
} from '@attune/core';
import { testBook, testChapter } from 'attune-test-support';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer, readAnswerText } from './read-answer.ts';

const SOURCE = '# Graph\n\nA node sends to `/imu`.\n\n- one\n- two\n\n## Else\n\nAn aside.\n\nThe end.\n';

function pageOf(profile: Profile = {}, policy = '{}'): Page {
  const book = testBook();
  const chapter = testChapter(`---\nattune: ${policy}\n---\n\n${SOURCE}`, book);
  return openPage(chapter, project(book.facets, { programming_experience: 'Beginner', ...profile }), book);
}
const idAt = (page: Page, section: number, at: number): string => page.sections[section]!.blocks[at]!.id;
const planTask = (page: Page): PlanTask => ({
  kind: 'plan',
  page,
  fixed: [],
  wanted: page.sections.flatMap(({ blocks }) => blocks.map(({ id }) => id)),
});
function sectionTask(page: Page, plan: PlanEntry[] = []): SectionTask {
  const section = page.sections[0]!;
  return { kind: 'section', page, section, plan, wanted: [idAt(page, 0, 1), idAt(page, 0, 2)], again: [] };
}
const lines = (...objects: object[]): string => objects.map((line) => JSON.stringify(line)).join('\n');
const why = [{ facet: 'programming_experience', value: 'Beginner' }];

describe('a plan’s answer', () => {
  const page = pageOf();
  const read = (...objects: object[]) => readAnswerText(planTask(page), lines(...objects));

  it('is a thread and entries, by the chapter’s ids', () => {
    const entry = { terms: ['node'], need: 'Say it.', does: ['rewrite'], tags: ['beginner-simplify'] };
    expect(read({ thread: 'A kitchen.' }, { block: 'b2', ...entry })).toEqual([
      { says: 'thread', text: 'A kitchen.' },
      { says: 'entry', entry: { block: idAt(page, 0, 1), ...entry } },
    ]);
  });

  it('may say that all is done', () => {
    expect(read({ done: true })).toEqual([{ says: 'done' }]);
  });

  it('takes the leading tag for granted, and leaves out those of other readers', () => {
    const [bare, mixed] = read(
      { block: 'b2', need: 'x', does: ['insert'] },
      { block: 'b3', need: 'x', does: ['rewrite'], tags: ['translate', 'explain-code'], error: null },
    );
    expect(bare).toMatchObject({ entry: { tags: ['beginner-simplify'], terms: [] } });
    expect(mixed).toMatchObject({ entry: { tags: ['explain-code'] } });
    expect(mixed).not.toHaveProperty('entry.error');
  });

  it('keeps what is wrong for the author, where nothing may be corrected', () => {
    const [said] = read({ block: 'b2', need: '', does: ['correct'], tags: ['correction'], error: 'It is not.' });
    expect(said).toMatchObject({ says: 'entry', entry: { does: [], error: 'It is not.' } });
  });

  it.each([
    [{ block: 'b99', need: 'x', does: ['rewrite'] }, 'there is no block b99'],
    [
      { block: 'b2', need: 'x', does: ['rewrite'], tags: ['advanced-depth'] },
      'no tag of advanced-depth is for this section',
    ],
    [{ block: 'b2', need: 'x', does: ['delete'] }, /does\.0/],
    [{ need: 'x' }, /block/],
    [{ thread: '' }, /thread/],
  ])('has no use for %j', (line, problem) => {
    expect(read(line)).toEqual([
      expect.objectContaining({
        says: 'malformed',
        problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
      }),
    ]);
  });
});

describe('a section’s answer', () => {
  const page = pageOf();
  const read = (...objects: object[]) => readAnswerText(sectionTask(page), lines(...objects));

  it('is edits with the reasons of their tags, which pass the checks if they are sound', () => {
    const said = read(
      {
        block: 'b2',
        action: 'rewrite',
        texts: [' A node, one worker of many, sends to ⟦1⟧. '],
        tag: 'beginner-simplify',
      },
      {
        block: 'b2',
        action: 'insert',
        position: 'after',
        kind: 'note',
        text: 'Think of a loudspeaker.',
        tag: 'explain-code',
      },
      { block: 'b3', action: 'keep' },
    );
    const block = idAt(page, 0, 1);
    expect(said).toEqual([
      {
        says: 'edit',
        edit: {
          block,
          action: 'rewrite',
          tag: 'beginner-simplify',
          why,
          texts: ['A node, one worker of many, sends to ⟦1⟧.'],
        },
      },
      {
        says: 'edit',
        edit: {
          block,
          action: 'insert',
          tag: 'explain-code',
          why,
          position: 'after',
          kind: 'note',
          text: 'Think of a loudspeaker.',
        },
      },
      { says: 'keep', block: idAt(page, 0, 2) },
    ]);
    for (const one of said)
      if (one.says === 'edit') expect(isRefused(checkEdit(one.edit, page.chapter, page.book))).toBe(false);
  });

  it('weaves words among the author’s, which stay letter by letter', () => {
    const changes = [
      { after: 'A node', say: '(one running program)' },
      { after: '⟦1⟧.', say: 'It never waits.', before: null, instead: '' },
    ];
    const [said] = read({ block: 'b2', action: 'weave', changes, tag: 'beginner-simplify' });
    expect(said).toMatchObject({
      edit: { action: 'rewrite', texts: ['A node (one running program) sends to ⟦1⟧. It never waits.'] },
    });
  });

  it('may leave out what can be told: the tag, the place, the list round one text', () => {
    const [rewrite, note] = read(
      { block: 'b2', action: 'rewrite', text: 'A node sends to ⟦1⟧.' },
      { block: 'b2', action: 'insert', text: 'It does not wait.' },
    );
    expect(rewrite).toMatchObject({ edit: { tag: 'beginner-simplify', texts: ['A node sends to ⟦1⟧.'] } });
    expect(note).toMatchObject({ edit: { kind: 'note', position: 'after' } });
  });

  it('has the tag that the plan gives the block, where it says none', () => {
    const entry = { block: idAt(page, 0, 1), terms: [], need: '', does: ['rewrite' as const], tags: ['explain-code'] };
    const [said] = readAnswerText(sectionTask(page, [entry]), lines({ block: 'b2', action: 'rewrite', texts: ['x'] }));
    expect(said).toMatchObject({ edit: { tag: 'explain-code' } });
  });

  it('is in the page’s language, and says so', () => {
    const urdu = pageOf({ preferred_language: 'Urdu' });
    const [said] = readAnswerText(
      sectionTask(urdu),
      lines({ block: 'b2', action: 'rewrite', texts: ['ایک node'], tag: 'translate' }),
    );
    expect(said).toMatchObject({ edit: { language: 'ur', why: [{ facet: 'preferred_language', value: 'Urdu' }] } });
  });

  it('is in that language alone where no plan asks for more: nothing of the reader’s is in its tag or reasons', () => {
    const urdu = pageOf({ preferred_language: 'Urdu' }, '{ allow: [corrections] }');
    const said = readAnswerText(
      sectionTask(urdu),
      lines(
        { block: 'b2', action: 'rewrite', texts: ['ایک node'], tag: 'beginner-simplify' },
        { block: 'b2', action: 'correct', texts: ['ایک node'], original: 'A node', text: 'x' },
        { block: 'b2', action: 'insert', text: 'ایک مثال۔' },
      ),
    );
    expect(said).toMatchObject([
      { edit: { tag: 'translate', why: [{ facet: 'preferred_language', value: 'Urdu' }] } },
      { says: 'malformed', problem: 'this block is only put into the language' },
      { says: 'malformed', problem: 'this block is only put into the language' },
    ]);
  });

  it('may flag any block, and does not need a reason for it', () => {
    expect(read({ block: 'b5', action: 'flag', text: 'It is not.' })).toEqual([
      { says: 'flag', block: idAt(page, 1, 1), text: 'It is not.' },
    ]);
  });

  it.each([
    [{ block: 'b9', action: 'keep' }, 'there is no block b9'],
    [{ block: 'b5', action: 'keep' }, 'this block was not asked for'],
    [{ block: 'b2', action: 'fold' }, /action/],
    [{ block: 'b2', action: 'rewrite' }, 'a rewrite needs texts'],
    [{ block: 'b2', action: 'weave', texts: ['x'] }, 'a weave needs changes'],
    [{ block: 'b2', action: 'weave', changes: [{ after: 'Nobody', say: 'x' }] }, /“Nobody” does not stand/],
    [{ block: 'b2', action: 'weave', changes: [] }, /changes/],
    [{ block: 'b2', action: 'insert', texts: ['x'] }, 'an insert needs a text'],
    [{ block: 'b2', action: 'insert', text: 'x', kind: 'substitute' }, /kind/],
    [
      { block: 'b2', action: 'rewrite', texts: ['x'], tag: 'advanced-condense' },
      'the tag advanced-condense is not for this section',
    ],
    [{ block: 'b2', action: 'insert', kind: 'primer', text: 'x' }, /kind/],
    [{ block: 'b2', action: 'flag' }, 'a flag needs a text'],
  ])('has no use for %j', (line, problem) => {
    expect(read(line)).toEqual([
      expect.objectContaining({
        says: 'malformed',
        problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
      }),
    ]);
  });

  describe('that corrects', () => {
    const line = {
      block: 'b2',
      action: 'correct',
      texts: ['A node sends to ⟦1⟧.'],
      original: 'A node sends to ⟦1⟧.',
      text: 'It does.',
      tag: 'beginner-simplify',
    };

    it('does so where the author lets it, under the tag of its own', () => {
      const allowed = pageOf({}, '{ allow: [corrections] }');
      const [said] = readAnswerText(sectionTask(allowed), lines(line));
      expect(said).toMatchObject({
        says: 'edit',
        edit: { action: 'correct', tag: 'correction', original: line.original, text: 'It does.' },
      });
      const [marked] = readAnswerText(sectionTask(allowed), lines({ ...line, text: 'Not ⟦1⟧.' }));
      expect(marked).toMatchObject({ says: 'malformed' });
    });

    it('does so by a change of the author’s words, which stand beside it', () => {
      const allowed = pageOf({}, '{ allow: [corrections] }');
      const changes = [
        { after: 'A node', say: '(a program)' },
        { instead: 'sends to', say: 'hears from' },
      ];
      const [said] = readAnswerText(
        sectionTask(allowed),
        lines({ block: 'b2', action: 'correct', changes, text: 'The code of `b4` hears.' }),
      );
      expect(said).toMatchObject({
        edit: {
          action: 'correct',
          original: 'sends to',
          texts: ['A node (a program) hears from ⟦1⟧.'],
          text: 'The code of b4 hears.',
        },
      });
      const [long] = readAnswerText(
        sectionTask(allowed),
        lines({
          block: 'b2',
          action: 'correct',
          changes: [{ instead: 'A node … ⟦1⟧.', say: 'It hears ⟦1⟧.' }],
          original: 'x',
          text: 'It does.',
        }),
      );
      expect(long).toMatchObject({ edit: { original: 'A node sends to ⟦1⟧.', texts: ['It hears ⟦1⟧.'] } });
      const [silent] = readAnswerText(
        sectionTask(allowed),
        lines({ block: 'b2', action: 'correct', changes: changes.slice(0, 1), text: 'x' }),
      );
      expect(silent).toMatchObject({ says: 'malformed', problem: 'a correction needs the author’s words in instead' });
    });

    it('tells the author elsewhere, and has to write the block anew', () => {
      expect(read(line)).toEqual([
        { says: 'flag', block: idAt(page, 0, 1), text: 'It does.' },
        expect.objectContaining({ says: 'malformed', block: idAt(page, 0, 1) }),
      ]);
    });
  });
});

describe('a reviewer’s answer', () => {
  const page = pageOf();
  const edits = new Map([[idAt(page, 0, 1), [{ block: idAt(page, 0, 1), action: 'rewrite' as const, tag: 'x', why }]]]);
  const task: ReviewTask = { kind: 'review', page, plan: [], edits };

  it('is remarks on blocks that have edits', () => {
    expect(
      readAnswerText(task, lines({ block: 'b2', problem: 'Lost.' }, { block: 'b3', problem: 'Dull.' }, { done: true })),
    ).toEqual([
      { says: 'remark', block: idAt(page, 0, 1), text: 'Lost.' },
      expect.objectContaining({ says: 'malformed', block: idAt(page, 0, 2) }),
      { says: 'done' },
    ]);
  });
});

describe('any answer', () => {
  const task = sectionTask(pageOf());
  const keep = { block: 'b2', action: 'keep' };

  it('complains of talk round its lines once', () => {
    const said = readAnswerText(task, `Sure!\n${lines(keep)}\nAnd:\n${lines(keep)}\nDone.`);
    expect(said.map(({ says }) => says)).toEqual(['malformed', 'keep', 'keep']);
  });

  it('names the block of a line that breaks off', () => {
    expect(readAnswerText(task, '{"block":"b3","action":"rewrite","texts":["Abc')).toEqual([
      expect.objectContaining({ says: 'malformed', problem: 'the line does not close', block: idAt(task.page, 0, 2) }),
    ]);
    expect(readAnswerText(task, '{"block":"b3",,}')).toEqual([
      expect.objectContaining({ problem: 'the line is no JSON', block: idAt(task.page, 0, 2) }),
    ]);
  });

  it('never throws, and says the same however it comes', async () => {
    const field = fc.constantFrom(
      'block',
      'action',
      'texts',
      'text',
      'tag',
      'need',
      'does',
      'done',
      'problem',
      '__proto__',
    );
    const value = fc.oneof(fc.constantFrom('b2', 'b3', 'rewrite', 'insert', 'keep', null, true), fc.jsonValue());
    const line = fc.dictionary(field, value).map((given) => JSON.stringify(given));
    const piece = fc.oneof(line, fc.string(), fc.constantFrom('{', '}', '"', '```json', '\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        async function* stream(): AsyncGenerator<string> {
          for (const one of pieces) yield* [`${one}\n`];
        }
        const whole = pieces.map((one) => `${one}\n`).join('');
        for (const asked of [task, planTask(task.page)]) {
          const said: Said[] = [];
          for await (const one of readAnswer(asked, stream())) said.push(one);
          expect(said).toEqual(readAnswerText(asked, whole));
        }
      }),
    );
  });
});
