import type { Edit } from '@attune/contract';
import { blockById } from '../checks/block-by-id.ts';
import { sourcesOf } from '../checks/reading.ts';
import type { Chapter } from '../types.ts';

/** Letters of one text, beyond four times the author's. Far from what the checks let through, and read in a moment. */
const MOST_LETTERS = 4000;
/** Lists and quotes that open in one another on one line: no page has them, and a model in a loop writes thousands. */
const DEEP = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])(?=[ \t>]|$)){7}/m;

/**
 * Why a text is refused before it is even parsed, or nothing. The checks read what a model wrote as Markdown, which for 20,000 letters of
 * nothing but list signs takes half a minute and more of the stack than there is.
 */
export function unreadable(
  { block, texts = [], text = '', original = '' }: Edit,
  chapter: Chapter,
): string | undefined {
  const own = blockById(chapter, block);
  const given = own ? sourcesOf(chapter, own).reduce((sum, source) => sum + source.text.length, 0) : 0;
  const most = MOST_LETTERS + 4 * given;
  const written = [...texts, text, original];
  const long = written.find(({ length }) => length > most);
  if (long !== undefined) return `it has ${long.length} letters, more than ${most}`;
  return written.some((one) => DEEP.test(one)) ? 'lists or quotes stand in one another more than six deep' : undefined;
}
