import { hashText, hashValue, project, type PlanEntry } from '@attune/contract';
import { usesOf } from '../authored/glossary-uses.ts';
import { lockedBlocks } from '../policy/locked-blocks.ts';
import type { Block } from '../types.ts';
import type { Page, PageSection } from './types.ts';

// Keys are of what something was made from, and of nothing else: all readers who need the same share it, and what changes in a chapter
// changes the keys of what stands there, and no others (design.md, Keys and cache).

/** Key of what a plan says of a block. Language is not in it: what a reader needs explained does not depend on it. */
export function planKey({ chapter, book }: Page, section: PageSection, block: Block): string {
  const { mustKeep, allow, maxExpansion } = chapter.policy;
  return hashValue({
    plan: 1,
    chapter: chapter.id,
    block: block.id,
    content: hashText(chapter.source.slice(block.start, block.end).replace(/\r\n?/g, '\n')),
    definitions: block.uses.map((label) => {
      const at = chapter.definitions[label];
      return at ? chapter.source.slice(at.start, at.end) : label;
    }),
    terms: [...new Set(usesOf([block], book.glossary).map((use) => use.term))],
    policy: { mustKeep, allow, maxExpansion, locked: lockedBlocks(chapter).has(block.id) },
    projection: section.projection,
  });
}

/** Key of the running example, which holds for a whole chapter and what of a reader matters to all prose. */
export function threadKey({ chapter, book, projection }: Page): string {
  const prose = book.facets.filter(({ matters, axis }) => matters === 'prose' && axis !== 'language');
  const shared = prose.map(({ id }) => id);
  return hashValue({ thread: 1, chapter: chapter.id, projection: project(book.facets, projection, shared) });
}

/** Key of a block's adaptation: of what its plan entry was made from, the entry itself, and the language to write in. */
export function adaptationKey(plan: string, entry: PlanEntry | null, language: string | undefined): string {
  return hashValue({ adaptation: 1, plan, entry, language });
}
