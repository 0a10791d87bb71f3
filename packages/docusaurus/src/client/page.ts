import type { Edit } from '@attune/contract';
import { ServiceError } from '@attune/contract/client';
import type { PersonalizedChapter } from '@attune/contract/routes';
import { atom, computed } from 'nanostores';
import { changeInPlace } from './keep-place.ts';
import { $facets } from './language.ts';
import { $preview } from './preview.ts';
import { $answers, $view, asReader, client } from './reader.ts';
import { returnToPlace, revealTarget, targetOfAddress } from './return-place.ts';
import { baseUrl, isDevelopment, loadFacets } from './site.ts';

export interface PageIdentity {
  readonly chapter: string;
  readonly revision: string;
}

/** Why a personalized chapter is not there. The author's page always is. */
export type Trouble = 'outdated' | 'unreachable' | 'unavailable' | 'failed';

/** The chapter on screen and how far its personalization is. */
export interface Page {
  readonly identity?: PageIdentity;
  readonly status: 'idle' | 'loading' | 'ready' | 'trouble';
  readonly variant?: PersonalizedChapter;
  readonly trouble?: Trouble;
}

export const $page = atom<Page>({ status: 'idle' });

const NONE: readonly Edit[] = [];

/** The edits to show, by block; empty in the original view. */
const $shown = computed([$page, $view], ({ variant, status }, view) =>
  view === 'personalized' && status === 'ready' && variant
    ? Map.groupBy(variant.edits, (edit) => edit.block)
    : new Map<string, Edit[]>(),
);

export const editsOf = (block: string): readonly Edit[] => $shown.get().get(block) ?? NONE;
export const noEdits = (): readonly Edit[] => NONE;
export const onEdits = (listener: () => void): (() => void) => $shown.listen(listener);

/** Variants of this visit, so that going to and fro between views and chapters waits for nothing. */
const visited = new Map<string, PersonalizedChapter>();

/** A chapter has come on screen; it follows the view, which another tab may choose too. Gives what is to be done when it leaves. */
export function openPage(identity: PageIdentity): () => void {
  $page.set({ identity, status: 'idle' });
  const unfollow = $view.subscribe(() => void refreshPage());
  return () => {
    unfollow();
    $page.set({ status: 'idle' });
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
    if (isCurrent()) $page.set({ identity, status: 'trouble', trouble: troubleOf(error) });
  }
}

async function variantFor(identity: PageIdentity, profile: object): Promise<PersonalizedChapter> {
  const key = JSON.stringify([identity.chapter, identity.revision, profile]);
  const known = visited.get(key);
  if (known) return known;
  $page.set({ identity, status: 'loading' });
  const variant = await fetchVariant(identity, profile);
  if (!Array.isArray((variant as Partial<PersonalizedChapter> | null)?.edits)) {
    throw new ServiceError({ code: 'unexpected', message: '', remedy: '', status: 200 });
  }
  visited.set(key, variant);
  return variant;
}

/** Shows a variant without moving what is being read. */
function arrive(page: Page): void {
  const wasThere = targetOfAddress() !== null;
  changeInPlace(() => $page.set(page));
  returnToPlace();
  revealTarget(wasThere);
}

async function fetchVariant(identity: PageIdentity, profile: object): Promise<PersonalizedChapter> {
  const signal = AbortSignal.timeout(20_000);
  if (!isDevelopment) return asReader(() => client.personalize({ ...identity }, { signal }));
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
  if (code === 'chapter_unknown' || code === 'chapter_unreadable') return 'unavailable';
  return 'failed';
}

/** After answers have changed: what was fetched for others is of no use. */
export function forgetVisited(): void {
  visited.clear();
  void refreshPage();
}
