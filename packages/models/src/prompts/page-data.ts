import type { PlanEntry } from '@attune/contract';
import { allBlocks, type Page } from '@attune/core';
import { fenced } from './fence.ts';
import { isGlossed, termsIn } from './glossary.ts';
import { namesIn, namesOf } from './names.ts';
import { textsOf } from './render-block.ts';

/** An entry of a plan as a model writes it. */
export function entryLine({ chapter }: Page, { block, terms, need, does, tags, error }: PlanEntry): string {
  const done = does.map((action) => (action === 'rewrite' ? 'weave' : action));
  return JSON.stringify({ block: namesOf(chapter).nameOf(block) ?? block, terms, need, does: done, tags, error });
}

/** Blocks that other readers have. */
export function absentLine({ chapter, absent }: Page): string | undefined {
  const names = namesIn(chapter, absent);
  return names === '' ? undefined : `Not on this reader's page, as if they were not there: ${names}.`;
}

/** What the author explains to this reader in pieces of their own, where they stand. */
export function primerData({ chapter, book, absent }: Page): string | undefined {
  const primers = allBlocks(chapter.blocks).flatMap(({ id, mark }) => {
    const primer = mark?.primer === undefined || absent.has(id) ? undefined : book.primers.get(mark.primer);
    return primer ? [`${primer.name}: ${primer.title}\n${primer.source.trim()}`] : [];
  });
  if (primers.length === 0) return undefined;
  return `The author's own primers on this reader's page, at the lines "-- ::primer"; what they explain is explained:\n${fenced('primers', primers.join('\n\n'))}`;
}

/** The glossary's terms on this page that this reader may tap. */
export function glossaryNames({ sections, chapter, book, projection }: Page): string | undefined {
  const texts = sections.flatMap(({ blocks }) => blocks.flatMap((block) => textsOf(chapter, block)));
  const terms = termsIn(texts.map(({ text }) => text).join('\n'), book.glossary);
  const names = terms.filter((term) => isGlossed(term, projection)).map(({ term }) => term);
  if (names.length === 0) return undefined;
  return `Words of this page that the book's glossary explains to this reader on tap:\n${fenced('glossary', names.join(', '))}`;
}

/** What the author asks of whoever writes. */
export function policyLine({ chapter: { policy } }: Page): string | undefined {
  const parts = [
    policy.mustKeep.length > 0
      ? `These words stay wherever they stand:\n${fenced('keep', policy.mustKeep.join('\n'))}`
      : '',
    policy.allow.includes('examples')
      ? 'A worked example may choose numbers of its own where the chapter has none that serve.'
      : '',
    policy.allow.includes('generatedCode')
      ? 'An insert may have a short fenced code block of your own where it helps more than words.'
      : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('\n');
}
