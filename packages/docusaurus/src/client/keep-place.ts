import { flushSync } from 'react-dom';
import { targetOfAddress } from './return-place.ts';

const panelOf = (): Element | null => document.getElementById('attune-panel');

/** Changes what the chapter shows; what is being read stays where it is, as far as the page is long enough for that. */
export function changeInPlace(change: () => void): void {
  const panel = panelOf();
  const changeNow = (): void => flushSync(change);
  if (panel) keepPlace(panel, changeNow);
  else changeNow();
}

/**
 * Changes what the chapter shows, unless that would change or move the lines round the reader's eye: then all is put back before it is
 * painted, and the answer is false.
 */
export function tryInPlace(change: () => void, undo: () => void): boolean {
  const panel = panelOf();
  const { scrollX, scrollY } = window;
  // Who has not scrolled looks at the top of the page, and that stays.
  if (!panel || scrollY < 1) {
    flushSync(change);
    return true;
  }
  const before = kept;
  const read = beingRead(panel);
  moveBack(placesIn(panel), () => flushSync(change));
  if (read.every(isAsItWas)) return true;
  flushSync(undo);
  window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  kept = before;
  return false;
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
 * its height. So what grows above it grows upwards. At the beginning of a page nothing is above it: there the page's top stays.
 */
function keepPlace(panel: Element, change: () => void): void {
  if (isAtBeginning(panel) && !isInView(targetOfAddress())) change();
  else moveBack(placesIn(panel), change);
}

/** Changes the page, and scrolls the first of the places that is still there back to its height. */
function moveBack(places: readonly Place[], change: () => void): void {
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

/** Eyes are near the upper end of the view: between these parts of its height. */
const EYE = { from: 0.15, to: 0.4 } as const;
const READABLE = 'p, li, pre, h2, h3, h4, table, figure, details';

const topOfView = (): number => document.querySelector('.navbar')?.getBoundingClientRect().bottom ?? 0;
const partOfView = (part: number): number => topOfView() + (window.innerHeight - topOfView()) * part;

/** The chapter's first line has not gone out of view at the top. */
const isAtBeginning = (panel: Element): boolean => panel.getBoundingClientRect().top >= topOfView();

function isInView(element: HTMLElement | null): boolean {
  const top = element?.getBoundingClientRect().top;
  return top !== undefined && top >= topOfView() && top < window.innerHeight;
}

/**
 * What may be what is read, best first: where it is in view, what the address names; else what begins at the eye's line or next below it.
 */
function placesIn(panel: Element): Place[] {
  const top = topOfView();
  const line = partOfView(EYE.from);
  const inView = readable(panel)
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

const readable = (panel: Element): HTMLElement[] => [...panel.querySelectorAll<HTMLElement>(READABLE)];

interface Passage extends Place {
  readonly text: string;
}

/** What stands where the eyes are, with its words: of two of which one is in the other, the inner. */
function beingRead(panel: Element): Passage[] {
  const [from, to] = [partOfView(EYE.from), partOfView(EYE.to)];
  return readable(panel)
    .map((element) => ({ element, rect: element.getBoundingClientRect() }))
    .filter(({ element, rect }) => {
      if (rect.bottom <= from || rect.top >= to || rect.height === 0) return false;
      return !element.closest('[popover]') && !element.querySelector(READABLE);
    })
    .map(({ element, rect }) => ({ element, top: rect.top, text: element.innerText }));
}

/** Not moved by more than the browser rounds by, and with the same words. */
function isAsItWas({ element, top, text }: Passage): boolean {
  return element.isConnected && Math.abs(element.getBoundingClientRect().top - top) <= 1 && element.innerText === text;
}
