import { atom, computed } from 'nanostores';
import { $shared, keepViewInAddress } from './address.ts';
import { changeInPlace } from './keep-place.ts';
import { $view, type View } from './reader.ts';

/** Of a version that the address names; which view a reader otherwise prefers stays as it is. */
const $sharedView = atom<View>('personalized');

/** The view on screen. */
export const $shownView = computed([$view, $shared, $sharedView], (own, shared, sharedView) =>
  shared === undefined ? own : sharedView,
);

/** Switches the view; what is being read stays where it is. */
export function chooseView(view: View): void {
  changeInPlace(() => ($shared.get() === undefined ? $view : $sharedView).set(view));
  keepViewInAddress(view);
}

/** What was pressed goes away under the reader's finger: the chosen tab takes the focus, wherever the page is. */
export const focusTab = (): void =>
  document.getElementById(`attune-tab-${$shownView.get()}`)?.focus({ preventScroll: true });
