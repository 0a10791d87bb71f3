import { baseUrl } from './site.ts';

// The browser restores the scroll position of a reload before a personalized page has its length. So the place is kept by the nearest
// heading instead, and taken up again once the page is what it was.

interface Place {
  readonly path: string;
  /** Id of the last heading above or at the top of the view. */
  readonly heading: string;
  /** Where it stood, in pixels from the top of the view. */
  readonly top: number;
}

const key = `attune:${baseUrl}:place`;
const headings = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('#attune-panel :is(h2, h3, h4)[id]')];

const headingAbove = (): HTMLElement | undefined =>
  headings().findLast((heading) => heading.getBoundingClientRect().top < window.innerHeight / 2);

/** Id of the block that heads what is being read; none at a page's beginning. */
export const blockBeingRead = (): string | undefined => headingAbove()?.dataset['attune'];

function savePlace(): void {
  const above = headingAbove();
  if (!above) return;
  const place: Place = { path: location.pathname, heading: above.id, top: above.getBoundingClientRect().top };
  try {
    sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    // Full or not allowed: the next load begins where the browser puts it.
  }
}

function takePlace(): Place | undefined {
  try {
    const place = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Place | null;
    sessionStorage.removeItem(key);
    return place ?? undefined;
  } catch {
    return undefined;
  }
}

let pending: Place | undefined;
if (typeof window !== 'undefined') {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isReturn = navigation?.type === 'reload' || navigation?.type === 'back_forward';
  pending = isReturn ? takePlace() : undefined;
  window.addEventListener('pagehide', savePlace);
}

/** The page has come back, and what was being read is not where it was yet. */
export const isReturning = (): boolean => pending?.path === location.pathname;

/** Once after a reload or a return: puts what was being read back where it stood. */
export function returnToPlace(): void {
  const place = pending;
  pending = undefined;
  if (place?.path !== location.pathname) return;
  const heading = document.getElementById(place.heading);
  if (heading) window.scrollBy({ top: heading.getBoundingClientRect().top - place.top, behavior: 'instant' });
}

/** Shows what the address names: opens the folds round it, and goes there if it has only just come. */
export function revealTarget(wasThere: boolean): void {
  const target = targetOfAddress();
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  if (target && !wasThere) target.scrollIntoView();
}

export const targetOfAddress = (): HTMLElement | null =>
  document.getElementById(decodeURIComponent(location.hash.slice(1)));
