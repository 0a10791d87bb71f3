import type { Edit, Profile, Projection } from '@attune/contract';
import { ServiceError } from '@attune/contract/client';
import { hashValue, project } from '@attune/contract/project';
import type { PersonalizedChapter, PersonalizeEvent } from '@attune/contract/routes';
import { atom, computed } from 'nanostores';
import { changeInPlace } from './keep-place.ts';
import { $facets } from './language.ts';
import { $preview } from './preview.ts';
import { $answers, $view, asReader, client, noteClass } from './reader.ts';
import { blockBeingRead, returnToPlace, revealTarget, targetOfAddress } from './return-place.ts';
import { baseUrl, isDevelopment, isExport, isPrivate, loadFacets, loadMatters } from './site.ts';

export interface PageIdentity {
  readonly chapter: string;
  readonly revision: string;
}

/** Why a personalized chapter is not there. The author's page always is. */
export type Trouble = 'outdated' | 'unreachable' | 'unavailable' | 'unmade' | 'limited' | 'failed';

/** The chapter on screen and how far its personalization is. */
export interface Page {
  readonly identity?: PageIdentity;
  readonly status: 'idle' | 'loading' | 'ready' | 'trouble';
  readonly variant?: PersonalizedChapter;
  /** With a variant: why no more of it came. What is there stays. */
  readonly trouble?: Trouble;
  /** With `limited`: seconds after which it goes on. */
  readonly retryAfter?: number | undefined;
  /** While a model adapts it: blocks through, of those known to be adapted. What is there already is shown. */
  readonly progress?: Progress;
  /** The reader had enough of waiting. */
  readonly isStopped?: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Until a plan says how much there is to do. */
const UNPLANNED: Progress = { done: 0, total: 0 };

export const $page = atom<Page>({ status: 'idle' });

const NONE: readonly Edit[] = [];

/** The edits to show, by block; empty in the original view. A block whose edits are the same keeps its list: it is not rendered again. */
const $shown = computed([$page, $view], ({ variant, status }, view) => {
  const edits = view === 'personalized' && status === 'ready' && variant ? variant.edits : NONE;
  const before = shownBefore;
  shownBefore = new Map(
    [...Map.groupBy(edits, (edit) => edit.block)].map(([block, now]) => [block, sameList(before.get(block), now)]),
  );
  return shownBefore;
});
let shownBefore: ReadonlyMap<string, readonly Edit[]> = new Map();

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

/** Variants of this visit, so that going to and fro between views and chapters waits for nothing. */
const visited = new Map<string, PersonalizedChapter>();

/** A chapter has come on screen; it follows the view, which another tab may choose too. Gives what is to be done when it leaves. */
export function openPage(identity: PageIdentity): () => void {
  $page.set({ identity, status: 'idle' });
  noteClass();
  const unfollow = $view.subscribe(() => {
    // What is there, comes, or was stopped by the reader stays so; only a button asks for it again.
    const { status } = $page.get();
    if (status === 'idle' || status === 'trouble') void refreshPage();
  });
  return () => {
    unfollow();
    $page.set({ status: 'idle' });
    // Nobody reads it any more: no model goes on for it, unless others wait.
    running?.abort();
  };
}

/** Fetches what the page needs in the view that is chosen, if it is not there. */
export async function refreshPage(): Promise<void> {
  const { identity } = $page.get();
  const profile = $preview.get() ?? ($answers.get().onboarding === 'open' ? undefined : $answers.get().profile);
  if (!identity || !profile) return;
  const isCurrent = (): boolean => $page.get().identity === identity;
  try {
    // The interface is in the reader's language in both views.
    if ($facets.get().length === 0) $facets.set(await loadFacets());
    if ($view.get() === 'original' || !isCurrent()) return;
    const variant = await variantFor(identity, profile);
    if (isCurrent()) arrive({ identity, status: 'ready', variant });
  } catch (error) {
    // Whoever ended it, a reader or a later request, has said what is shown.
    if (!isCurrent() || (error as Error).name === 'AbortError') return;
    const { variant } = $page.get();
    const trouble = troubleOf(error);
    const { retryAfter } = error as Partial<ServiceError>;
    const told = { identity, trouble, retryAfter };
    $page.set(variant ? { ...told, status: 'ready', variant } : { ...told, status: 'trouble' });
  }
}

async function variantFor(identity: PageIdentity, profile: Profile): Promise<PersonalizedChapter> {
  const key = JSON.stringify([identity.chapter, identity.revision, profile]);
  const known = visited.get(key);
  if (known) return known;
  const there = $page.get().variant;
  $page.set(
    there ? { identity, status: 'ready', variant: there, progress: UNPLANNED } : { identity, status: 'loading' },
  );
  const variant = await fetchVariant(identity, profile);
  if (!Array.isArray((variant as Partial<PersonalizedChapter> | null)?.edits)) {
    throw new ServiceError({ code: 'unexpected', message: '', remedy: '', status: 200 });
  }
  // What is not whole may become so: the next visit asks again.
  if (variant.complete) visited.set(key, variant);
  return variant;
}

let running: AbortController | undefined;

/** The reader has enough: what is there stays, and the service is told. */
export function stopAdapting(): void {
  const { progress: _, ...page } = $page.get();
  running?.abort();
  $page.set({ ...page, isStopped: true });
}

/** Shows a variant without moving what is being read. */
function arrive(page: Page): void {
  const wasThere = targetOfAddress() !== null;
  changeInPlace(() => $page.set(page));
  returnToPlace();
  revealTarget(wasThere);
}

/** How long the first sign of an answer may take, in milliseconds; after it the service has its own deadlines. */
const PATIENCE = 20_000;

async function fetchVariant(identity: PageIdentity, profile: Profile): Promise<PersonalizedChapter> {
  running?.abort();
  const { signal } = (running = new AbortController());
  const late = running;
  const timer = setTimeout(() => late.abort(new DOMException('no answer', 'TimeoutError')), PATIENCE);
  const onEvent = (event: Arriving): void => {
    clearTimeout(timer);
    if ($page.get().identity === identity && !signal.aborted) take(event, identity);
  };
  try {
    if (isDevelopment) return await fetchPreview(identity, profile, signal);
    const projection = await projectionFor(identity, profile);
    const address = { ...identity, profileHash: hashValue(projection) };
    const made = await asReader(() => client.findPersonalized(address, { signal }));
    if (made) return made;
    if (isExport) throw new ServiceError({ code: 'variant_unmade', message: '', remedy: '', status: 404 });
    const reading = blockBeingRead();
    const request = {
      ...identity,
      ...(reading === undefined ? {} : { reading }),
      ...(isPrivate ? { profile: projection } : {}),
    };
    return await asReader(() => client.personalize(request, { signal, onEvent }));
  } finally {
    clearTimeout(timer);
  }
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
    changeInPlace(() => $page.set({ ...page, variant: { ...variant, edits: [...variant.edits, event.edit] } }));
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
  if (code === 'chapter_unknown' || code === 'chapter_unreadable') return 'unavailable';
  return 'failed';
}

/** After answers have changed: what was fetched for others is of no use. */
export function forgetVisited(): void {
  visited.clear();
  const { identity } = $page.get();
  if (identity) changeInPlace(() => $page.set({ identity, status: 'idle' }));
  void refreshPage();
}
