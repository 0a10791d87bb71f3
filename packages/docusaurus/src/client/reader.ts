import type { Profile } from '@attune/contract';
import { createClient, ServiceError } from '@attune/contract/client';
import { persistentAtom, persistentJSON } from '@nanostores/persistent';
import { baseUrl, isDevelopment, serviceUrl } from './site.ts';

export type View = 'original' | 'personalized';

/** What this browser knows of its reader. The service has the same answers under the reader's id. */
export interface Answers {
  readonly profile: Profile;
  readonly onboarding: 'open' | 'skipped' | 'done';
}

const key = (name: string): string => `attune:${baseUrl}:${name}`;

/** Which version of chapters this browser shows, remembered for the book and shared by its tabs. */
export const $view = persistentAtom<View>(key('view'), 'original');

export const $answers = persistentJSON<Answers>(key('answers'), { profile: {}, onboarding: 'open' });

/** The identity that the service gave; cleared with the browser's storage, which makes a new reader. */
const $reader = persistentJSON<{ id?: string; token?: string }>(key('reader'), {});

/** Answers of a questionnaire that was left before its end. */
export const $draft = persistentJSON<{ profile: Profile; step: number }>(key('draft'), { profile: {}, step: 0 });

/** Whether the invitation has been waved away. */
export const $invitation = persistentAtom<'open' | 'later'>(key('invitation'), 'open');

export const client = createClient({ baseUrl: serviceUrl(), token: () => $reader.get().token });

const NO_LONGER_KNOWN = new Set(['token_missing', 'token_invalid', 'token_expired']);

/**
 * Does something as this browser's reader. A browser that has no identity, or whose identity the service no longer knows, gets a new
 * one and brings its answers along.
 */
export async function asReader<Result>(call: () => Promise<Result>): Promise<Result> {
  if ($reader.get().token === undefined) await becomeReader();
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ServiceError) || !NO_LONGER_KNOWN.has(error.code)) throw error;
    await becomeReader();
    return call();
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
  $reader.set({ id: reader.id, token });
  const { profile, onboarding } = $answers.get();
  if (onboarding !== 'open') await client.submitOnboarding({ profile, state: onboarding });
}

/** Keeps answers, here and in the service. Throws where the service did not take them; they are kept here all the same. */
export async function saveAnswers(profile: Profile, onboarding: 'skipped' | 'done'): Promise<void> {
  $answers.set({ profile, onboarding });
  $draft.set({ profile: {}, step: 0 });
  if (isDevelopment) return;
  await asReader(() => client.submitOnboarding({ profile, state: onboarding }));
}
