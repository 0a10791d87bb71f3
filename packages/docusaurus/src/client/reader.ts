import type { Facet, Profile } from '@attune/contract';
import { createClient, ServiceError } from '@attune/contract/client';
import { atom } from 'nanostores';
import { isDevelopment, isPrivate, loadFacets, serviceUrl } from './site.ts';
import { rememberedChoice, rememberedObject } from './storage.ts';

export const VIEWS = ['original', 'personalized'] as const;
export type View = (typeof VIEWS)[number];

/** What this browser knows of its reader. The service has the same answers under the reader's id, once they are `delivered`. */
export interface Answers {
  readonly profile: Profile;
  readonly onboarding: 'open' | 'skipped' | 'done';
  readonly delivered?: boolean;
}

/** Answers of a questionnaire that was left before its end. */
export interface Draft {
  readonly profile: Profile;
  readonly step: number;
}

/** Which version of chapters this browser shows, remembered for the book and shared by its tabs. */
export const $view = rememberedChoice<View>('view', VIEWS);

const NO_ANSWERS: Answers = { profile: {}, onboarding: 'open' };
export const $answers = rememberedObject<Answers>('answers', NO_ANSWERS);

/**
 * The identity that the service gave; cleared with the browser's storage, which makes a new reader. `account`: it can be signed in to
 * elsewhere.
 */
export const $reader = rememberedObject<{ id?: string; token?: string; account?: boolean }>('reader', {});

export const NO_DRAFT: Draft = { profile: {}, step: 0 };
export const $draft = rememberedObject<Draft>('draft', NO_DRAFT);

/** Whether the invitation has been waved away. */
export const $invitation = rememberedChoice<'open' | 'later'>('invitation', ['open', 'later']);

/** The class that this browser reads in, by the code in the address that was opened first. */
const $class = rememberedObject<{ code?: string }>('class', {});

export function noteClass(): void {
  const code = new URLSearchParams(location.search).get('class');
  if (code) $class.set({ code });
}

export const client = createClient({
  baseUrl: serviceUrl,
  token: () => (isPrivate ? undefined : $reader.get().token),
  classCode: () => $class.get().code,
});

/** Calls the service without saying who reads. */
export const nobody = createClient({ baseUrl: serviceUrl });

export const NO_LONGER_KNOWN: ReadonlySet<string> = new Set(['token_missing', 'token_invalid', 'token_expired']);

/**
 * Does something as this browser's reader, whose answers the service has by then. A browser that has no identity, or whose identity the
 * service no longer knows, gets a new one and brings its answers along. Where answers are to stay in the browser, it is nobody.
 */
export async function asReader<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await asKnownReader(call);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'class_unknown') throw error;
    // The class is over; its readers read on like any others.
    $class.set({});
    return asKnownReader(call);
  }
}

async function asKnownReader<Result>(call: () => Promise<Result>): Promise<Result> {
  if (isPrivate) return call();
  const callAsReader = async (): Promise<Result> => {
    await deliverAnswers();
    return call();
  };
  if ($reader.get().token === undefined) await becomeReader();
  try {
    return await callAsReader();
  } catch (error) {
    if (!(error instanceof ServiceError) || !NO_LONGER_KNOWN.has(error.code)) throw error;
    await becomeReader();
    return callAsReader();
  }
}

let becoming: Promise<void> | undefined;

/** One new identity, however many calls find that there is none. */
function becomeReader(): Promise<void> {
  becoming ??= createReader().finally(() => {
    becoming = undefined;
  });
  return becoming;
}

async function createReader(): Promise<void> {
  $reader.set({});
  const { reader, token } = await client.createReader();
  $answers.set({ ...$answers.get(), delivered: false });
  $reader.set({ id: reader.id, token });
}

let delivering: { readonly answers: Answers; readonly done: Promise<void> } | undefined;

/** Brings the service the answers that it does not have yet, in place of those that it has; once, however many calls need it. */
function deliverAnswers(): Promise<void> {
  const answers = $answers.get();
  if (answers.onboarding === 'open' || answers.delivered) return Promise.resolve();
  if (delivering?.answers !== answers) {
    const done = sendAnswers(answers).finally(() => (delivering = undefined));
    delivering = { answers, done };
  }
  return delivering.done;
}

async function sendAnswers(answers: Answers): Promise<void> {
  const profile = declaredAnswers(answers.profile, await loadFacets());
  await client.updatePreferences({ profile });
  if (answers.onboarding !== 'open') await client.submitOnboarding({ profile: {}, state: answers.onboarding });
  // Other answers may have come meanwhile; those are not delivered.
  if ($answers.get() === answers) $answers.set({ ...answers, delivered: true });
}

/** The answers that the book still asks for: an author may have taken a question or a value away. */
function declaredAnswers(profile: Profile, facets: readonly Facet[]): Profile {
  const declared = facets.flatMap((facet): [string, string | string[]][] => {
    const given = [profile[facet.id] ?? []].flat();
    const values = facet.options.map((option) => option.value).filter((value) => given.includes(value));
    if (values.length === 0) return [];
    return [[facet.id, facet.multiple ? values : (values[0] as string)]];
  });
  return Object.fromEntries(declared);
}

/** Keeps answers, here and in the service. Throws where the service did not take them; it gets them before it is asked for a page. */
export async function saveAnswers(profile: Profile, onboarding: 'skipped' | 'done'): Promise<void> {
  $answers.set({ profile, onboarding, delivered: false });
  if (!isDevelopment) await asReader(() => Promise.resolve());
}

/** How often a reader has left this page. */
export const $departures = atom(0);

/** Forgets who read here, and what they answered: the next reader of this browser is another. */
export function forgetReader(): void {
  $reader.set({});
  $answers.set(NO_ANSWERS);
  $draft.set(NO_DRAFT);
  $view.set('original');
  $departures.set($departures.get() + 1);
}
