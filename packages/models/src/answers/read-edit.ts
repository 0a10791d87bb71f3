import type { Edit } from '@attune/contract';
import { allBlocks, type Chapter, type Said, type SectionTask } from '@attune/core';
import { textsOf } from '../prompts/render-block.ts';
import { type Action, type Called, calledFor, correction } from '../transformations/index.ts';
import { EditLine } from './lines.ts';
import { blockIn, type Fields, malformed, problemOf } from './said.ts';
import { quotedIn, weave } from './weave.ts';

/** A line of a section's answer. Its reasons are those of the transformation that its tag names; its language is the page's. */
export function readEdit(fields: Fields, task: SectionTask): Said[] {
  const block = blockIn(fields, task.page.chapter);
  const parsed = EditLine.safeParse(fields);
  if (!parsed.success) return [malformed(fields, problemOf(parsed.error), block)];
  const line = parsed.data;
  if (block === undefined) return [malformed(fields, `there is no block ${line.block}`)];
  const fail = (problem: string): Said[] => [malformed(fields, problem, block)];
  if (line.action === 'flag') return line.text === undefined ? fail('a flag needs a text') : [flagOf(block, line)];
  if (!task.wanted.includes(block)) return fail('this block was not asked for');
  if (line.action === 'keep') return [{ says: 'keep', block }];
  if (line.action === 'correct' && !task.page.chapter.policy.allow.includes('corrections')) {
    const problem = 'the author lets nothing be corrected on the page: rewrite it without the correction';
    return [...(line.text === undefined ? [] : [flagOf(block, line)]), ...fail(problem)];
  }
  const called = tagFor(block, line, task);
  if (typeof called === 'string') return fail(called);
  const written = writtenIn(line, textsIn(task.page.chapter, block));
  if (typeof written === 'string') return fail(written);
  const { transformation, reasons } = called;
  const { language } = task.page;
  const edit: Edit = {
    block,
    action: line.action === 'weave' ? 'rewrite' : line.action,
    tag: transformation.name,
    why: [...reasons],
    ...written,
    ...(language === undefined ? {} : { language }),
  };
  return [{ says: 'edit', edit }];
}

const flagOf = (block: string, { text }: EditLine): Said => ({
  says: 'flag',
  block,
  text: (text ?? '').slice(0, 2000),
});

/** The author's texts of a block, as a model is shown them. */
function textsIn(chapter: Chapter, id: string): string[] {
  const block = allBlocks(chapter.blocks).find((one) => one.id === id);
  return block ? textsOf(chapter, block, true).map(({ text }) => text) : [];
}

/** What an action has to say, or what it lacks. */
function writtenIn(line: EditLine, author: readonly string[]): Partial<Edit> | string {
  const { action, text, position, kind } = line;
  if (action === 'insert') {
    if (text === undefined) return 'an insert needs a text';
    return { text, kind: kind ?? 'note', position: position ?? 'after' };
  }
  const texts = wordsOf(line, author);
  if (typeof texts === 'string' || action !== 'correct') return typeof texts === 'string' ? texts : { texts };
  const instead = line.changes?.find((change) => change.instead !== undefined)?.instead;
  const original = instead === undefined ? line.original : quotedIn(author, instead);
  if (original === undefined) return 'a correction needs the author’s words in instead';
  if (text !== undefined && /[⟦⟧]/.test(text)) return 'the reason of a correction has no ⟦n⟧';
  return { texts, original, ...(text === undefined ? {} : { text: text.replaceAll('`', '') }) };
}

/** A block's words: whole, or the author's with changes. */
function wordsOf({ action, texts, text, changes }: EditLine, author: readonly string[]): string[] | string {
  if (changes) return weave(author, changes);
  if (action === 'weave') return 'a weave needs changes';
  const own = texts ?? (action === 'rewrite' && text !== undefined ? [text] : undefined);
  return own?.map((one) => one.trim()) ?? `a ${action} needs ${action === 'correct' ? 'changes' : 'texts'}`;
}

/** The transformation of an edit with its reasons, or why there is none. */
function tagFor(block: string, line: EditLine, { page, section, plan }: SectionTask): Called | string {
  const called = calledFor(section.projection, page.book.facets, page.language);
  const action = actionOf(line);
  const fits = ({ transformation }: Called): boolean => transformation.may.includes(action);
  const named = (tag: string | undefined): Called | undefined =>
    called.find(({ transformation }) => transformation.name === tag);
  // What no plan asks for is put into another language for every reader alike.
  const isPlain = !plan.some((entry) => entry.block === block && entry.does.length > 0);
  if (page.language !== undefined && isPlain && action !== 'rewrite') return 'this block is only put into the language';
  if (page.language !== undefined && isPlain) return named('translate') ?? 'nothing is translated for this reader';
  if (action === 'correct') return named(correction.name) ?? 'nothing is corrected for this reader';
  if (line.tag !== undefined) {
    const one = named(line.tag);
    if (!one) return `the tag ${line.tag} is not for this section`;
    return fits(one) ? one : `${line.tag} may ${one.transformation.may.join(', ')}, not ${action}`;
  }
  const planned = plan.find((entry) => entry.block === block)?.tags ?? [];
  const candidates = [...planned.map(named), named('translate'), ...called].filter((one) => one !== undefined);
  return candidates.find(fits) ?? `nothing that this reader calls for may ${action}`;
}

function actionOf({ action }: EditLine): Action {
  if (action === 'insert') return 'insert';
  return action === 'correct' ? 'correct' : 'rewrite';
}
