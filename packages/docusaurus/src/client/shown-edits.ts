import type { Edit } from '@attune/contract';
import { atom, computed } from 'nanostores';
import { changeInPlace, tryInPlace } from './keep-place.ts';
import { $page, type Page } from './page-state.ts';
import { $shownView } from './view.ts';

const NONE: readonly Edit[] = [];
type EditsByBlock = ReadonlyMap<string, readonly Edit[]>;
const NO_BLOCKS: EditsByBlock = new Map();

/** Blocks whose edits have changed but are not shown yet, because what is being read would move; each with what it shows meanwhile. */
const $waiting = atom<EditsByBlock>(NO_BLOCKS);

/** How many blocks wait, as the reader is told: not while it is tried which of them can be shown. */
export const $waitingCount = atom(0);

/** The edits to show, by block; empty in the original view. A block whose edits are the same keeps its list: it is not rendered again. */
const $shown = computed([$page, $shownView, $waiting], ({ variant, status }, view, waiting) => {
  const isPersonalized = view === 'personalized' && status === 'ready' && variant;
  const before = shownBefore;
  const now = new Map(
    [...byBlock(isPersonalized ? variant.edits : NONE)].map(([block, edits]) => [
      block,
      sameList(before.get(block), edits),
    ]),
  );
  if (isPersonalized) for (const [block, edits] of waiting) now.set(block, edits);
  return (shownBefore = now);
});
let shownBefore = NO_BLOCKS;

const byBlock = (edits: readonly Edit[]): EditsByBlock => Map.groupBy(edits, (edit) => edit.block);

/**
 * Shows another state of the page. Blocks below what is being read change at once; those that would change or move it wait until it is no
 * longer where the eyes are, or the reader asks for them.
 */
export function showInPlace(next: Page): void {
  const before = $shown.get();
  const waited = $waiting.get();
  const after = byBlock(next.variant?.edits ?? NONE);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((block) => {
    const shown = before.get(block) ?? NONE;
    return sameList(shown, after.get(block) ?? NONE) !== shown;
  });
  changeInPlace(() => {
    $waiting.set(new Map(changed.map((block) => [block, before.get(block) ?? NONE])));
    $page.set(next);
  });
  offer(changed.filter((block) => !waited.has(block)));
}

/** Where the page was when what waits was last tried. */
let triedAt: number | undefined;

function offer(blocks: readonly string[]): void {
  release(blocks);
  triedAt = window.scrollY;
  $waitingCount.set($waiting.get().size);
}

/** Shows what waits at these blocks as far as nothing that is being read moves: all of them, or those of a half, and so on. */
function release(blocks: readonly string[]): void {
  if (blocks.length === 0) return;
  const waiting = $waiting.get();
  const others = new Map([...waiting].filter(([block]) => !blocks.includes(block)));
  const isShown = tryInPlace(
    () => $waiting.set(others),
    () => $waiting.set(waiting),
  );
  if (isShown || blocks.length === 1) return;
  const half = blocks.length >> 1;
  release(blocks.slice(0, half));
  release(blocks.slice(half));
}

/** What waits is shown at the reader's word, whatever moves. */
export const showWaiting = (): void => changeInPlace(forgetWaiting);

/** What waits belongs to a view or a page that is left. */
export function forgetWaiting(): void {
  $waiting.set(NO_BLOCKS);
  $waitingCount.set(0);
}

/** Shows what waits when the reader has gone on and it is out of the way. Gives what ends it. */
export function followScroll(): () => void {
  const onScrollEnd = (): void => {
    // Trying scrolls too.
    if (window.scrollY !== triedAt) offer([...$waiting.get().keys()]);
  };
  document.addEventListener('scrollend', onScrollEnd);
  return () => document.removeEventListener('scrollend', onScrollEnd);
}

function sameList(before: readonly Edit[] | undefined, now: readonly Edit[]): readonly Edit[] {
  if (before?.length !== now.length) return now;
  // What came one by one comes once more with the whole chapter: the same words, in other objects.
  const isSame = (edit: Edit, other?: Edit): boolean =>
    edit === other || JSON.stringify(edit) === JSON.stringify(other);
  return now.every((edit, index) => isSame(edit, before[index])) ? before : now;
}

export const editsOf = (block: string): readonly Edit[] => $shown.get().get(block) ?? NONE;
export const noEdits = (): readonly Edit[] => NONE;
export const onEdits = (listener: () => void): (() => void) => $shown.listen(listener);
