export type { App, AppOptions, AppParts } from './app-types.ts';
export { batchLog, type BatchedLog } from './batch-log.ts';
export { type Bodies, createBodies, type Forgotten } from './bodies/bodies.ts';
export { createPointers, type Pointers } from './bodies/pointers.ts';
export { createUses, type Uses } from './bodies/uses.ts';
export { createApp } from './create-app.ts';
export { openIdentity } from './identity/open-identity.ts';
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
  ServedVariants,
  StoredPreferences,
  VariantPointer,
} from './ports.ts';
