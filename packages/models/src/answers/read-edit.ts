import type { Edit } from '@attune/contract';
import type { Said, SectionTask } from '@attune/core';
import { type Action, type Called, calledFor, correction } from '../transformations/index.ts';
import { EditLine } from './lines.ts';
import { blockIn, type Fields, malformed, problemOf } from './said.ts';

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
  const written = writtenIn(line);
  if (typeof written === 'string') return fail(written);
  const { transformation, reasons } = called;
  const { language } = task.page;
  const edit: Edit = {
    block,
    action: line.action,
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

/** What an action has to say, or what it lacks. */
function writtenIn({ action, texts, text, original, position, kind }: EditLine): Partial<Edit> | string {
  if (action === 'insert') {
    if (text === undefined) return 'an insert needs a text';
    return { text, kind: kind ?? 'note', position: position ?? 'after' };
  }
  const own = texts ?? (action === 'rewrite' && text !== undefined ? [text] : undefined);
  if (own === undefined) return `a ${action} needs texts`;
  const trimmed = own.map((one) => one.trim());
  if (action === 'rewrite') return { texts: trimmed };
  if (original === undefined) return 'a correction needs the author’s sentence in original';
  if (text !== undefined && /[⟦⟧]/.test(text)) return 'the reason of a correction has no ⟦n⟧';
  return { texts: trimmed, original, ...(text === undefined ? {} : { text }) };
}

/** The transformation of an edit with its reasons, or why there is none. */
function tagFor(block: string, line: EditLine, { page, section, plan }: SectionTask): Called | string {
  const called = calledFor(section.projection, page.book.facets, page.language);
  const action = actionOf(line);
  const fits = ({ transformation }: Called): boolean => transformation.may.includes(action);
  const named = (tag: string | undefined): Called | undefined =>
    called.find(({ transformation }) => transformation.name === tag);
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
