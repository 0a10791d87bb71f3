import type { Edit } from '@attune/contract';
import { type Block, chapterLanguage, printMarkdown } from '@attune/core';
import type { EvaluatedPage } from './types.ts';

/** A page in the forms that are compared: all of them as Markdown. */
export interface PrintedPage {
  /** What authors wrote for this reader: conditions, tracks, primers and folds, nothing of a model. */
  readonly author: string;
  /** What the reader gets. */
  readonly reader: string;
  /** The same without glosses, which a page shows when they are asked for: what its length is measured by. */
  readonly shown: string;
  /** What the reader gets without what stands beside the author's text: notes, glosses, what corrections quote. */
  readonly body: string;
  /** Every block on the page that has no blocks in it. */
  readonly blocks: readonly PrintedBlock[];
}

export interface PrintedBlock {
  readonly block: Block;
  readonly author: string;
  /** Its text without what stands beside it. */
  readonly body: string;
  /** What a model did to it. */
  readonly edits: readonly Edit[];
  readonly rewrite?: Edit;
  readonly inserts: readonly { readonly edit: Edit; readonly text: string }[];
}

const AUTHORED = new Set<Edit['action']>(['show', 'hide', 'fold']);
const MODELS = new Set<Edit['action']>(['rewrite', 'correct', 'insert']);

export const isModels = ({ action }: Edit): boolean => MODELS.has(action);
export const isRewrite = ({ action }: Edit): boolean => action === 'rewrite' || action === 'correct';
export const languageOfPage = ({ language, chapter, book }: EvaluatedPage): string =>
  language ?? chapterLanguage(chapter, book);

/** What authors wrote for a reader; `foldless`: with everything open. */
export function authorsPage({ chapter, book, variant }: EvaluatedPage, foldless = false): string {
  const edits = variant.edits.filter(({ action }) => AUTHORED.has(action) && !(foldless && action === 'fold'));
  return printMarkdown(chapter, edits, book);
}

export function printPage(page: EvaluatedPage): PrintedPage {
  const { chapter, book, variant } = page;
  const byBlock = Map.groupBy(variant.edits.filter(isModels), ({ block }) => block);
  return {
    author: authorsPage(page),
    reader: printMarkdown(chapter, variant.edits, book),
    shown: printMarkdown(chapter, withoutGlosses(variant.edits), book),
    body: printMarkdown(chapter, bodyOf(variant.edits), book),
    blocks: shownBlocks(page).map((block) => printedBlock(page, block, byBlock.get(block.id) ?? [])),
  };
}

export const withoutGlosses = (edits: readonly Edit[]): Edit[] => edits.filter(({ action }) => action !== 'gloss');

const bodyOf = (edits: readonly Edit[]): Edit[] =>
  withoutGlosses(edits)
    .filter(({ action }) => action !== 'insert')
    .map((edit) => (edit.action === 'correct' ? { ...edit, original: '' } : edit));

function printedBlock(page: EvaluatedPage, block: Block, edits: readonly Edit[]): PrintedBlock {
  const author = page.chapter.source.slice(block.start, block.end);
  const rewrite = edits.find(isRewrite);
  const inserts = edits
    .filter(({ action }) => action === 'insert')
    .map((edit) => {
      const printed = printBlock(page, block, [edit]);
      const text = edit.position === 'before' ? printed.slice(0, -author.length) : printed.slice(author.length);
      return { edit, text };
    });
  const body = rewrite ? printBlock(page, block, bodyOf(edits)) : author;
  return { block, author, body, edits, inserts, ...(rewrite ? { rewrite } : {}) };
}

/** A block as its edits have it, whatever stands round it. */
export function printBlock({ chapter, book }: EvaluatedPage, block: Block, edits: readonly Edit[]): string {
  const printed = printMarkdown({ ...chapter, blocks: [block] }, edits, book);
  return printed.slice(block.start, printed.length - (chapter.source.length - block.end));
}

const HIDDEN_IN_ORIGINAL = new Set(['for', 'instead', 'primer']);

/** Whether an author's mark, as this reader's edits have it, lets a block stand on the page. */
export function isShown({ variant }: EvaluatedPage, { id, mark }: Block): boolean {
  if (!mark) return true;
  const has = (action: Edit['action']): boolean =>
    variant.edits.some((edit) => edit.block === id && edit.action === action);
  return !has('hide') && (!HIDDEN_IN_ORIGINAL.has(mark.name) || has('show'));
}

function shownBlocks(page: EvaluatedPage): Block[] {
  const visit = (block: Block): Block[] => {
    if (!isShown(page, block)) return [];
    return block.children.length > 0 ? block.children.flatMap(visit) : [block];
  };
  return page.chapter.blocks.flatMap(visit);
}
