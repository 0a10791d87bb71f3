import type { Edit } from '@attune/contract';
import { project } from '@attune/contract';
import { testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { openPage } from './open-page.ts';
import type { Page } from './types.ts';
import { lengthOf, withinBounds } from './within-bounds.ts';

const book = testBook();
const pageOf = (source: string): Page => {
  const chapter = testChapter(source, book);
  return openPage(chapter, project(book.facets, { programming_experience: 'Beginner' }), book);
};
const insert = (page: Page, text: string, at = 0): Edit => ({
  block: page.sections[0]!.blocks[at]!.id,
  action: 'insert',
  tag: 'explain-code',
  why: [],
  kind: 'note',
  text,
});
const PROSE = 'A sentence of forty letters and a stop. '.repeat(5).trim();

it('gives a page with code and formulas room to explain them', () => {
  const page = pageOf(`${PROSE}\n\n\`\`\`py\n${'    move(joint, angle)\n'.repeat(10)}\`\`\`\n`);
  const edits = [insert(page, 'x'.repeat(200))];
  expect(withinBounds(edits, page)).toEqual(edits);
  const [prose, code] = page.sections[0]!.blocks;
  expect(lengthOf(page.chapter, prose!)).toBe(PROSE.length);
  // Fences count, what indents a line does not.
  expect(lengthOf(page.chapter, code!)).toBe('```py\n'.length + 10 * 'move(joint, angle)\n'.length + '```'.length);
});

it('keeps what a page opens with, and leaves out a longer note further on', () => {
  const page = pageOf(`# Arms\n\n${PROSE}`);
  const [opening, later] = [insert(page, 'x'.repeat(60)), insert(page, 'y'.repeat(100), 1)];
  expect(withinBounds([later, opening], page)).toEqual([opening]);
});

it('keeps a long note that goes through code rather than a short one', () => {
  const page = pageOf(`# Arms\n\n${PROSE}\n\n${PROSE}\n\n${PROSE}`);
  const through = insert(page, `First \`move\` ${'x'.repeat(250)}`, 2);
  const others = [1, 3].map((at) => insert(page, 'y'.repeat(120), at));
  const opening = insert(page, 'z'.repeat(20));
  expect(withinBounds([opening, others[0]!, through, others[1]!], page)).toEqual([opening, through]);
});

it('counts what a page in another language has more of', () => {
  const page = { ...pageOf(PROSE), language: 'ur' };
  const long: Edit = { ...insert(page, ''), action: 'rewrite', texts: ['ل'.repeat(300)] };
  const note = insert(page, 'x'.repeat(60));
  expect(withinBounds([long, note], page)).toEqual([long]);
});
