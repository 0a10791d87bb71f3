export { EmbeddedDatabaseError, type EmbeddedDatabaseCode } from './errors.ts';
export { findEmbedded } from './find-embedded.ts';
export { DEFAULT_SETTINGS, type Settings } from './settings.ts';
export { startEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from './start-embedded.ts';
export { upgradeEmbedded, type Upgraded, type UpgradeOptions } from '../upgrade.ts';
