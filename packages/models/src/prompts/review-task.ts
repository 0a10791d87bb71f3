import type { Edit } from '@attune/contract';
import type { Block, ReviewTask } from '@attune/core';
import { fenced } from './fence.ts';
import { fill, paragraphs } from './fill.ts';
import { namesIn } from './names.ts';
import { languageName, readerData, unionOf } from './reader.ts';
import { renderBlock, type Shown } from './render-block.ts';
import { renderBlocks } from './render-chapter.ts';

/** The words of a request for a second look. */
export const REVIEW_TEXTS = {
  start: `# Task: read the finished page
Below is the chapter as one kind of reader gets it. "changed" blocks and the lines with + are additions to the author's page; "as in the chapter" means the author's block of that name; what a ⟦n⟧ stands for, the chapter says. Read it from top to bottom, first as this reader, who has nothing else, then as an editor with the author's chapter beside it.`,
  language: `The page is in %language%: read it as somebody does who thinks in it. Also a defect: a sentence that is translated word for word, that no one would say, or that was left in English; a term called by different words.`,
  work: `# What to name
Only real defects of changed blocks and additions, the worst first, at most eight:
- a word or step that this reader needs and that is explained nowhere up to here; code or a table that they could not retell;
- a claim, number, condition, reason or warning of the author's that was lost or says something else now;
- anything added that is wrong, or more certain than the chapter is: calculate every example again, check every command and every comparison;
- the same thing explained twice, or an addition that says nothing new here;
- a break: a sentence that does not join, "it" or "this" that points to the wrong thing, a comparison that was not introduced, a remark squeezed so that one reads it twice, an addition between a lead-in and what it leads to.
Not: taste, style that is merely different, more that could be said, and the author's own text.
One line each, for one of %blocks%:
{"block":"b7","problem":"…"}: the words in question, what is wrong with them, and what should stand instead; at most 50 words.
If there is none: {"done":true}`,
} as const;

export function reviewRequest({ page, edits }: ReviewTask): string {
  const language = page.language === undefined ? undefined : languageName(page.language, page.book);
  const lines = renderBlocks(page.chapter, (block, shown) =>
    page.absent.has(block.id) ? [] : shownLines(block, shown, edits.get(block.id) ?? []),
  );
  const adapted = [...edits].flatMap(([id, own]) => (own.length > 0 ? [id] : []));

  return paragraphs([
    REVIEW_TEXTS.start,
    readerData(unionOf(page), page.book),
    fenced('page', lines.join('\n')),
    language === undefined ? undefined : fill(REVIEW_TEXTS.language, { language }),
    fill(REVIEW_TEXTS.work, { blocks: namesIn(page.chapter, adapted) }),
  ]);

  function shownLines(block: Block, shown: Shown, own: readonly Edit[]): string[] {
    const inserts = (position: Edit['position']): string[] =>
      own
        .filter((edit) => edit.action === 'insert' && (edit.position ?? 'after') === position)
        .map(({ kind, text }) => `+ ${kind} at ${shown.name}: ${text?.replace(/\n+/g, '\n  ')}`);
    const texts = own.find(({ action }) => action === 'rewrite' || action === 'correct')?.texts;
    const state = texts ? { state: 'changed', texts } : {};
    const line =
      block.leaves.length === 0
        ? `${shown.name} ${block.kind}: as in the chapter`
        : renderBlock(page.chapter, block, { ...shown, ...state, bare: true });
    return [...inserts('before'), line, ...inserts('after')];
  }
}
