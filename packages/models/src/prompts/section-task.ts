import type { Edit } from '@attune/contract';
import { type Again, isRewritable, lengthOf, type Page, type SectionTask } from '@attune/core';
import { type Called, calledFor } from '../transformations/index.ts';
import { fenced } from './fence.ts';
import { fill, paragraphs } from './fill.ts';
import { isGlossed, termLine, termsIn } from './glossary.ts';
import { roomFor } from './measure.ts';
import { namesOf } from './names.ts';
import { absentLine, entryLine, policyLine } from './page-data.ts';
import { effects, languageName, readerData } from './reader.ts';
import { textsOf } from './render-block.ts';

/** The words of a request for a section's edits. */
export const SECTION_TEXTS = {
  start: `# Task: the edits
Write the edits for these blocks and no others: %wanted%.`,
  plan: `# The plan
It was made for the whole chapter, by one who has read all of it as this reader.`,
  glossary: `The book's glossary on what stands in these blocks; its meaning holds, its words need not be copied. Words with [keep] stand in your text wherever the author has them, in English letters and in whatever form the sentence wants:`,
  work: `# How to write
Read these blocks where they stand in the chapter, and the plan's lines for them, before you begin. Then write from the first block to the last as one teacher who goes through the chapter with this reader: each sentence of yours knows all that stand before it, the author's and your own, and joins them. For each block do all that its line says, in your own plain words, and nothing beyond it; the line says what is needed, not how it sounds. A word that no line here explains is explained elsewhere on the page. What you have said is not said again. Calculate before you write.`,
  room: `All that is added here, in rewrites and inserts together, has about %room% words; less is better.`,
  language: `# How to write
Everything you write is in %language%, whatever the plan and the glossary are in. These blocks have prose, and each gets a rewrite in that language: %prose%. Where the plan has a line for a block, the rewrite carries it out too, explanation and all, as one text; where it has none, it says what the author says and no more. Inserts are in that language as well. Read all of these blocks first, so that the same thing is called by the same word throughout and the sentences join.`,
  lines: `Lines, in the chapter's order, a block's own prose before its inserts:
%words%
{"block":"b7","action":"insert","position":"after","kind":"note","text":"…","tag":"…"}: at most three a block. kind: note (20 to 90 words; the opening, and through code or a table, what it takes), example (worked, as list lines), table (with a sentence before it, if it needs one). It stands after its block.
%correct%%keep%
tag: one of %tags%.`,
  keep: `
{"block":"b7","action":"keep"}: the author's block is best as it is after all.`,
  weave: `{"block":"b7","action":"weave","changes":[{"after":"…","say":"…"},{"instead":"…","say":"…"}],"tag":"…"}: your words among the author's; one a block, with all its changes. A change quotes the author's words letter by letter, with ⟦n⟧, * and all, as many as stand in the block only once: "after" (say comes right behind them: a sentence behind a sentence, or a few words between commas behind a word), "before" (right ahead of them), "instead" (in their place, with every ⟦n⟧ and number that they have; of a long stretch the first words, " … " and the last). Everything that is not quoted in "instead" stays as it is.`,
  rewrite: `{"block":"b7","action":"rewrite","texts":["…"],"tag":"…"}: the block's prose in your words, all of it; one a block.`,
  correct: `{"block":"b49","action":"correct","changes":[{"instead":"…","say":"…"}],"text":"…","tag":"correction"}: as a weave, whose first change is the wrong statement put right: "instead" only the words that are wrong, "say" only what is right, as if it had always stood there, without brackets or a word about the mistake; text: in one short sentence, without ⟦n⟧, what was wrong and how one knows.`,
  correctWhole: `{"block":"b49","action":"correct","texts":["…"],"original":"…","text":"…","tag":"correction"}: as a rewrite, with the wrong statement put right; original: the author's words that are wrong, letter by letter with their ⟦n⟧; text: in one short sentence, without ⟦n⟧, what was wrong and how one knows.`,
  flag: `{"block":"b49","action":"flag","text":"…"}: the author's statement is certainly wrong and no "error" of the plan says so: what is wrong, and what is so. For the author alone; it changes nothing on the page.`,
  complete: `# Once more
These blocks were asked for before. "refused" was not taken, for the reasons given: write it again so that they no longer hold, keeping what was good. "stands" was taken and stays: do not send it again, and do not say again what it says. "remark" is what else is missing.`,
  replace: `These blocks were read again on the assembled page. "stands" is what they have, "remark" is what is to be mended: send all edits of such a block anew, with what is good as it is and the rest mended. They take the place of those that stand.`,
} as const;

export function sectionRequest(task: SectionTask): string {
  const { page, section, wanted } = task;
  const { nameOf } = namesOf(page.chapter);
  const called = calledHere(task);
  // In another language every sentence is new; in the chapter's own the author's stand.
  const isOwn = page.language === undefined;
  return paragraphs([
    fill(SECTION_TEXTS.start, {
      wanted: wanted.flatMap((id) => nameOf(id) ?? []).join(', '),
    }),
    readerData(section.projection, page.book),
    '# What this reader calls for',
    effects(called, page.language === undefined ? {} : { language: page.language }),
    ...sectionData(task),
    ...howToWrite(task, called),
    fill(SECTION_TEXTS.lines, {
      words: isOwn ? SECTION_TEXTS.weave : SECTION_TEXTS.rewrite,
      correct: called.some(isCorrection)
        ? isOwn
          ? SECTION_TEXTS.correct
          : SECTION_TEXTS.correctWhole
        : SECTION_TEXTS.flag,
      keep: isOwn ? SECTION_TEXTS.keep : '',
      tags: called.map(({ transformation }) => transformation.name).join(', '),
    }),
    ...againData(task),
  ]);
}

const isCorrection = ({ transformation }: Called): boolean => transformation.name === 'correction';

/** What is done in this section: of all that its reader calls for, what the plan took up, and the language. */
function calledHere({ page, section, plan, wanted }: SectionTask): Called[] {
  const called = calledFor(section.projection, page.book.facets, page.language);
  const entries = plan.filter(({ block }) => wanted.includes(block));
  const tags = new Set(
    entries.flatMap((entry) => [...entry.tags, ...(entry.error === undefined ? [] : ['correction'])]),
  );
  const mayCorrect = page.chapter.policy.allow.includes('corrections');
  const taken = called.filter(({ transformation: { name } }) => {
    if (name === 'correction') return mayCorrect && tags.has(name);
    return name === 'translate' || tags.has(name);
  });
  return taken.length > 0 ? taken : called.filter(({ transformation }) => transformation.name !== 'correction');
}

function sectionData({ page, section, plan, wanted, thread }: SectionTask): (string | undefined)[] {
  const blocks = section.blocks.filter(({ id }) => wanted.includes(id));
  const text = blocks.flatMap((block) => textsOf(page.chapter, block).map((masked) => masked.text)).join('\n');
  const planned = new Set(plan.flatMap(({ terms }) => terms.map((term) => term.toLowerCase())));
  const lines = termsIn(text, page.book.glossary)
    .filter((term) => {
      const isPlanned = [term.term, ...term.forms].some((form) => planned.has(form.toLowerCase()));
      return isPlanned || term.keepInEnglish || (page.language !== undefined && isGlossed(term, page.projection));
    })
    .map((term) => termLine(term, page.projection, page.book));
  const entries = plan.map((entry) => entryLine(page, entry));
  const own = [...(thread === undefined ? [] : [JSON.stringify({ thread })]), ...entries];
  return [
    own.length === 0 ? undefined : `${SECTION_TEXTS.plan}\n${fenced('plan', own.join('\n'))}`,
    lines.length === 0 ? undefined : `${SECTION_TEXTS.glossary}\n${fenced('glossary', lines.join('\n'))}`,
    absentLine(page),
    policyLine(page),
  ];
}

function howToWrite({ page, section, wanted, again }: SectionTask, called: readonly Called[]): (string | undefined)[] {
  const blocks = section.blocks.filter(({ id }) => wanted.includes(id));
  if (page.language === undefined) {
    const letters = section.blocks.reduce((sum, block) => sum + lengthOf(page.chapter, block), 0);
    const room = roomFor(page.chapter, letters, called);
    return [SECTION_TEXTS.work, again.length > 0 ? undefined : fill(SECTION_TEXTS.room, { room })];
  }
  const { nameOf } = namesOf(page.chapter);
  const prose = blocks.filter((block) => isRewritable(page, block)).flatMap(({ id }) => nameOf(id) ?? []);
  const language = languageName(page.language, page.book);
  return [fill(SECTION_TEXTS.language, { language, prose: prose.join(', ') })];
}

/** Where nothing was refused and something stands, a second answer takes its place; else it completes it. */
const isReplaced = ({ refused, standing }: Again): boolean => refused.length === 0 && standing.length > 0;

function againData({ page, again }: SectionTask): (string | undefined)[] {
  const told = (own: readonly Again[]): string =>
    fenced('earlier', own.flatMap((one) => againLines(page, one)).join('\n'));
  const [replaced, completed] = [again.filter(isReplaced), again.filter((one) => !isReplaced(one))];
  return [
    completed.length === 0 ? undefined : `${SECTION_TEXTS.complete}\n${told(completed)}`,
    replaced.length === 0 ? undefined : `${SECTION_TEXTS.replace}\n${told(replaced)}`,
  ];
}

function againLines(page: Page, { block, standing, refused, remarks }: Again): string[] {
  const name = namesOf(page.chapter).nameOf(block) ?? block;
  return [
    ...refused.map(({ edit, findings }) => ({ block: name, refused: asWritten(edit), because: findings })),
    ...standing.map((edit) => ({ block: name, stands: asWritten(edit) })),
    ...remarks.map((remark) => ({ block: name, remark })),
  ].map((line) => JSON.stringify(line));
}

/** An edit as a model writes it, without the block's name. */
const asWritten = ({ action, position, kind, texts, text, original, tag }: Edit): Partial<Edit> => ({
  action,
  position,
  kind,
  texts,
  text,
  original,
  tag,
});
