import type { PersonalizedChapter } from '@attune/contract/routes';
import { atom } from 'nanostores';

export interface PageIdentity {
  readonly chapter: string;
  readonly revision: string;
}

/** Why a personalized chapter is not there. The author's page always is. */
export type Trouble =
  'outdated' | 'unreachable' | 'unavailable' | 'unmade' | 'limited' | 'failed' | 'withdrawn' | 'unknownVersion';

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
  /** The variant is that of other answers: its successor has been asked for. */
  readonly isOfBefore?: boolean;
  /** The variant was shared by its address, and its chapter has changed since. */
  readonly isOfEarlier?: boolean;
  /** The reader had enough of waiting. */
  readonly isStopped?: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export const $page = atom<Page>({ status: 'idle' });
