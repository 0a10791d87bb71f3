export type { AdaptationKeeper, KeptAdaptations } from './adaptations.ts';
export { BackupError, type BackupErrorCode } from './backup/backup-error.ts';
export { restore, type RestoreOptions } from './backup/restore-backup.ts';
export { backup, type Backup } from './backup/write-backup.ts';
export type { Class, ClassStore } from './classes.ts';
export type { Cleared, ClearOptions, ClearScope } from './clear.ts';
export type { Database } from './database.ts';
export {
  asStoreError,
  DatabaseUnavailableError,
  isDatabaseUnavailable,
  MigrationError,
  UnstorableTextError,
} from './errors.ts';
export type { FeedbackStore, KeptFeedback } from './feedback.ts';
export type { Health } from './health.ts';
export type { Invalidation, Invalidations } from './invalidations.ts';
export type { Claim, LeaseFailure, LeaseStore } from './leases.ts';
export type { Allowance, LimitStore, Taken } from './limits.ts';
export type { Log } from './log.ts';
export type { LogUpkeep } from './log-partitions.ts';
export type { LogEntry, PersonalizationLog } from './personalization-log.ts';
export type { ModelCall, ModelCallStore } from './model-calls.ts';
export type { Preferences, PreferenceStore } from './preferences.ts';
export { ONBOARDING, type Onboarding, type Role } from './tables.ts';
export { MAX_REFERENCES, type Reference, type ReferenceKey, type ReferenceStore } from './references.ts';
export type { PublishedRevision, RevisionStore, StoredRevision } from './revisions.ts';
export type { RolledUp } from './roll-up.ts';
export type { Spending, Spent, SpentOn } from './spending.ts';
export {
  type CacheSize,
  type ChapterUsage,
  MIN_READERS,
  type ResponseTime,
  type Statistics,
  type StatisticsOptions,
} from './statistics.ts';
export type { SweepOptions, Swept } from './sweep.ts';
export type { UsedPage, UsedPagesOptions } from './used-pages.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
export type { Tables } from './tables.ts';
export type { Account, AccountStore, NewAccount, SignedUp } from './readers/accounts.ts';
export type { ReaderDataStore, ReaderExport } from './readers/reader-data.ts';
export type { Owner } from './readers/owner.ts';
export type { ServedVariant, VariantPointer } from './served-variants.ts';
export type { VariantKeeper } from './variants.ts';
