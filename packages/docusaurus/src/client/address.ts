import { atom } from 'nanostores';
import { $view, type View, VIEWS } from './reader.ts';

// What the address of a page may ask for: `?view=personalized`, `?variant=<hash>`, `?reader=<answers>`.

/** Hash of the version that the address names, for everybody who opens it. */
export const $shared = atom<string | undefined>(undefined);

/** Answers that the address proposes, as they stand there. */
export const $offered = atom<string | undefined>(undefined);

const HASH = /^[0-9a-f]{64}$/;

/** Takes what the address asks for. A view that it names is from then on the reader's, as if they had chosen it. */
export function readAddress(): void {
  const asked = new URLSearchParams(location.search);
  const view = VIEWS.find((one) => one === asked.get('view'));
  if (view) $view.set(view);
  const variant = asked.get('variant') ?? '';
  $shared.set(HASH.test(variant) ? variant : undefined);
  $offered.set(asked.get('reader') ?? undefined);
}

/** The present page's address, asking for something else. */
export function addressWith(name: 'view' | 'variant' | 'reader', value: string | undefined): URL {
  const url = new URL(location.href);
  url.searchParams.delete(name);
  if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

const replaceAddress = (url: URL): void => window.history.replaceState(window.history.state, '', url);

/** An address that names a view goes on naming the one that is shown. */
export function keepViewInAddress(view: View): void {
  if (new URLSearchParams(location.search).has('view')) replaceAddress(addressWith('view', view));
}

/** From now on the page is the reader's own again. */
export function leaveShared(): void {
  $shared.set(undefined);
  replaceAddress(addressWith('variant', undefined));
}

/** The proposal has been answered. */
export function dropOffer(): void {
  $offered.set(undefined);
  replaceAddress(addressWith('reader', undefined));
}
