import { lengthOf, type PlanTask } from '@attune/core';
import { condenses, correction, isNewcomer } from '../transformations/index.ts';
import { fenced } from './fence.ts';
import { fill, paragraphs } from './fill.ts';
import { roomFor } from './measure.ts';
import { absentLine, entryLine, glossaryNames, policyLine, primerData } from './page-data.ts';
import { calledOn, effects, readerData, sectionLines, unionOf } from './reader.ts';

/** The words of a request for a plan. */
export const PLAN_TEXTS = {
  start: `# Task: the teaching plan
Plan how the chapter is fitted to this reader, given below. It may be carried out by several writers, each one section, without seeing each other's work: what the plan does not say is not done, and what it says twice the reader reads twice.`,
  effects: `# What this reader calls for
Which of these matter in which section is said below; where one is not named, the text does not speak of it.`,
  work: `# How to plan
Read the chapter from its first sentence to its last as this reader would, alone with it and nobody to ask. Wherever they would stop, guess, be misled, or be unable to do what is asked, decide on the one remedy that helps most. Look at everything that is shown (each block of code, table, diagram, formula) and ask whether this reader could retell it. What they take in at one reading needs nothing; leave it out.`,
  room: `The page may grow by about %room% words in all, and a good plan uses most of them. Spend them where the chapter is hardest, and count: a term explained in passing is 6 words, a sentence 15, a note 50, a worked example or a table 80.%net%`,
  net: ` This reader knows much: every one of these words tells something that they do not know yet.`,
  terms: `The words of the glossary's list have a definition on tap as well. A word that the text cannot be followed without is explained in the text all the same.`,
  thread: `First one line: {"thread":"…"}: the running example, in one to three sentences: the chapter's own, if it has one; else one case from its own world or from daily life that fits all of it. Who and what is in it, which part of it stands for which idea, which block introduces it in full, and in which it comes back.`,
  lines: `%start%one line for each block that needs something, at most one a block, strictly in the chapter's order:
{"block":"b7","terms":["packet","topic"],"need":"…","does":["weave","insert"],"tags":["…"]}
- block: one of those to be planned.
- terms: the words explained in this block, as the text writes them; each word once in the whole plan, at the block where it is first needed. [] if none.
- need: what is hard or missing here, quoted in a few words, and the exact remedy: what to say, which case, which numbers with their result, which code line, before or after what. At most 60 words (the opening and a long table 120), so concrete that another writer produces the right text from it alone.
- does: weave (words of ours between the author's in the block's own prose, or in place of a sentence), insert (a note, worked example or table after it)%correct%. Headings, code, formulas and locked blocks take inserts only, sealed ones nothing, and no insert comes between a lead-in and what it leads to: put it after the latter. Weave in what is one or two sentences; insert what explains code, a table or a diagram, or needs lines of its own.
- tags: of those named for its section, the ones at work, the leading one first.
- error: what is wrong, what is so, and how one knows; leave it out where nothing is. %error%%errors%
If no block needs anything, answer {"done":true} alone.`,
  correct: ', correct (a wrong statement put right, and what else is woven in; with error)',
  errorsOnly:
    ' A block may be named for its error alone, with does []; the error is told to the author and nothing of it is written on the page.',
} as const;

export function planRequest(task: PlanTask): string {
  const { page, wanted, thread } = task;
  const called = calledOn(page).filter(({ transformation }) => transformation !== correction);
  const letters = page.sections
    .flatMap(({ blocks }) => blocks)
    .filter(({ id }) => wanted.includes(id))
    .reduce((sum, block) => sum + lengthOf(page.chapter, block), 0);
  const asksThread = thread === undefined && called.some(isNewcomer);
  const mayCorrect = page.chapter.policy.allow.includes('corrections');
  return paragraphs([
    PLAN_TEXTS.start,
    readerData(unionOf(page), page.book),
    PLAN_TEXTS.effects,
    effects(called, { planning: true }),
    ...pageData(task),
    PLAN_TEXTS.work,
    fill(PLAN_TEXTS.room, {
      room: roomFor(page.chapter, letters, called),
      net: condenses(called) ? PLAN_TEXTS.net : '',
    }),
    glossaryNames(page) === undefined ? undefined : PLAN_TEXTS.terms,
    asksThread ? PLAN_TEXTS.thread : undefined,
    fill(PLAN_TEXTS.lines, {
      start: asksThread ? 'Then ' : 'Write ',
      correct: mayCorrect ? PLAN_TEXTS.correct : '',
      error: correction.prompt([]),
      errors: mayCorrect ? '' : PLAN_TEXTS.errorsOnly,
    }),
  ]);
}

/** What is settled about the page: what is to be planned, what is not on it, what the author gives this reader, what stands already. */
function pageData({ page, wanted, fixed, thread }: PlanTask): (string | undefined)[] {
  const settled = [
    thread === undefined ? [] : [JSON.stringify({ thread })],
    fixed.map((entry) => entryLine(page, entry)),
  ];
  return [
    `# To be planned\n${sectionLines(page, new Set(wanted))}`,
    absentLine(page),
    primerData(page),
    glossaryNames(page),
    settled.flat().length === 0
      ? undefined
      : `Settled for this reader and not to be planned again; what it explains is explained, and the rest must fit to it:\n${fenced('settled', settled.flat().join('\n'))}`,
    policyLine(page),
  ];
}
