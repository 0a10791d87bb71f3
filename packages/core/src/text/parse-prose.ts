import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { TreeNode } from '../parse/tree.ts';
import { inert, withAddresses } from './inert.ts';

/** A letter before a line, so that nothing at its start can begin a list, a heading or a quote. */
const SHIELD = '\uF5DE';

/** What a text is read as. HTML is no syntax here but text, which the check `no-html` refuses; an indent means nothing. */
const disable = { null: ['htmlFlow', 'htmlText', 'codeIndented'] };
const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .data('micromarkExtensions', [{ disable }])
  .freeze();

export interface Prose {
  readonly tree: TreeNode;
  /** What an offset in the tree is less in the text. */
  readonly shift: number;
}

/** The tree of a model's text as plain Markdown, marks kept inert. `shielded`: its start is prose, whatever it looks like. */
export function parseProse(text: string, shielded: boolean): Prose {
  const written = inert(text).replace(/\r\n?/g, (newline) => (newline.length === 2 ? ' \n' : '\n'));
  const tree = processor.parse(shielded ? SHIELD + written : written) as unknown as TreeNode;
  return { tree, shift: shielded ? 1 : 0 };
}

/** A text of the tree as it was written, but for its marks. */
export const asWritten = (text: string): string => withAddresses(text.replaceAll(SHIELD, ''));
