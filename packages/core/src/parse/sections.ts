import type { Block, Section } from '../types.ts';

const FEWEST = 2;
const MOST = 20;

const proseOf = (block: Block): number =>
  block.children.length > 0 ? block.children.reduce((sum, child) => sum + proseOf(child), 0) : Number(isProse(block));

const isProse = (block: Block): boolean =>
  block.kind !== 'heading' && block.kind !== 'frontMatter' && block.leaves.length > 0;

interface Draft {
  heading?: string;
  blocks: Block[];
}

const proseIn = (draft: Draft): number => draft.blocks.reduce((sum, block) => sum + proseOf(block), 0);

/**
 * A heading and what stands up to the next, of any rank; what stands before the first heading is one too. A section of fewer than two
 * prose blocks joins the next (the last one the one before); one of more than twenty is split.
 */
export function sectionsOf(blocks: readonly Block[]): Section[] {
  const drafts: Draft[] = [];
  for (const block of blocks) {
    const open = drafts.at(-1);
    if (block.kind === 'heading' || !open) {
      drafts.push({ ...(block.kind === 'heading' ? { heading: block.id } : {}), blocks: [block] });
    } else {
      open.blocks.push(block);
    }
  }
  return merged(drafts)
    .flatMap(split)
    .map(({ blocks: members, ...rest }) => ({ ...rest, blocks: members.map((block) => block.id) }));
}

function merged(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  for (const draft of drafts) {
    const open = result.at(-1);
    if (open && proseIn(open) < FEWEST && proseIn(open) + proseIn(draft) <= MOST) open.blocks.push(...draft.blocks);
    else result.push({ ...draft, blocks: [...draft.blocks] });
  }
  const last = result.at(-1);
  const before = result.at(-2);
  if (last && before && proseIn(last) < FEWEST && proseIn(last) + proseIn(before) <= MOST) {
    before.blocks.push(...last.blocks);
    result.pop();
  }
  return result;
}

function split(draft: Draft): Draft[] {
  const parts = Math.ceil(proseIn(draft) / MOST);
  if (parts <= 1) return [draft];
  const size = Math.ceil(proseIn(draft) / parts);
  const result: Draft[] = [{ ...draft, blocks: [] }];
  for (const block of draft.blocks) {
    const open = result.at(-1) as Draft;
    if (open.blocks.length > 0 && proseIn(open) + proseOf(block) > size && proseOf(block) > 0) {
      result.push({ blocks: [block] });
    } else {
      open.blocks.push(block);
    }
  }
  return result;
}
