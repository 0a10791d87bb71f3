export type { App, AppOptions, AppParts } from './app-types.ts';
export { batchLog, type BatchedLog } from './batch-log.ts';
export { createApp } from './create-app.ts';
export { createIdentity } from './identity/identity.ts';
export type {
  Health,
  Identified,
  Identity,
  KnownReader,
  Library,
  LogEntry,
  Preferences,
  References,
  RequestLog,
  Revisions,
  StoredPreferences,
} from './ports.ts';
