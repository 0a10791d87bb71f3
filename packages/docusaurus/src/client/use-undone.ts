import { useStore } from '@nanostores/react';
import { atom } from 'nanostores';
import { changeInPlace } from './keep-place.ts';
import { $page } from './page-state.ts';

/** What the reader has taken back, for this visit. */
const $undone = atom<ReadonlySet<string>>(new Set());
const NOTHING: ReadonlySet<string> = new Set();

/** Whether the reader has taken an edit back, and how they do that, or want it again. `edit` is its name within the chapter. */
export function useUndone(edit: string): [isUndone: boolean, undo: (undone: boolean) => void] {
  const undone = useStore($undone, { ssr: () => NOTHING });
  const key = `${$page.get().identity?.chapter ?? ''} ${edit}`;
  const undo = (isUndone: boolean): void => {
    const others = [...$undone.get()].filter((other) => other !== key);
    changeInPlace(() => $undone.set(new Set(isUndone ? [...others, key] : others)));
  };
  return [undone.has(key), undo];
}
