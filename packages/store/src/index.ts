export type { AdaptationKeeper, KeptAdaptations } from './adaptations.ts';
export type { Database } from './database.ts';
export {
  asStoreError,
  DatabaseUnavailableError,
  isDatabaseUnavailable,
  MigrationError,
  UnstorableTextError,
} from './errors.ts';
export type { Health } from './health.ts';
export type { Log } from './log.ts';
export type { LogEntry, PersonalizationLog } from './personalization-log.ts';
export type { ModelCall, ModelCallStore } from './model-calls.ts';
export type { Preferences, PreferenceStore } from './preferences.ts';
export { ONBOARDING, type Onboarding } from './tables.ts';
export { MAX_REFERENCES, type Reference, type ReferenceKey, type ReferenceStore } from './references.ts';
export type { PublishedRevision, RevisionStore, StoredRevision } from './revisions.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
export type { Tables } from './tables.ts';
export type { ServedVariant, VariantPointer } from './served-variants.ts';
export type { VariantKeeper } from './variants.ts';
