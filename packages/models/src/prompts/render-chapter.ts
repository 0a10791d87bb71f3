import { type Block, type Chapter, isSealed, lockedBlocks } from '@attune/core';
import { fenced } from './fence.ts';
import { isNamed, namesOf } from './names.ts';
import { renderBlock, type Shown } from './render-block.ts';

/** How one block of a walk is shown: nothing leaves it out. */
export type Show = (block: Block, shown: Shown) => readonly string[];

/**
 * A chapter as a model sees it. Of the chapter alone, whoever reads and whatever is asked: the prefix of every request about this revision,
 * which a provider's cache then serves.
 */
export function renderChapter(chapter: Chapter): string {
  const rendered = known.get(chapter) ?? render(chapter);
  known.set(chapter, rendered);
  return rendered;
}

const known = new WeakMap<Chapter, string>();

function render(chapter: Chapter): string {
  const lines = renderBlocks(chapter, (block, shown) => [renderBlock(chapter, block, shown)]);
  return fenced('chapter', [`title: ${titleOf(chapter)}`, ...lines].join('\n'));
}

/** What the chapter is called; its first heading says it too, where there is one. */
function titleOf({ title, source, blocks }: Chapter): string {
  const matter = blocks.find(({ kind }) => kind === 'frontMatter');
  const written = matter && /^title:[ \t]*(.+)$/m.exec(source.slice(matter.start, matter.end))?.[1];
  return title ?? written?.trim() ?? '';
}

/** Walks a chapter's sections and containers, with a line for each, and shows what stands in them. */
export function renderBlocks(chapter: Chapter, show: Show): string[] {
  const byId = new Map(chapter.blocks.map((block) => [block.id, block]));
  const walk = { chapter, locked: lockedBlocks(chapter), show };
  return chapter.sections.flatMap(({ blocks }, index) => {
    const lines = blocks.flatMap((id) => linesOf(byId.get(id), walk, false));
    return lines.length === 0 ? [] : ['', `== section ${index + 1} ==`, ...lines];
  });
}

interface Walk {
  readonly chapter: Chapter;
  readonly locked: ReadonlyMap<string, string>;
  readonly show: Show;
}

function linesOf(block: Block | undefined, walk: Walk, quoted: boolean): string[] {
  if (!block) return [];
  const { chapter, locked, show } = walk;
  const name = namesOf(chapter).nameOf(block.id);
  if (name !== undefined) {
    const state = locked.has(block.id) ? { state: isSealed({ chapter }, block) ? 'sealed' : 'locked' } : {};
    return [...show(block, { name, quoted, ...state })];
  }
  if (isNamed(block)) return [];
  const opening = openingOf(chapter, block);
  if (opening === '') return [];
  if (block.children.length === 0) return [`-- ${opening}`];
  const within = quoted || block.kind === 'quote';
  const inner = block.children.flatMap((child, index) => {
    const before = block.children[index - 1];
    const lines = linesOf(child, walk, within);
    return lines.length > 0 && before ? [...tabBetween(chapter, before.end, child.start), ...lines] : lines;
  });
  return inner.length === 0 ? [] : [`-- ${opening}`, ...inner, `-- end of ${block.name ?? block.kind}`];
}

const MOST_LETTERS = 200;

/** How an author opens a box, its tabs or a passage for some readers: it says what it is and for whom. */
function openingOf({ source }: Chapter, { kind, start, end, name, mark, children }: Block): string {
  if (kind === 'quote') return 'quote';
  if (name === undefined && mark === undefined) return '';
  return source
    .slice(start, children[0]?.start ?? end)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_LETTERS);
}

/** Tabs are no blocks: what opens the next one stands between two of them. */
function tabBetween({ source }: Chapter, from: number, to: number): string[] {
  const tab = source.slice(from, to).match(/<TabItem\b[^>]*>/)?.[0];
  return tab === undefined ? [] : [`-- ${tab.replace(/\s+/g, ' ').slice(0, MOST_LETTERS)}`];
}
