import type { Pool } from 'pg';
import { type AdaptationKeeper, createAdaptationStore } from './adaptations.ts';
import { clear, type Cleared, type ClearOptions, type ClearScope } from './clear.ts';
import { createDatabase, type Database } from './database.ts';
import { checkHealth, type Health } from './health.ts';
import type { Log } from './log.ts';
import { migrate } from './migrate.ts';
import { createModelCallStore, type ModelCallStore } from './model-calls.ts';
import { createPersonalizationLog, type PersonalizationLog } from './personalization-log.ts';
import { createPool, DEFAULT_MAX_CONNECTIONS } from './pool.ts';
import { createPreferenceStore, type PreferenceStore } from './preferences.ts';
import { createReferenceStore, type ReferenceStore } from './references.ts';
import { createRevisionStore, type RevisionStore } from './revisions.ts';
import { type RolledUp, rollUp } from './roll-up.ts';
import { readStatistics, type Statistics, type StatisticsOptions } from './statistics.ts';
import { sweep, type SweepOptions, type Swept } from './sweep.ts';
import { createVariantStore, type VariantKeeper } from './variants.ts';

export interface StoreOptions {
  /** `postgresql://…`, of the embedded server or any other. */
  readonly url: string;
  readonly log?: Log;
  readonly maxConnections?: number;
}

/** Everything kept in Postgres. Each method rejects with `DatabaseUnavailableError` when the database cannot be reached. */
export interface Store {
  /** For the authentication library; its errors are the driver's own (see `isDatabaseUnavailable`). */
  readonly pool: Pool;
  readonly db: Database;
  /** Names of the migrations newly applied. */
  migrate(): Promise<string[]>;
  readonly variants: VariantKeeper;
  readonly adaptations: AdaptationKeeper;
  readonly modelCalls: ModelCallStore;
  readonly preferences: PreferenceStore;
  readonly references: ReferenceStore;
  readonly revisions: RevisionStore;
  readonly log: PersonalizationLog;
  /** Clears what is cached of a scope. */
  clear(scope: ClearScope, options?: ClearOptions): Promise<Cleared>;
  /** Removes what nobody has used for the time to live, and what the log has that is too old. Counts first. */
  sweep(options?: SweepOptions): Promise<Swept>;
  /** Counts what is new for the statistics. Run twice it changes nothing. */
  rollUp(): Promise<RolledUp>;
  /** As they were last counted. */
  statistics(options: StatisticsOptions): Promise<Statistics>;
  /** Answers within two seconds and never rejects. */
  health(): Promise<Health>;
  /** Waits for what is under way. May be called twice. */
  close(): Promise<void>;
}

/** Opens nothing yet: the first statement connects. */
export function openStore({ url, log = () => {}, maxConnections = DEFAULT_MAX_CONNECTIONS }: StoreOptions): Store {
  const pool = createPool(url, maxConnections, log);
  const db = createDatabase(pool);
  let closed: Promise<void> | undefined;
  return {
    pool,
    db,
    migrate: () => migrate(url, log),
    variants: createVariantStore(db),
    adaptations: createAdaptationStore(db),
    modelCalls: createModelCallStore(db),
    preferences: createPreferenceStore(db),
    references: createReferenceStore(db),
    revisions: createRevisionStore(db),
    log: createPersonalizationLog(db),
    clear: (scope, options) => clear(db, scope, options),
    sweep: (options) => sweep(db, options),
    rollUp: () => rollUp(db),
    statistics: (options) => readStatistics(db, options),
    health: () => checkHealth(db),
    close: () => (closed ??= pool.end()),
  };
}
