import type { Pool } from 'pg';
import { type AdaptationKeeper, createAdaptationStore } from './adaptations.ts';
import { type ClassStore, createClassStore } from './classes.ts';
import { clear, type Cleared, type ClearOptions, type ClearScope } from './clear.ts';
import { createDatabase, type Database } from './database.ts';
import { createFeedbackStore, type FeedbackStore } from './feedback.ts';
import { checkHealth, type Health } from './health.ts';
import { createInvalidations, type Invalidations } from './invalidations.ts';
import { createLeaseStore, type LeaseStore } from './leases.ts';
import { createLimitStore, type LimitStore } from './limits.ts';
import type { Log } from './log.ts';
import { migrate } from './migrate.ts';
import { createModelCallStore, type ModelCallStore } from './model-calls.ts';
import { Notifications } from './notifications.ts';
import { createPersonalizationLog, type PersonalizationLog } from './personalization-log.ts';
import { createPool, DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_CONNECTIONS, DEFAULT_STATEMENT_TIMEOUT } from './pool.ts';
import { createPreferenceStore, type PreferenceStore } from './preferences.ts';
import { type AccountStore, createAccountStore } from './readers/accounts.ts';
import { createReaderDataStore, type ReaderDataStore } from './readers/reader-data.ts';
import { createReferenceStore, type ReferenceStore } from './references.ts';
import { createRevisionStore, type RevisionStore } from './revisions.ts';
import { type RolledUp, rollUp } from './roll-up.ts';
import { readStatistics, type Statistics, type StatisticsOptions } from './statistics.ts';
import { sweep, type SweepOptions, type Swept } from './sweep.ts';
import { type UsedPage, usedPages, type UsedPagesOptions } from './used-pages.ts';
import { createVariantStore, type VariantKeeper } from './variants.ts';

export interface StoreOptions {
  /** `postgresql://…`, of the embedded server or any other. */
  readonly url: string;
  readonly log?: Log;
  readonly maxConnections?: number;
  /** Longest wait for a connection, in milliseconds: for the server's answer or for one of ours to become free. */
  readonly connectTimeout?: number;
  /** Longest wait for the answer to one statement, in milliseconds: a frozen server must not hold a request for ever. */
  readonly statementTimeout?: number;
  /** How long a lease holds that is not renewed, in milliseconds. */
  readonly leaseDuration?: number;
  /** How often it is looked whether a notification was lost, in milliseconds. */
  readonly checkEvery?: number;
}

const LEASE_DURATION = 15_000;
const CHECK_EVERY = 10_000;

/** Everything kept in Postgres. Each method rejects with `DatabaseUnavailableError` when the database cannot be reached. */
export interface Store {
  /** For the authentication library; its errors are the driver's own (see `isDatabaseUnavailable`). */
  readonly pool: Pool;
  readonly db: Database;
  /** Names of the migrations newly applied. */
  migrate(): Promise<string[]>;
  readonly variants: VariantKeeper;
  readonly adaptations: AdaptationKeeper;
  readonly feedback: FeedbackStore;
  readonly modelCalls: ModelCallStore;
  readonly accounts: AccountStore;
  readonly readers: ReaderDataStore;
  readonly preferences: PreferenceStore;
  readonly references: ReferenceStore;
  readonly revisions: RevisionStore;
  readonly log: PersonalizationLog;
  readonly leases: LeaseStore;
  readonly invalidations: Invalidations;
  readonly limits: LimitStore;
  readonly classes: ClassStore;
  /** Clears what is cached of a scope. */
  clear(scope: ClearScope, options?: ClearOptions): Promise<Cleared>;
  /** Removes what nobody has used for the time to live, and what the log has that is too old. Counts first. */
  sweep(options?: SweepOptions): Promise<Swept>;
  /** Counts what is new for the statistics. Run twice it changes nothing. */
  rollUp(): Promise<RolledUp>;
  /** What readers really use, most readers first. */
  usedPages(options: UsedPagesOptions): Promise<UsedPage[]>;
  /** As they were last counted. */
  statistics(options: StatisticsOptions): Promise<Statistics>;
  /** Answers within two seconds and never rejects. */
  health(): Promise<Health>;
  /** Waits for what is under way. May be called twice. */
  close(): Promise<void>;
}

/** Opens nothing yet: the first statement connects. */
export function openStore({
  url,
  log = () => {},
  maxConnections = DEFAULT_MAX_CONNECTIONS,
  connectTimeout = DEFAULT_CONNECT_TIMEOUT,
  statementTimeout = DEFAULT_STATEMENT_TIMEOUT,
  leaseDuration = LEASE_DURATION,
  checkEvery = CHECK_EVERY,
}: StoreOptions): Store {
  const pool = createPool({ url, maxConnections, connectTimeout, statementTimeout, log });
  const db = createDatabase(pool);
  const notifications = new Notifications({ url, log, checkEvery });
  let closed: Promise<void> | undefined;
  return {
    pool,
    db,
    migrate: () => migrate(url, log),
    variants: createVariantStore(db),
    adaptations: createAdaptationStore(db),
    feedback: createFeedbackStore(db),
    modelCalls: createModelCallStore(db),
    accounts: createAccountStore(db),
    readers: createReaderDataStore(db),
    preferences: createPreferenceStore(db),
    references: createReferenceStore(db),
    revisions: createRevisionStore(db),
    log: createPersonalizationLog(db),
    leases: createLeaseStore({ db, notifications, duration: leaseDuration }),
    invalidations: createInvalidations(db, notifications),
    limits: createLimitStore(db),
    classes: createClassStore(db),
    clear: (scope, options) => clear(db, scope, options),
    sweep: (options) => sweep(db, options),
    rollUp: () => rollUp(db),
    usedPages: (options) => usedPages(db, options),
    statistics: (options) => readStatistics(db, options),
    health: () => checkHealth(db),
    close: () => (closed ??= notifications.close().then(() => pool.end())),
  };
}
