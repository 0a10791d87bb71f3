// These run in the page, each on its own: they can use nothing of this file but what they are given.

declare global {
  interface Window {
    /** Pixels that the line being read has moved at most since it is watched. */
    moved: number;
    stopWatching: () => void;
  }
}

/** From now on looks at each frame where the line being read is: what begins at the eye's line or next below it, as client/keep-place.ts has it. */
export function watchLine(): void {
  const upper = document.querySelector('.navbar')?.getBoundingClientRect().bottom ?? 0;
  const eye = upper + (window.innerHeight - upper) * 0.15;
  const line = [...document.querySelectorAll('#attune-panel :is(p, h2)')].find(
    (one) => one.getBoundingClientRect().top >= eye,
  );
  if (!line) throw new Error('no line to be read');
  const top = line.getBoundingClientRect().top;
  let isWatching = true;
  window.moved = 0;
  window.stopWatching = () => (isWatching = false);
  const look = (): void => {
    if (!isWatching) return;
    window.moved = Math.max(window.moved, Math.abs(line.getBoundingClientRect().top - top));
    requestAnimationFrame(look);
  };
  look();
}

/** Chooses a view and gives the milliseconds until the frame in which the chapter has changed was painted. */
export function timeSwitch(view: string): Promise<number> {
  return new Promise((resolve) => {
    const panel = document.getElementById('attune-panel') as HTMLElement;
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (view === 'personalized' && !panel.querySelector('.attune-mark, .attune-insert')) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        // A message comes after the frame that this callback belongs to.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - start));
        port1.start();
        port2.postMessage(undefined);
      });
    });
    observer.observe(panel, { childList: true, subtree: true, characterData: true });
    document.getElementById(`attune-tab-${view}`)?.click();
  });
}
