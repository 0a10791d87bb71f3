import { canonicalJson, type Facet, type Projection, project } from '@attune/contract';
import { type Block, type Chapter, isRewritable } from '@attune/core';

/** What of a reader matters to all prose, as text: readers of one kind are written for alike in length. */
export function kindOf(projection: Projection, facets: readonly Facet[]): string {
  const prose = facets.filter(({ matters, axis }) => matters === 'prose' && axis !== 'language');
  const known = prose.filter(({ id }) => projection[id] !== undefined).map(({ id }) => id);
  return canonicalJson(project(facets, projection, known));
}

export const BLOCK_CLASSES = ['heading', 'prose', 'other'] as const;
/** What may be done to a block: a heading takes notes and another language, prose all, the rest (code, formulas, locked) notes. */
export type BlockClass = (typeof BLOCK_CLASSES)[number];

export function classOf(chapter: Chapter, block: Block): BlockClass {
  if (!isRewritable({ chapter }, block)) return 'other';
  return block.kind === 'heading' ? 'heading' : 'prose';
}
