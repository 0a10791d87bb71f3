import { createAccountClient } from '@attune/contract/account-client';
import { ServiceError } from '@attune/contract/client';
import { hashText } from '@attune/contract/project';
import type { Account, SignedIn } from '@attune/contract/routes';
import { $answers, $reader, asReader, client, forgetReader, NO_LONGER_KNOWN } from './reader.ts';
import { baseUrl, serviceUrl } from './site.ts';

export const accounts = createAccountClient({ baseUrl: serviceUrl, token: () => $reader.get().token });

/** Where mails and providers lead back to: this page, without what its address has besides. */
const thisPage = (): string => location.origin + location.pathname;

const isOver = (error: unknown): boolean => error instanceof ServiceError && NO_LONGER_KNOWN.has(error.code);

/** Becomes the reader of an account. What the browser's anonymous reader has is kept, if the service still knows them. */
async function become(signIn: () => Promise<SignedIn>): Promise<void> {
  const { reader, token } = await signIn().catch((error: unknown) => {
    if (!isOver(error) || $reader.get().token === undefined) throw error;
    $reader.set({});
    return signIn();
  });
  $reader.set({ id: reader.id, token });
  try {
    await takeAnswers();
  } finally {
    // Only now: whoever shows answers shows the account's.
    $reader.set({ ...$reader.get(), account: true });
  }
}

async function takeAnswers(): Promise<void> {
  const kept = await client.getPreferences();
  if (kept.onboarding !== 'open') {
    return $answers.set({ profile: kept.answered, onboarding: kept.onboarding, delivered: true });
  }
  // The account has no answers: those of this browser are its from now on.
  $answers.set({ ...$answers.get(), delivered: false });
  await asReader(() => Promise.resolve());
}

export const signUp = (email: string, password: string): Promise<void> =>
  become(() => accounts.signUp({ email, password, page: thisPage() }));
export const signIn = (email: string, password: string): Promise<void> =>
  become(() => accounts.signIn({ email, password }));
export const changePassword = async (current: string, password: string): Promise<void> => {
  const { token } = await accounts.changePassword({ current, password });
  $reader.set({ ...$reader.get(), token });
};
export const askForReset = (email: string): Promise<unknown> =>
  accounts.requestPasswordReset({ email, page: thisPage() });
export const askForVerification = (): Promise<unknown> => accounts.requestVerification(thisPage());

/** Ends the session in the service, and whatever of the reader is in this browser. */
export async function leave(end: () => Promise<unknown>): Promise<void> {
  await end().catch((error: unknown) => {
    // It is over already.
    if (!isOver(error)) throw error;
  });
  forgetReader();
}

/** The account's state; nothing where this browser's session has ended, on another device say. */
export async function findAccount(): Promise<Account | undefined> {
  try {
    return await accounts.getAccount();
  } catch (error) {
    if (!isOver(error) && !(error instanceof ServiceError && error.code === 'account_missing')) throw error;
    $reader.set(isOver(error) ? {} : { ...$reader.get(), account: false });
    return undefined;
  }
}

const VERIFIER = `attune:${baseUrl}:verifier`;
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Sends the reader to a provider. What it answers is of use only to who has the verifier, which stays in this tab. */
export async function signInAt(provider: string): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(48)));
  const hash =
    hashText(verifier)
      .match(/../g)
      ?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  const { url } = await accounts.startSignIn(provider, {
    page: thisPage(),
    challenge: base64url(new Uint8Array(hash)),
  });
  sessionStorage.setItem(VERIFIER, verifier);
  location.assign(url);
}

export async function finishSignIn(code: string): Promise<void> {
  const verifier = sessionStorage.getItem(VERIFIER) ?? '';
  sessionStorage.removeItem(VERIFIER);
  await become(() => accounts.exchangeCode({ code, verifier }));
}

export interface Brought {
  readonly kind: 'code' | 'reset' | 'verify' | 'refused';
  readonly value: string;
}

/** What a mail or a provider has put into the page's fragment; taken out of the address, so that it stays in no history. */
export function takeBrought(): Brought | undefined {
  const [, kind, value = ''] = /^#attune-(code|reset|verify|refused)=(.+)$/.exec(location.hash) ?? [];
  if (kind === undefined) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return { kind: kind as Brought['kind'], value: decodeURIComponent(value) };
}

/** Keeps a copy of all that is stored as a file. */
export async function downloadExport(): Promise<void> {
  const rows = await asReader(() => accounts.exportReader());
  const url = URL.createObjectURL(new Blob([JSON.stringify(rows, undefined, 2)], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: 'attune-export.json' }).click();
  URL.revokeObjectURL(url);
}
