import type { Block, Chapter } from '../types.ts';
import { isHeading } from './read-policy.ts';

/** Admonitions that warn of harm: their words are the author's, whatever the reader. */
const SAFETY = new Set(['danger', 'warning', 'caution']);

/** Why a block of such an admonition is locked. */
export const SAFETY_NOTICE = 'it is part of a safety notice';

const locks = new WeakMap<Chapter, ReadonlyMap<string, string>>();

/** The blocks of a chapter that nobody rewrites, each with the reason. */
export function lockedBlocks(chapter: Chapter): ReadonlyMap<string, string> {
  const known = locks.get(chapter);
  if (known) return known;
  const locked = new Map<string, string>();
  const lockTree = (block: Block, reason: string): void => {
    locked.set(block.id, reason);
    for (const child of block.children) lockTree(child, reason);
  };
  const visit = (blocks: readonly Block[]): void => {
    let rank = Infinity;
    for (const block of blocks) {
      if (block.kind === 'heading' && rankOf(chapter, block) <= rank) rank = Infinity;
      if (rank === Infinity && isNamed(chapter, block)) {
        if (block.kind === 'heading') rank = rankOf(chapter, block);
        else lockTree(block, 'the author locked it');
      }
      if (rank < Infinity) lockTree(block, 'the author locked its section');
      if (block.name !== undefined && SAFETY.has(block.name)) lockTree(block, SAFETY_NOTICE);
      visit(block.children);
    }
  };
  if (chapter.policy.lock === true)
    for (const block of chapter.blocks) lockTree(block, 'the author locked the chapter');
  visit(chapter.blocks);
  locks.set(chapter, locked);
  return locked;
}

function isNamed({ source, policy }: Chapter, block: Block): boolean {
  return policy.lock !== true && policy.lock.some((name) => name === block.id || isHeading(source, block, name));
}

/** Rank of a heading: 1 to 6; one that is underlined is of rank 1 or 2. */
function rankOf({ source }: Chapter, block: Block): number {
  const written = source.slice(block.start, block.end);
  return written.match(/^#{1,6}/)?.[0].length ?? (/\n[ \t]*=+[ \t]*$/.test(written) ? 1 : 2);
}
