import type { Edit } from '@attune/contract';
import { isInOriginal } from '../marks/read-mark.ts';
import type { Block, Book, Chapter } from '../types.ts';
import { printInsert, printQuotation } from './print-beside.ts';
import { printGlosses } from './print-glosses.ts';
import { printRewritten, rewriteOf } from './print-rewritten.ts';

/**
 * A variant as Markdown: the author's source with the edits applied. Without edits, a chapter that has no marks is printed byte for byte;
 * marks are printed as what they show. What has no edit is the author's very text.
 */
export function printMarkdown(chapter: Chapter, edits: readonly Edit[], book: Pick<Book, 'primers'>): string {
  const { source } = chapter;
  const byBlock = Map.groupBy(edits, (edit) => edit.block);
  const newline = source.includes('\r\n') ? '\r\n' : '\n';

  const printRange = (start: number, end: number, blocks: readonly Block[]): string => {
    let text = '';
    let last = start;
    blocks.forEach((block, index) => {
      const printed = printBlock(block, [blocks[index - 1], block, blocks[index + 1]]);
      text += source.slice(last, block.start) + printed;
      // What is not on the page leaves no empty lines behind.
      const gap = printed === '' ? (source.slice(block.end, end).match(/^(?:[ \t]*\r?\n)*/)?.[0].length ?? 0) : 0;
      last = block.end + gap;
    });
    return text + source.slice(last, end);
  };

  const printBlock = (block: Block, neighbours: readonly (Block | undefined)[]): string => {
    const own = byBlock.get(block.id) ?? [];
    const actions = new Set(own.map((edit) => edit.action));
    if (block.mark && (actions.has('hide') || (!isInOriginal(block.mark.name) && !actions.has('show')))) return '';
    const before = own.filter(({ position }) => position === 'before');
    const after = own.filter(({ position }) => position !== 'before');
    return printInserts(before, block, neighbours) + printShown(block, own) + printInserts(after, block, neighbours);
  };

  const printShown = (block: Block, own: readonly Edit[]): string => {
    const primer = block.mark?.primer === undefined ? undefined : book.primers.get(block.mark.primer);
    if (primer) return lines(block, [`**${primer.title}**`, '', ...primer.source.trim().split(/\r?\n/)]);
    if (block.mark)
      return printMark(
        block,
        own.find((edit) => edit.action === 'fold'),
      );
    if (block.children.length > 0) return printRange(block.start, block.end, block.children);
    const edit = rewriteOf(block, own);
    if (!edit) return printGlosses(source, block, own);
    const text = printRewritten(source, block, own, edit);
    if (edit.action !== 'correct' || !edit.original) return text;
    return text + lines(block, ['', '', printQuotation(edit, source, block), ...spaceAfter(block)]);
  };

  const printMark = (block: Block, fold: Edit | undefined): string => {
    const first = block.children[0];
    const last = block.children.at(-1);
    const inner = first && last ? printRange(first.start, last.end, block.children) : '';
    if (!fold) return inner;
    const summary = `<details><summary>${escapeHtml(fold.label ?? '')}</summary>`;
    return lines(block, [summary, '', inner, '', '</details>']);
  };

  /** Inserts as blocks of their own before or behind another: with an empty line on both sides. */
  const printInserts = (
    edits: readonly Edit[],
    block: Block,
    [previous, , next]: readonly (Block | undefined)[],
  ): string =>
    edits
      .filter(({ action, content }) => action === 'insert' && content?.length)
      .map((edit) => {
        const isBefore = edit.position === 'before';
        const lists = [isBefore ? previous : next, block].filter((other) => other?.kind === 'list') as Block[];
        const beside = lists.map(({ start, end }) => source.slice(start, end));
        const text = printInsert(edit, source, block, beside).split('\n');
        return lines(
          block,
          isBefore ? [...spaceBefore(block), ...text, '', ''] : ['', '', ...text, ...spaceAfter(block)],
        );
      })
      .join('');

  /** New lines in a block's place, inside the quote or the indentation that it stands in. */
  const lines = (block: Block, texts: readonly string[]): string => {
    const before = source.slice(0, block.start).match(/[^\r\n]*$/)?.[0] ?? '';
    return texts.join(newline + (before.match(/^[ \t>]*$/)?.[0] ?? ''));
  };

  const spaceBefore = (block: Block): string[] =>
    /(?:^|\n[ \t>]*\r?\n)[^\r\n]*$/.test(source.slice(0, block.start)) ? [] : [''];
  const spaceAfter = (block: Block): string[] =>
    /^[ \t]*(?:\r?\n[ \t>]*(?:\r?\n|$)|$)/.test(source.slice(block.end)) ? [] : [''];

  return printRange(0, source.length, chapter.blocks);
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\{/g, '&#123;');
