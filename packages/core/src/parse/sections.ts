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
    if (open && proseIn(open) < FEWEST) open.blocks.push(...draft.blocks);
    else result.push({ ...draft, blocks: [...draft.blocks] });
  }
  const last = result.at(-1);
  const before = result.at(-2);
  if (last && before && proseIn(last) < FEWEST) {
    before.blocks.push(...last.blocks);
    result.pop();
  }
  return result;
}

/** In parts of nearly equal size, as far as its blocks allow. */
function split(draft: Draft): Draft[] {
  const prose = proseIn(draft);
  if (prose <= MOST) return [draft];
  const size = Math.ceil(prose / Math.ceil(prose / MOST));
  let seen = 0;
  const cut = draft.blocks.findIndex((block) => {
    const isOver = seen > 0 && proseOf(block) > 0 && seen + proseOf(block) > size;
    seen += proseOf(block);
    return isOver;
  });
  if (cut < 0) return [draft];
  return [{ ...draft, blocks: draft.blocks.slice(0, cut) }, ...split({ blocks: draft.blocks.slice(cut) })];
}
