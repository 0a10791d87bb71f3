import type { Projection } from '@attune/contract';
import type { Book, Page, PageSection } from '@attune/core';
import { type Called, calledFor, correction } from '../transformations/index.ts';
import { fenced } from './fence.ts';
import { namesIn } from './names.ts';

/** What is known of a reader, in the book's own words: questions and answers, and of those only what matters here. Never who it is. */
export function readerData(projection: Projection, { facets }: Book): string {
  const lines = facets.flatMap(({ id, axis, label, question, options }) => {
    const answers = [projection[id] ?? []].flat();
    if (answers.length === 0 || axis === 'language') return [];
    const said = answers.map((value) => options.find((option) => option.value === value)?.label.en ?? value);
    const values = answers.join(', ');
    const answer = said.join(', ') === values ? values : `${said.join(', ')} (${values})`;
    return [`${label.en}. ${question.en} ${answer}`.replace(/\s+/g, ' ')];
  });
  return fenced('reader', lines.length === 0 ? 'Nothing is known that matters here.' : lines.join('\n'));
}

interface Effects {
  readonly language?: string;
  /** With what is to be weighed over the whole chapter. */
  readonly planning?: true;
}

/** What may be done for a reader: a paragraph each, under the tag that its edits carry. */
export function effects(called: readonly Called[], { language, planning }: Effects = {}): string {
  return called
    .map(({ transformation, reasons }) => {
      const may = transformation.may.join(', ');
      const whole = planning === true && transformation.planning !== undefined ? `\n${transformation.planning}` : '';
      return `## ${transformation.name} (may: ${may})\n${transformation.prompt(reasons, language)}${whole}`;
    })
    .join('\n');
}

/**
 * What is to be done in a section, language aside: answers matter only where the text speaks of what they are about. Correcting is among it
 * only where the author lets what is wrong be put right on the page.
 */
export function calledIn({ chapter, book }: Page, { projection }: PageSection): Called[] {
  const mayCorrect = chapter.policy.allow.includes('corrections');
  return calledFor(projection, book.facets).filter(({ transformation }) => mayCorrect || transformation !== correction);
}

/** Everything that is done anywhere on a page, each once with all that calls for it. */
export function calledOn(page: Page): Called[] {
  return calledFor(unionOf(page), page.book.facets);
}

/** What of the reader matters to any section of a page. */
export const unionOf = ({ sections }: Page): Projection =>
  Object.fromEntries(sections.flatMap(({ projection }) => Object.entries(projection)));

/** Which blocks of which sections are to be planned, and by which tags. Neighbouring sections of the same tags share a line. */
export function sectionLines(page: Page, wanted: ReadonlySet<string>): string {
  const lines = page.sections.flatMap((section) => {
    const ids = section.blocks.map(({ id }) => id).filter((id) => wanted.has(id));
    const tags = calledIn(page, section).map(({ transformation }) => transformation.name);
    if (ids.length === 0) return [];
    const work = tags.length === 0 ? 'nothing to do for this reader' : tags.join(', ');
    return [`section ${section.index + 1}: ${namesIn(page.chapter, ids)}: ${work}`];
  });
  return lines.join('\n');
}

/** A few words: it stands outside of a fence, where an order would be one. */
const PLAIN = /^[\p{L}\p{M}()'’-]+(?: [\p{L}\p{M}()'’-]+){0,2}$/u;

/** A language in English words, as the book calls it; by its tag, where the book says more than a name. */
export function languageName(language: string, { facets }: Book): string {
  const options = facets.flatMap(({ axis, options: own }) => (axis === 'language' ? own : []));
  const label = options.find((candidate) => candidate.language === language)?.label.en ?? '';
  const tag = language.replace(/[^\w-]/g, '');
  return PLAIN.test(label) ? `${label} (${tag})` : `the language ${tag}`;
}
