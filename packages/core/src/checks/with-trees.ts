import type { Edit } from '@attune/contract';
import { unmask } from '../parse/mask-text.ts';
import type { Book, Chapter } from '../types.ts';
import { readingOf, sourcesOf } from './reading.ts';

/**
 * An edit that passed the checks, with the trees of its texts: what is sent and shown. Its quotation of the author has the author's own
 * code and formulas in place of the marks. Other edits stay as they are.
 */
export function withTrees(edit: Edit, chapter: Chapter, book: Book): Edit {
  if (edit.action !== 'rewrite' && edit.action !== 'correct' && edit.action !== 'insert') return edit;
  const reading = readingOf(edit, chapter, book);
  if (!reading) return edit;
  const { passages, place } = reading;
  if (edit.action === 'insert') return { ...edit, content: passages.flatMap(({ read }) => read.flows) };
  const originals = new Map(sourcesOf(chapter, place.block).flatMap((source) => [...source.originals]));
  const original = edit.original === undefined ? {} : { original: unmask(edit.original, originals) };
  return { ...edit, ...original, leaves: passages.map(({ read }) => read.inlines) };
}
