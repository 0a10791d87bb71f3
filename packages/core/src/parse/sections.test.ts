import fc from 'fast-check';
import { testChapter } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import type { Block, Chapter } from '../index.ts';

/** A chapter as it is written here: `#` is a heading, `.` a paragraph, `-` code. */
const written = (plan: string): Chapter =>
  testChapter(
    [...plan]
      .map(
        (sign, at) =>
          ({ '#': `## Heading ${at}`, '.': `Paragraph ${at}.`, '-': `\`\`\`\ncode ${at}\n\`\`\`` })[sign] ?? '',
      )
      .join('\n\n'),
  );

const SIGNS: Partial<Record<Block['kind'], string>> = { heading: '#', paragraph: '.', code: '-' };

/** Its sections, written the same way. */
const sectionsOf = ({ blocks, sections }: Chapter): string[] => {
  const kinds = new Map(blocks.map((block) => [block.id, SIGNS[block.kind] ?? '?']));
  return sections.map((section) => section.blocks.map((id) => kinds.get(id)).join(''));
};

describe('sections', () => {
  it.each([
    ['a heading and what stands up to the next', '#...#..', ['#...', '#..']],
    ['what stands before the first heading', '..#..', ['..', '#..']],
    ['whatever the rank, not counting code as prose', '#..-#-..', ['#..-', '#-..']],
    ['one, where there is little', '#.', ['#.']],
    ['none, where there is nothing', '', []],
  ])('are %s', (_, plan, sections) => {
    expect(sectionsOf(written(plan))).toEqual(sections);
  });

  it.each([
    ['is joined by the next when it has fewer than two prose blocks', '#.#..', ['#.#..']],
    ['of headings only goes to what follows', '##..#..', ['##..', '#..']],
    ['at the end joins the one before', '#..#.', ['#..#.']],
    [
      'of one prose block joins also a long one, which is then split',
      `#.#${'.'.repeat(20)}`,
      [`#.#${'.'.repeat(10)}`, '.'.repeat(10)],
    ],
    ['of twenty stays whole', `#${'.'.repeat(20)}#..`, [`#${'.'.repeat(20)}`, '#..']],
    [
      'of twenty-one is split in two of nearly equal size',
      `#${'.'.repeat(21)}`,
      [`#${'.'.repeat(11)}`, '.'.repeat(10)],
    ],
  ])('one %s', (_, plan, sections) => {
    expect(sectionsOf(written(plan))).toEqual(sections);
  });

  it('carry the id of their heading, but for the second part of one that is split', () => {
    const { sections, blocks } = written(`#${'.'.repeat(21)}`);
    expect(sections.map((section) => section.heading)).toEqual([blocks[0]?.id, undefined]);
  });

  it('count the prose in containers, and are not cut inside one', () => {
    const quote = Array.from({ length: 15 }, (_, at) => `> quoted ${at}`).join('\n>\n');
    const chapter = testChapter(`## A\n\n${quote}\n\n${quote.replaceAll('quoted', 'again')}`);
    expect(chapter.sections.map((section) => section.blocks.length)).toEqual([2, 1]);
  });

  it('have 2 to 20 prose blocks each, and together every block once and in order', () => {
    const plan = fc.array(
      fc.constantFrom('#', '#.', '#..', '.', '-', '.'.repeat(19), '.'.repeat(21), '.'.repeat(390)),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(plan, (parts) => {
        const chapter = written(parts.join(''));
        expect(chapter.sections.flatMap((section) => section.blocks)).toEqual(chapter.blocks.map((block) => block.id));
        const sizes = sectionsOf(chapter).map((section) => section.replace(/[^.]/g, '').length);
        if (sizes.length > 1) expect(sizes.filter((size) => size < 2 || size > 20)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
