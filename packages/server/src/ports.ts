import type { Feedback, Profile, Variant } from '@attune/contract';
import type { ChapterSummary, HealthReport, Onboarding } from '@attune/contract/routes';
import type {
  AdaptEvent,
  Book,
  Chapter,
  ChapterSource,
  ModelFailure,
  Personalized,
  PersonalizeRequest,
} from '@attune/core';

/** The author's book, as it is now. */
export interface Library {
  book(): Book;
  chapters(): readonly ChapterSummary[];
  /** A chapter at its present revision. */
  current(id: string): Chapter | undefined;
  /** Parses a kept older revision. */
  reopen(source: ChapterSource): Chapter;
}

/** The revisions that pages out there may still show. */
export interface Revisions {
  find(chapter: string, revision: string): Promise<ChapterSource | undefined>;
}

export interface KnownReader {
  /** UUID */
  readonly id: string;
  readonly anonymous: boolean;
}

export type Identified =
  | ({ readonly state: 'reader' } & KnownReader)
  /** Ours, but its time is over, or the session or its reader is gone. */
  | { readonly state: 'expired' }
  /** Not one that this service issued. */
  | { readonly state: 'invalid' };

export interface Identity {
  createReader(): Promise<{ readonly reader: KnownReader; readonly token: string; readonly expiresAt: Date }>;
  identify(token: string): Promise<Identified>;
  /** Whether this service signed the token, without a query: its session may be over all the same. */
  isSigned(token: string): boolean;
}

export interface StoredPreferences {
  /** Only what was answered. */
  readonly profile: Profile;
  readonly onboarding: Onboarding;
}

export interface Preferences {
  find(userId: string): Promise<StoredPreferences | undefined>;
  /**
   * Puts what `change` makes of what is kept in its place; called again where others were faster. Gives what was kept and what now is; nothing
   * for a reader who does not exist any more.
   */
  change(
    userId: string,
    change: (before: StoredPreferences | undefined) => StoredPreferences,
  ): Promise<{ readonly before: StoredPreferences | undefined; readonly after: StoredPreferences } | undefined>;
}

/** Which variants a reader uses: shared entries, owned references (C-02). */
export interface References {
  touch(reference: { userId: string; chapter: string; profileHash: string; variantKey: string }): Promise<unknown>;
  /** By nobody in particular: for how long the variant is kept. */
  use(variantKey: string): Promise<void>;
  /** Of one chapter or of all; gives how many there were. */
  clear(userId: string, chapter?: string): Promise<number>;
}

/** Which variant stands under a key, and what the log is told of it. */
export interface VariantPointer {
  readonly variant: string;
  readonly tags: readonly string[];
  /** Name of the first model that wrote some of it. */
  readonly model?: string;
}

/** What was made, as it is sent to readers. */
export interface ServedVariants {
  /** By the hash of its text's UTF-8 bytes. */
  findServed(hash: string): Promise<{ readonly chapter: string; readonly text: string } | 'withdrawn' | undefined>;
  findPointer(key: string): Promise<VariantPointer | undefined>;
}

/** Variants whose addresses are given away. */
export interface Pins {
  pin(hash: string): Promise<'pinned' | 'withdrawn' | undefined>;
}

/** What readers think of edits. */
export interface FeedbackKeeper {
  /** False where there is too much of it already. */
  add(userId: string | null, feedback: Feedback): Promise<boolean>;
}

/** One use of a personalized chapter. */
export interface LogEntry {
  /** Null where a page brought its own profile. */
  readonly userId: string | null;
  readonly chapterId: string;
  readonly transformationType: string;
  readonly responseTimeMs: number;
  readonly cached: boolean;
  readonly llmProvider: string | null;
  /** When it was asked for; when it is written, where it is left out. */
  readonly createdAt?: Date;
}

export interface RequestLog {
  /** Takes a note and returns at once; it fails no request. */
  append(entry: LogEntry): void;
}

export interface Health {
  /** Never rejects. */
  (): Promise<{ readonly database: 'ok' | 'unreachable'; readonly migrations: 'current' | 'pending' }>;
}

/** Makes personalized chapters; those who ask for the same at the same time share the work. */
export interface Personalizing {
  /** Rejects when `signal` aborts; the work goes on while anybody else waits. */
  join(request: PersonalizeRequest, options?: JoinOptions): Promise<Personalized>;
  /** How the models did the last time that one was asked. */
  model(): HealthReport['model'];
  /** Stops what is being made, also what only readers on other nodes wait for, and gives it over to those. */
  close(): Promise<void>;
}

/** Who does a piece of work, of all nodes; holders are numbers of chance (UUID). */
export interface Leases {
  /** How long one holds unless it is renewed, and how long others count as waiting after they last asked, in milliseconds. */
  readonly duration: number;
  /** Takes a lease that nobody holds, or says that it is waited for. `after`: the holder that was waited for. */
  claim(
    key: string,
    holder: string,
    after?: string,
  ): Promise<
    | { readonly state: 'held' }
    | { readonly state: 'waiting'; readonly holder: string }
    /** The run that was waited for. */
    | { readonly state: 'failed'; readonly failure: LeaseFailure }
  >;
  /** False where it is another's by now, or nobody's. */
  renew(key: string, holder: string): Promise<boolean>;
  /** Whether others wait for it. */
  isWanted(key: string): Promise<boolean>;
  /** Gives it back, and wakes those who wait. */
  release(key: string, holder: string, failure?: LeaseFailure): Promise<void>;
  /** Wakes those who wait: there is something to read. */
  tell(key: string): Promise<void>;
  /** Called when that is so, or may be. Gives what ends it. */
  onNews(key: string, listener: () => void): () => void;
}

/** How a run ended in which a model failed. */
interface LeaseFailure {
  readonly failure: ModelFailure;
  readonly message: string;
  /** Milliseconds after which trying again may help. */
  readonly retryAfter?: number;
}

/** What nodes are to drop of what they hold in memory. */
export type Invalidation =
  | { readonly what: 'all' }
  /** All that belongs to a chapter, by its id. */
  | { readonly what: 'chapter'; readonly chapter: string }
  /** One variant, by its hash. */
  | { readonly what: 'variant'; readonly variant: string }
  /** These chapters have other current revisions. */
  | { readonly what: 'published'; readonly chapters: readonly string[] };

export interface Invalidations {
  /** Told of every invalidation, also of this node's own; of `all` where some may have been missed. Gives what ends it. */
  subscribe(listener: (invalidation: Invalidation) => void): () => void;
  /** Tells all nodes; this one before the promise is fulfilled. */
  tell(invalidation: Invalidation): Promise<void>;
}

export interface JoinOptions {
  /** Told what happened so far, then what happens. */
  readonly listener?: (event: PersonalizingEvent) => void;
  readonly signal?: AbortSignal;
  /** Block being read. Of those who share the work the first one's counts. */
  readonly reading?: string;
}

export type PersonalizingEvent = { readonly type: 'ready'; readonly variant: Variant } | AdaptEvent;
