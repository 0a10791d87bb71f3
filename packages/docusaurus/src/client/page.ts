import type { Profile, Projection } from '@attune/contract';
import { ServiceError } from '@attune/contract/client';
import { hashValue, project } from '@attune/contract/project';
import type { PersonalizedChapter, PersonalizeEvent } from '@attune/contract/routes';
import { computed } from 'nanostores';
import { $shared, readAddress } from './address.ts';
import { changeInPlace } from './keep-place.ts';
import { $facets } from './language.ts';
import { $page, type Page, type PageIdentity, type Progress, type Trouble } from './page-state.ts';
import { $preview } from './preview.ts';
import { $answers, asReader, client, nobody, noteClass } from './reader.ts';
import { blockBeingRead, isReturning, returnToPlace, revealTarget, targetOfAddress } from './return-place.ts';
import { baseUrl, isDevelopment, isExport, isPrivate, loadFacets, loadMatters } from './site.ts';
import { forgetWaiting, followScroll, showInPlace } from './shown-edits.ts';
import { $shownView } from './view.ts';

/** Until a plan says how much there is to do. */
const UNPLANNED: Progress = { done: 0, total: 0 };

/** Variants of this visit, so that going to and fro between views and chapters waits for nothing. */
const visited = new Map<string, Pick<Page, 'isOfEarlier'> & { readonly variant: PersonalizedChapter }>();

/** A chapter has come on screen; it follows what the reader chooses, here or in another tab. Gives what is to be done when it leaves. */
export function openPage(identity: PageIdentity): () => void {
  readAddress();
  $page.set({ identity, status: 'idle' });
  noteClass();
  const ends = [
    followScroll(),
    $shownView.subscribe(() => {
      forgetWaiting();
      // What is there, comes, or was stopped by the reader stays so; only a button asks for it again.
      const { status } = $page.get();
      if (status === 'idle' || status === 'trouble') void refreshPage();
    }),
    $reading.listen(showOther),
  ];
  return () => {
    for (const end of ends) end();
    $page.set({ status: 'idle' });
    // Nobody reads it any more: no model goes on for it, unless others wait.
    running?.abort();
  };
}

/** What decides which version is read, as text: only another text is another version. */
const $reading = computed([$answers, $preview, $shared], ({ profile, onboarding }, preview, shared) =>
  JSON.stringify([shared ?? preview ?? (onboarding === 'open' ? null : profile)]),
);

/** Another version is to be read. The one that is there stays until it comes. */
function showOther(): void {
  running?.abort();
  const { identity, variant } = $page.get();
  if (!identity) return;
  $page.set(variant ? { identity, status: 'ready', variant, isOfBefore: true } : { identity, status: 'idle' });
  void refreshPage();
}

/** Fetches what the page needs in the view that is chosen, if it is not there. */
export async function refreshPage(): Promise<void> {
  const { identity } = $page.get();
  const wanted = $reading.get();
  const shared = $shared.get();
  const profile = $preview.get() ?? ($answers.get().onboarding === 'open' ? undefined : $answers.get().profile);
  if (!identity || !(profile ?? shared)) return;
  const isCurrent = (): boolean => $page.get().identity === identity && $reading.get() === wanted;
  askedAt = window.scrollY;
  try {
    // The interface is in the reader's language in both views.
    if ($facets.get().length === 0) $facets.set(await loadFacets());
    if ($shownView.get() === 'original' || !isCurrent()) return;
    const key = JSON.stringify([identity.chapter, identity.revision, wanted]);
    const known = visited.get(key);
    if (!known) announce(identity);
    const arrived =
      known ?? (shared ? await fetchShared(identity, shared) : await fetchVariant(identity, profile ?? {}));
    // What is not whole may become so: the next visit asks again.
    if (arrived.variant.complete) visited.set(key, arrived);
    if (isCurrent()) arrive({ identity, status: 'ready', ...arrived });
  } catch (error) {
    // Whoever ended it, a reader or a later request, has said what is shown.
    if (!isCurrent() || (error as Error).name === 'AbortError') return;
    fail(identity, troubleOf(error), (error as Partial<ServiceError>).retryAfter);
  }
}

/** Says that a version is on its way. What there is of it stays. */
function announce(identity: PageIdentity): void {
  const { variant, isOfBefore } = $page.get();
  if (!variant) $page.set({ identity, status: 'loading' });
  else if (!isOfBefore) $page.set({ identity, status: 'ready', variant, progress: UNPLANNED });
}

function fail(identity: PageIdentity, trouble: Trouble, retryAfter?: number): void {
  const { variant, isOfBefore } = $page.get();
  const told = { identity, trouble, retryAfter };
  const next: Page = variant && !isOfBefore ? { ...told, status: 'ready', variant } : { ...told, status: 'trouble' };
  changeInPlace(() => $page.set(next));
}

let running: AbortController | undefined;

/** The reader has enough: what is there stays, and the service is told. */
export function stopAdapting(): void {
  const { progress: _, ...page } = $page.get();
  running?.abort();
  $page.set({ ...page, isStopped: true });
}

/**
 * Shows a variant without moving what is being read. One that the reader waits for is shown as a whole; where they have scrolled since they
 * asked, they read.
 */
function arrive(page: Page): void {
  const wasThere = targetOfAddress() !== null;
  const isAwaited = window.scrollY === askedAt;
  askedAt = undefined;
  if (isAwaited || isReturning()) changeInPlace(() => $page.set(page));
  else showInPlace(page);
  returnToPlace();
  revealTarget(wasThere);
}

/** Where the page was when a version was asked for of which nothing has come yet. */
let askedAt: number | undefined;

/** How long the first sign of an answer may take, in milliseconds; after it the service has its own deadlines. */
const PATIENCE = 20_000;

async function fetchVariant(identity: PageIdentity, profile: Profile): Promise<{ variant: PersonalizedChapter }> {
  running?.abort();
  const { signal } = (running = new AbortController());
  const late = running;
  const timer = setTimeout(() => late.abort(new DOMException('no answer', 'TimeoutError')), PATIENCE);
  const onEvent = (event: Arriving): void => {
    clearTimeout(timer);
    if ($page.get().identity === identity && !signal.aborted) take(event, identity);
  };
  // Who tries how others read does it as nobody: nothing of it is kept under the reader.
  const isTrying = $preview.get() !== undefined;
  const service = isTrying ? nobody : client;
  const call = <Result>(work: () => Promise<Result>): Promise<Result> => (isTrying ? work() : asReader(work));
  try {
    if (isDevelopment) return { variant: await fetchPreview(identity, profile, signal) };
    const projection = await projectionFor(identity, profile);
    const address = { ...identity, profileHash: hashValue(projection) };
    const made = await call(() => service.findPersonalized(address, { signal }));
    if (made) return { variant: checked(made) };
    if (isExport) throw new ServiceError({ code: 'variant_unmade', message: '', remedy: '', status: 404 });
    const reading = blockBeingRead();
    const request = {
      ...identity,
      ...(reading === undefined ? {} : { reading }),
      ...(isPrivate || isTrying ? { profile: projection } : {}),
    };
    return { variant: checked(await call(() => service.personalize(request, { signal, onEvent }))) };
  } finally {
    clearTimeout(timer);
  }
}

/** An answer that is one: a proxy may have given another. */
function checked<Answer extends { edits: unknown }>(answer: Answer | null): Answer {
  if (answer && Array.isArray((answer as Partial<Answer>).edits)) return answer;
  throw new ServiceError({ code: 'unexpected', message: '', remedy: '', status: 200 });
}

/** The version that an address names, for whoever opens it. Blocks are known by their words: what has not changed since keeps its edits. */
async function fetchShared(
  identity: PageIdentity,
  hash: string,
): Promise<{ variant: PersonalizedChapter; isOfEarlier: boolean }> {
  running?.abort();
  const { signal } = (running = new AbortController());
  const content = checked(await nobody.getVariant(hash, { signal }));
  if (content.chapter !== identity.chapter)
    throw new ServiceError({ code: 'variant_unknown', message: '', remedy: '', status: 404 });
  const variant = { ...content, variant: hash, current: true, cached: true, complete: true };
  return { variant, isOfEarlier: content.revision !== identity.revision };
}

/** What of a reader's answers matters to a chapter: all that anybody else is told of them where they stay in the browser. */
async function projectionFor({ chapter }: PageIdentity, profile: Profile): Promise<Projection> {
  const [facets, matters] = await Promise.all([loadFacets(), loadMatters()]);
  return project(facets, profile, matters[chapter] ?? []);
}

type Arriving = Exclude<PersonalizeEvent, { type: 'end' | 'error' }>;

/** Shows what has come of a chapter that is being adapted. */
function take(event: Arriving, identity: PageIdentity): void {
  const page = $page.get();
  const { variant } = page;
  if (event.type === 'ready') {
    arrive({ identity, status: 'ready', variant: event.chapter, progress: UNPLANNED });
  } else if (event.type === 'progress') {
    // The line that tells it may become two.
    changeInPlace(() => $page.set({ ...page, progress: { done: event.done, total: event.total } }));
  } else if (variant) {
    showInPlace({ ...page, variant: { ...variant, edits: [...variant.edits, event.edit] } });
  }
}

async function fetchPreview(
  identity: PageIdentity,
  profile: Profile,
  signal: AbortSignal,
): Promise<PersonalizedChapter> {
  const body = JSON.stringify({ ...identity, profile });
  const response = await fetch(`${baseUrl}attune/preview`, { method: 'POST', body, signal });
  const answer = (await response.json()) as PersonalizedChapter & { error?: { code: string } };
  if (response.ok) return answer;
  const code = answer.error?.code === 'revision_unknown' ? 'revision_unknown' : 'unexpected';
  throw new ServiceError({ code, message: '', remedy: '', status: response.status });
}

function troubleOf(error: unknown): Trouble {
  const code = error instanceof ServiceError ? error.code : undefined;
  if (code === 'revision_unknown') return 'outdated';
  if (code === 'unreachable' || code === 'unexpected' || code === 'database_unavailable') return 'unreachable';
  if (code === 'variant_unmade') return 'unmade';
  if (code === 'too_many_requests') return 'limited';
  if (code === 'variant_withdrawn') return 'withdrawn';
  if (code === 'variant_unknown') return 'unknownVersion';
  if (code === 'chapter_unknown' || code === 'chapter_unreadable') return 'unavailable';
  return 'failed';
}
