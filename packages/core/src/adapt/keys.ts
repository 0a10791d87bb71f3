import { hashText, hashValue, project, type PlanEntry } from '@attune/contract';
import { usesOf } from '../authored/glossary-uses.ts';
import { lockedBlocks } from '../policy/locked-blocks.ts';
import type { Block } from '../types.ts';
import type { Page, PageSection } from './types.ts';

// Keys are of what something was made from, and of nothing else: all readers who need the same share it, and what changes in a chapter
// changes the keys of what stands there, and no others (design.md, Keys and cache).

/** Key of what stands in a block, with everything beside a reader that bears on its edits. */
export function blockKey({ chapter, book }: Page, block: Block): string {
  const { mustKeep, allow, maxExpansion } = chapter.policy;
  return hashValue({
    block: 1,
    chapter: chapter.id,
    id: block.id,
    content: hashText(chapter.source.slice(block.start, block.end).replace(/\r\n?/g, '\n')),
    definitions: block.uses.map((label) => {
      const at = chapter.definitions[label];
      return at ? chapter.source.slice(at.start, at.end) : label;
    }),
    terms: [...new Set(usesOf([block], book.glossary).map((use) => use.term))],
    policy: { mustKeep, allow, maxExpansion, locked: lockedBlocks(chapter).has(block.id) },
  });
}

/** Key of what a plan says of a block. Language is not in it: what a reader needs explained does not depend on it. */
export const planKey = (block: string, { projection }: PageSection): string =>
  hashValue({ plan: 1, block, projection });

/** Key of the running example, which holds for a whole chapter and what of a reader matters to all prose. */
export function threadKey({ chapter, book, projection }: Page): string {
  const prose = book.facets.filter(({ matters, axis }) => matters === 'prose' && axis !== 'language');
  const shared = prose.map(({ id }) => id);
  return hashValue({ thread: 1, chapter: chapter.id, projection: project(book.facets, projection, shared) });
}

interface Planned {
  readonly blockKey: string;
  readonly planKey: string;
  readonly entry?: PlanEntry | null;
}

/** Whether a plan has anything done to a block. */
export const isPlanned = ({ entry }: Pick<Planned, 'entry'>): boolean => (entry?.does.length ?? 0) > 0;

/**
 * Key of a block's adaptation: of what its plan entry was made from, the entry itself, and the language to write in. What a plan leaves alone
 * is only put into that language: for every reader the same.
 */
export function adaptationKey(known: Planned, language: string | undefined): string {
  const made = isPlanned(known) ? { plan: known.planKey, entry: known.entry } : { block: known.blockKey };
  return hashValue({ adaptation: 1, ...made, language });
}
