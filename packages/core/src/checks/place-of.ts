import type { Block, Chapter } from '../types.ts';

/** Where a block stands: in which containers, and in what passage of the source (its section). */
export interface Place {
  readonly block: Block;
  /** The containers round it, the outermost first. */
  readonly within: readonly Block[];
  readonly section: string;
}

const indexes = new WeakMap<Chapter, ReadonlyMap<string, Place>>();

/** Where a chapter's block stands. */
export function placeOf(chapter: Chapter, id: string): Place | undefined {
  let index = indexes.get(chapter);
  if (!index) {
    index = new Map(placesIn(chapter));
    indexes.set(chapter, index);
  }
  return index.get(id);
}

function placesIn({ source, blocks, sections }: Chapter): [string, Place][] {
  const ends = new Map(blocks.map((block) => [block.id, block]));
  const sectionOf = new Map(
    sections.flatMap((section) => {
      const first = ends.get(section.blocks[0] ?? '');
      const last = ends.get(section.blocks.at(-1) ?? '');
      const text = first && last ? source.slice(first.start, last.end) : '';
      return section.blocks.map((block) => [block, text] as const);
    }),
  );
  const visit = (block: Block, within: readonly Block[], section: string): [string, Place][] => [
    [block.id, { block, within, section }],
    ...block.children.flatMap((child) => visit(child, [...within, block], section)),
  ];
  return blocks.flatMap((block) => visit(block, [], sectionOf.get(block.id) ?? source.slice(block.start, block.end)));
}
