import { flushSync } from 'react-dom';

/** Changes what the chapter shows; what is being read stays where it is. */
export function changeInPlace(change: () => void): void {
  const panel = document.getElementById('attune-panel');
  const changeNow = (): void => flushSync(change);
  if (panel) keepPlace(panel, changeNow);
  else changeNow();
}

/**
 * Changes the page without moving what is being read: the first element below the top of the view that is still there afterwards
 * stays at its height.
 */
function keepPlace(container: Element, change: () => void): void {
  const top = readingTop();
  const candidates = [...container.querySelectorAll<HTMLElement>('p, li, pre, h2, h3, h4, table, figure, details')]
    .map((element) => ({ element, before: element.getBoundingClientRect() }))
    .filter(({ before }) => before.bottom > top && before.height > 0);
  change();
  const kept = candidates.find(({ element }) => element.isConnected && element.getBoundingClientRect().height > 0);
  if (!kept) return;
  const moved = kept.element.getBoundingClientRect().top - kept.before.top;
  if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: 'instant' });
}

/** Height of what covers the top of the view. */
function readingTop(): number {
  return document.querySelector('.navbar')?.getBoundingClientRect().bottom ?? 0;
}
