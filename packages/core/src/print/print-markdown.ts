import type { Edit } from '@attune/contract';
import { isInOriginal } from '../marks/read-mark.ts';
import type { Block, Book, Chapter } from '../types.ts';
import { printGlosses } from './print-glosses.ts';

/**
 * A variant as Markdown: the author's source with the edits applied. Without edits, a chapter that has no marks is printed byte for byte;
 * marks are printed as what they show.
 */
export function printMarkdown(chapter: Chapter, edits: readonly Edit[], book: Pick<Book, 'primers'>): string {
  const byBlock = Map.groupBy(edits, (edit) => edit.block);
  const newline = chapter.source.includes('\r\n') ? '\r\n' : '\n';

  const printRange = (start: number, end: number, blocks: readonly Block[]): string => {
    let text = '';
    let last = start;
    for (const block of blocks) {
      const printed = printBlock(block);
      text += chapter.source.slice(last, block.start) + printed;
      // What is not on the page leaves no empty lines behind.
      const gap =
        printed === '' ? (chapter.source.slice(block.end, end).match(/^(?:[ \t]*\r?\n)*/)?.[0].length ?? 0) : 0;
      last = block.end + gap;
    }
    return text + chapter.source.slice(last, end);
  };

  const printBlock = (block: Block): string => {
    const own = byBlock.get(block.id) ?? [];
    const actions = new Set(own.map((edit) => edit.action));
    if (block.mark && (actions.has('hide') || (!isInOriginal(block.mark.name) && !actions.has('show')))) return '';
    const primer = block.mark?.primer === undefined ? undefined : book.primers.get(block.mark.primer);
    if (primer) return lines(block, [`**${primer.title}**`, '', ...primer.source.trim().split(/\r?\n/)]);
    if (block.mark)
      return printMark(
        block,
        own.find((edit) => edit.action === 'fold'),
      );
    if (block.children.length > 0) return printRange(block.start, block.end, block.children);
    return printGlosses(chapter.source, block, own);
  };

  const printMark = (block: Block, fold: Edit | undefined): string => {
    const first = block.children[0];
    const last = block.children.at(-1);
    const inner = first && last ? printRange(first.start, last.end, block.children) : '';
    if (!fold) return inner;
    const summary = `<details><summary>${escapeHtml(fold.label ?? '')}</summary>`;
    return lines(block, [summary, '', inner, '', '</details>']);
  };

  /** New lines in a block's place, inside the quote or the indentation that it stands in. */
  const lines = (block: Block, texts: readonly string[]): string => {
    const before = chapter.source.slice(0, block.start).match(/[^\r\n]*$/)?.[0] ?? '';
    return texts.join(newline + (before.match(/^[ \t>]*$/)?.[0] ?? ''));
  };

  return printRange(0, chapter.source.length, chapter.blocks);
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\{/g, '&#123;');
