import { flushSync } from 'react-dom';
import { targetOfAddress } from './return-place.ts';

/** Changes what the chapter shows; what is being read stays where it is. */
export function changeInPlace(change: () => void): void {
  const panel = document.getElementById('attune-panel');
  const changeNow = (): void => flushSync(change);
  if (panel) keepPlace(panel, changeNow);
  else changeNow();
}

interface Place {
  readonly element: HTMLElement;
  /** Its upper end in the view, in pixels. */
  readonly top: number;
}

/** Where a change was to leave the page, before the browser rounded that; many small changes must not add up to a shift. */
let kept: (Place & { readonly scrollY: number }) | undefined;

/**
 * Changes the page without moving what is being read: the first element at or below the eye's line that is still there afterwards stays at
 * its height. So what grows above it grows upwards.
 */
function keepPlace(panel: Element, change: () => void): void {
  const places = placesIn(panel);
  const before = kept;
  change();
  const place = places.find(({ element }) => element.isConnected && element.getBoundingClientRect().height > 0);
  if (!place) return;
  const stood = before?.element === place.element && before.scrollY === window.scrollY ? before.top : place.top;
  const top = Math.abs(stood - place.top) < 1 ? stood : place.top;
  const moved = place.element.getBoundingClientRect().top - top;
  if (Math.abs(moved) >= 0.5) window.scrollBy({ top: moved, behavior: 'instant' });
  kept = { element: place.element, top, scrollY: window.scrollY };
}

/** Eyes are near the upper end of the view, in parts of its height. */
const EYE = 0.15;

/**
 * What may be what is read, best first: where it is in view, what the address names; else what begins at the eye's line or next below it.
 * At the beginning of a page that is its first element, wherever it stands.
 */
function placesIn(panel: Element): Place[] {
  const top = document.querySelector('.navbar')?.getBoundingClientRect().bottom ?? 0;
  const isBeginning = panel.getBoundingClientRect().top >= top;
  const line = isBeginning ? top : top + (window.innerHeight - top) * EYE;
  const inView = [...panel.querySelectorAll<HTMLElement>('p, li, pre, h2, h3, h4, table, figure, details')]
    .map((element) => ({ element, rect: element.getBoundingClientRect() }))
    .filter(({ rect }) => rect.bottom > top && rect.height > 0)
    .map(({ element, rect }) => ({ element, top: rect.top }));
  // One that is taller than the view has no beginning in it.
  const begun = inView.filter((place) => place.top >= top && place.top < window.innerHeight);
  const target = targetOfAddress();
  return [
    ...begun.filter(({ element }) => element === target),
    ...begun.filter((place) => place.top >= line),
    ...inView,
  ];
}
