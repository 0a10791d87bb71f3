import type { Feedback, Flag, Profile, Variant } from '@attune/contract';
import type {
  Account,
  ChapterSummary,
  ClearedRows,
  ClearScope,
  ModelState,
  Onboarding,
  ReaderExport,
  WaysToSignIn,
} from '@attune/contract/routes';
import type {
  AdaptEvent,
  Book,
  Chapter,
  ChapterSource,
  ModelError,
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

/** A reader whom a token proved. */
export interface ProvenReader extends KnownReader {
  /** Id of the session by which. */
  readonly session: string;
}

/** Whose rows are written, and the session that must stand when they are: the store looks at both in its statements. */
export interface Owner {
  readonly userId: string;
  readonly session: string;
}

export type Identified =
  | ({ readonly state: 'reader' } & ProvenReader)
  /** Ours, but its time is over, or the session or its reader is gone. */
  | { readonly state: 'expired' }
  /** Not one that this service issued. */
  | { readonly state: 'invalid' };

/** A reader, and the token of a new session. */
export interface SignedInReader {
  readonly reader: KnownReader;
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Identity {
  createReader(): Promise<SignedInReader>;
  startSession(userId: string): Promise<SignedInReader>;
  /** By a look at the session. */
  identify(token: string): Promise<Identified>;
  /**
   * For what only reads: a reading token is believed until its five minutes are over, whatever has become of its session. To who came with a
   * session's token one is given.
   */
  identifyReading(token: string): Promise<Identified & { readonly reading?: string }>;
  /** What can be said of a token without a query; the session of a signed one may be over all the same. */
  inspect(token: string): 'signed' | 'expired' | 'invalid';
  /** Whose a signed token is, without a query: a session's name or a reader's id, the same for all tokens of that kind; of others nothing. */
  holder(token: string): string | undefined;
}

/** An anonymous reader whose things are to be kept. */
type Anonymous = Owner | undefined;

/** Refuses with ApiError. */
export interface Accounts {
  readonly sendsMail: boolean;
  signUp(
    account: { email: string; password: string; page?: string | undefined },
    anonymous: Anonymous,
  ): Promise<SignedInReader>;
  signIn(credentials: { email: string; password: string }, anonymous: Anonymous): Promise<SignedInReader>;
  changePassword(owner: Owner, change: { current: string; password: string }): Promise<SignedInReader>;
  requestReset(email: string, page: string): Promise<void>;
  reset(proof: string, password: string): Promise<void>;
  requestVerification(owner: Owner, email: string, page: string): void;
  verify(proof: string): Promise<void>;
}

/** Sign-in at other providers. Refuses with ApiError. */
export interface ProviderSignIn {
  providers(): Promise<WaysToSignIn['providers']>;
  /** The address at the provider to which the reader goes. */
  start(provider: string, begin: { page: string; challenge: string }): Promise<string>;
  /** The page to which they come back, with a code in its fragment. */
  finish(provider: string, answer: { state: string; code?: string | undefined }): Promise<string>;
  exchange(exchange: { code: string; verifier: string }, anonymous: Anonymous): Promise<SignedInReader>;
}

type Role = Account['role'];
interface NewAccountRow<Credential> {
  readonly email: string;
  readonly credential: Credential;
}
type SignedUp = { readonly userId: string } | 'email_taken' | 'over';

/** Accounts as they are stored. Writes end the sessions that they make doubtful. */
export interface AccountRows {
  signUp(account: NewAccountRow<{ password: string }>, anonymous?: Owner): Promise<SignedUp>;
  signUpAt(account: NewAccountRow<{ provider: string; accountId: string }>, anonymous?: Owner): Promise<SignedUp>;
  merge(anonymous: Owner, into: string): Promise<boolean>;
  find(
    owner: Owner,
  ): Promise<
    (Omit<Account, 'email' | 'providers'> & { email: string | null; providers: readonly string[] }) | undefined
  >;
  roleOf(owner: Owner): Promise<Role | undefined>;
  /** False where the session is over. */
  setPassword(owner: Owner, hash: string): Promise<boolean>;
  resetPassword(userId: string, hash: string): Promise<boolean>;
  setVerified(userId: string): Promise<boolean>;
  findByEmail(email: string): Promise<{ readonly id: string } | undefined>;
  endSessions(owner: Owner, all: boolean): Promise<number>;
}

/** All that is stored of a reader. */
export interface ReaderData {
  /** Nothing where the session is over. */
  export(owner: Owner): Promise<ReaderExport | undefined>;
  /** False where the session is over. */
  erase(owner: Owner): Promise<boolean>;
}

/** What only authors and administrators do. */
export interface Administration {
  statistics(since: Date): Promise<object>;
  clear(scope: ClearScope): Promise<ClearedRows>;
  flags(chapter?: string): Promise<Flag[]>;
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
   * for a reader who does not exist any more, or whose session is over.
   */
  change(
    owner: Owner,
    change: (before: StoredPreferences | undefined) => StoredPreferences,
  ): Promise<{ readonly before: StoredPreferences | undefined; readonly after: StoredPreferences } | undefined>;
}

/** Which variants a reader uses: shared entries, owned references (C-02). */
export interface References {
  touch(reference: Owner & { chapter: string; profileHash: string; variantKey: string }): Promise<unknown>;
  /** By nobody in particular: for how long the variant is kept. */
  use(variantKey: string): Promise<void>;
  /** Of one chapter or of all; gives how many there were. */
  clear(owner: Owner, chapter?: string): Promise<number>;
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
  /** Writes what waits. */
  flush(): Promise<void>;
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
  model(): ModelState;
  /** Pages that are being made, and who waits for them in this process. */
  load(): { readonly making: number; readonly waiting: number };
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

/** Counts what is limited, on all nodes together. */
export interface LimitCounter {
  /** Takes one of `limit` in so many seconds; or says after how many milliseconds there are some again. */
  take(
    key: string,
    allowance: { readonly limit: number; readonly seconds: number },
  ): Promise<{ readonly isTaken: true } | { readonly isTaken: false; readonly retryAfter: number }>;
  giveBack(key: string): Promise<void>;
}

/** Rooms full of readers behind one address. */
export interface Classes {
  /** Whose code it is; nobody's once the class is over. */
  find(code: string): Promise<{ readonly name: string } | undefined>;
}

/** Out of which a page is paid for that a model makes. */
export interface Purse {
  /** What keeps it from paying, where something does. */
  pay(): Promise<ModelError | undefined>;
  /** For a payment that brought nothing. */
  giveBack(): Promise<void>;
}

export interface JoinOptions {
  /** Pays if a model has to be asked and nobody else who waits pays. Without one it costs nothing. */
  readonly purse?: Purse;
  /** Told what happened so far, then what happens. */
  readonly listener?: (event: PersonalizingEvent) => void;
  readonly signal?: AbortSignal;
  /** Block being read. Of those who share the work the first one's counts. */
  readonly reading?: string;
  /** Nobody waits for it: it is counted as no reader's request. */
  readonly isBackground?: boolean;
}

export type PersonalizingEvent = { readonly type: 'ready'; readonly variant: Variant } | AdaptEvent;
