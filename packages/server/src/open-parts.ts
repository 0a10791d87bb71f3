import { join } from 'node:path';
import type { BookSettings } from '@attune/contract';
import type { ModelRewriter } from '@attune/core';
import { bundlesIn, loadSettings, openSite, readBundle, type Site } from '@attune/site';
import { type Log, openStore, type Store } from '@attune/store';
import { startEmbedded } from '@attune/store/embedded';
import { pino, type Logger } from 'pino';
import { dataFolder } from './data-folder.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { importBundle } from './import-bundle.ts';
import { createLogger } from './logger.ts';
import { openModels } from './open-models.ts';
import { UndoList } from './undo-list.ts';

/** Where a site is and what it is run with; for the service and for every command that works on its database. */
export interface PartsOptions {
  /** Folder of the Docusaurus site, built. */
  readonly siteDir: string;
  readonly logger?: Logger;
  /** In place of the process's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What holds for variables that the environment does not set. */
  readonly defaults?: NodeJS.ProcessEnv;
}

/** A site, its database and its models, as a command needs them. */
export interface Parts {
  readonly site: Site;
  readonly store: Store;
  readonly settings: BookSettings;
  /** Absent where none is configured. */
  readonly model?: ModelRewriter;
  readonly logger: Logger;
  close(): Promise<void>;
}

/** Opens a site with its database, migrated, and the bundles that come with it imported. */
export async function openParts(options: PartsOptions): Promise<Parts> {
  const environment = readEnvironment(options.environment, options.defaults);
  // What a command prints is for its caller.
  const logger = options.logger ?? createLogger(environment, pino.destination(2));
  const started = new UndoList();
  try {
    const data = await dataFolder(options.siteDir, environment.ATTUNE_DATA);
    const store = await openDatabase(environment, data, { logger, started });
    await store.migrate();
    const site = await openSite(options.siteDir);
    started.add(() => site.close());
    const { settings } = await loadSettings(options.siteDir);
    await importBundles(options.siteDir, site, { store, logger });
    const model = openModels(settings.models, environment, { store, logger })?.rewriter;
    return { site, store, settings, ...(model && { model }), logger, close: () => started.undo() };
  } catch (error) {
    await started.undo();
    throw error;
  }
}

/** Keeps the prepared adaptations that come with a site. One that cannot be read is told, and the service goes on without it. */
export async function importBundles(
  siteDir: string,
  site: Pick<Site, 'manifest' | 'chapters' | 'book'>,
  { store, logger }: { store: Store; logger: Logger },
): Promise<void> {
  for (const path of await bundlesIn(join(siteDir, site.manifest.settings.adaptations))) {
    try {
      const imported = await importBundle(await readBundle(path), site, store);
      logger[imported.refused > 0 ? 'warn' : 'info']({ path, ...imported }, 'prepared adaptations were read');
    } catch (error) {
      logger.warn({ err: error, path }, 'prepared adaptations were not read');
    }
  }
}

/** Where a command finds the database that the service would use. */
export interface DatabasePlace {
  /** Folder of the embedded one. */
  readonly dataDir: string;
  /** The one that the environment names in its place. */
  readonly url?: string;
  readonly log: Log;
}

export async function databasePlace(options: PartsOptions): Promise<DatabasePlace> {
  const environment = readEnvironment(options.environment, options.defaults);
  const logger = options.logger ?? createLogger(environment, pino.destination(2));
  const data = await dataFolder(options.siteDir, environment.ATTUNE_DATA);
  const url = environment.DATABASE_URL;
  return { dataDir: join(data, 'postgres'), log: logTo(logger), ...(url === undefined ? {} : { url }) };
}

/** Works on the database that the service would use, as it is: nothing is migrated. Stops afterwards what it started. */
export async function withDatabaseUrl<Result>(
  options: PartsOptions,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const { dataDir, url, log } = await databasePlace(options);
  if (url !== undefined) return work(url);
  const database = await startEmbedded({ dataDir, log });
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}

const logTo =
  (logger: Logger): Log =>
  (level, message, fields) =>
    logger[level](fields ?? {}, message);

/** The database that the environment names, or the embedded one; not yet migrated. */
export async function openDatabase(
  environment: Environment,
  data: string,
  { logger, started }: { logger: Logger; started: UndoList },
): Promise<Store> {
  const log = logTo(logger);
  let url = environment.DATABASE_URL;
  if (url === undefined) {
    const database = await startEmbedded({ dataDir: join(data, 'postgres'), log });
    started.add(() => database.stop());
    url = database.url;
  }
  const { ATTUNE_CONNECTIONS, ATTUNE_CONNECT_TIMEOUT, ATTUNE_STATEMENT_TIMEOUT, ATTUNE_LEASE } = environment;
  const store = openStore({
    url,
    log,
    ...(ATTUNE_CONNECTIONS !== undefined && { maxConnections: ATTUNE_CONNECTIONS }),
    ...(ATTUNE_CONNECT_TIMEOUT !== undefined && { connectTimeout: ATTUNE_CONNECT_TIMEOUT }),
    ...(ATTUNE_STATEMENT_TIMEOUT !== undefined && { statementTimeout: ATTUNE_STATEMENT_TIMEOUT }),
    ...(ATTUNE_LEASE !== undefined && { leaseDuration: ATTUNE_LEASE }),
  });
  started.add(() => store.close());
  return store;
}
