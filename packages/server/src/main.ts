import { loadSettings, openSite } from '@attune/site';
import { pino, type Logger } from 'pino';
import { batchLog } from './batch-log.ts';
import { createBodies } from './bodies/bodies.ts';
import { createPointers } from './bodies/pointers.ts';
import { sendFromMemory } from './bodies/send-from-memory.ts';
import { createUses } from './bodies/uses.ts';
import { createApp } from './create-app.ts';
import { dataFolder } from './data-folder.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { createIdentity } from './identity/identity.ts';
import { type FirstHandler, listen } from './listen.ts';
import { openLibrary } from './open-library.ts';
import { openLines } from './open-lines.ts';
import { forgetInvalidated } from './forget-invalidated.ts';
import { openModels, warmChecks } from './open-models.ts';
import { importBundles, openDatabase, type PartsOptions } from './open-parts.ts';
import { createPersonalizing } from './personalizing.ts';
import { publishedAs } from './publish.ts';
import { keptSecret } from './secret.ts';
import { UndoList } from './undo-list.ts';

export { EnvironmentError } from './environment.ts';
export { importBundle } from './import-bundle.ts';
export { ListenError } from './listen.ts';
export {
  type DatabasePlace,
  databasePlace,
  openParts,
  type Parts,
  type PartsOptions,
  withDatabaseUrl,
} from './open-parts.ts';
export { NoDatabaseError, withDatabase } from './with-database.ts';

export interface ServerOptions extends PartsOptions {
  /** 0 for any free one; in place of the environment's. */
  readonly port?: number;
  /** Follow the author's edits. */
  readonly watch?: boolean;
  /** Called once requests are answered. */
  readonly onReady?: (url: string) => void;
  /** Stop cleanly on SIGTERM and SIGINT; true unless it is said otherwise. */
  readonly signals?: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** Finishes what is under way and stops all that was started. May be called twice. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 4100;
const DEFAULT_HOST = '127.0.0.1';
/** Megabytes of bodies. */
const DEFAULT_MEMORY = 64;
const MEGABYTE = 1024 * 1024;

/** Starts the whole product on one address: database, the author's site, the service. What fails leaves nothing running. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const environment = readEnvironment(options.environment, options.defaults);
  const logger = options.logger ?? pino({ level: environment.ATTUNE_LOG }, openLines());
  const started = new UndoList();
  try {
    const url = await start(options, environment, logger, started);
    const close = (): Promise<void> => started.undo();
    if (options.signals !== false) started.add(onSignals(close, logger));
    logger.info({ url }, 'ready');
    options.onReady?.(url);
    return { url, close };
  } catch (error) {
    await started.undo();
    throw error;
  }
}

/**
 * Makes the revisions of a built site the current ones, in the database that the service would use, and tells all nodes. Gives how many
 * chapters there are, and the ids of those that changed.
 */
export async function publishSite(options: PartsOptions): Promise<{ chapters: number; changed: readonly string[] }> {
  const environment = readEnvironment(options.environment, options.defaults);
  const logger = options.logger ?? pino({ level: environment.ATTUNE_LOG }, pino.destination(2));
  const started = new UndoList();
  try {
    const site = await openSite(options.siteDir);
    started.add(() => site.close());
    const data = await dataFolder(options.siteDir, environment.ATTUNE_DATA);
    const store = await openDatabase(environment, data, { logger, started });
    await store.migrate();
    const revisions = [...site.chapters.values()].flatMap(publishedAs);
    return { chapters: revisions.length, changed: await store.revisions.publish(revisions) };
  } finally {
    await started.undo();
  }
}

/** Brings the database that the service would use to this version. Gives the names of the migrations newly applied. */
export async function migrateDatabase(options: PartsOptions): Promise<string[]> {
  const environment = readEnvironment(options.environment, options.defaults);
  // Not among what is printed for the caller.
  const logger = options.logger ?? pino({ level: environment.ATTUNE_LOG }, pino.destination(2));
  const started = new UndoList();
  try {
    const data = await dataFolder(options.siteDir, environment.ATTUNE_DATA);
    const store = await openDatabase(environment, data, { logger, started });
    return await store.migrate();
  } finally {
    await started.undo();
  }
}

async function start(
  options: ServerOptions,
  environment: Environment,
  logger: Logger,
  started: UndoList,
): Promise<string> {
  const { siteDir, watch = false } = options;
  const { settings } = await loadSettings(siteDir);
  const data = await dataFolder(siteDir, environment.ATTUNE_DATA);

  // The address first: a second start ends here, with the port named, before it meets the first one's database.
  let app: { fetch: (request: Request) => Response | Promise<Response> } = { fetch: starting };
  const address = { host: environment.HOST ?? DEFAULT_HOST, port: options.port ?? environment.PORT ?? DEFAULT_PORT };
  let first: FirstHandler = () => false;
  const server = await listen(
    (request) => app.fetch(request),
    address,
    (request, response) => first(request, response),
  );
  started.add(() => server.close());

  const store = await openDatabase(environment, data, { logger, started });
  await store.migrate();
  const secret = environment.ATTUNE_SECRET ?? (await keptSecret(data));
  const log = batchLog(
    (rows) => store.log.append(rows),
    (error) => logger.warn({ err: error }, 'requests were not logged'),
  );
  started.add(() => log.flush());

  const { site, library, revisions } = await openLibrary(siteDir, {
    watch,
    isShared: environment.DATABASE_URL !== undefined,
    store,
    logger,
    started,
  });
  await importBundles(siteDir, site, { store, logger });
  const model = openModels(settings.models, environment, { store, logger });
  if (model) warmChecks(site);
  const personalizing = createPersonalizing(
    { store: store.variants, adaptations: store.adaptations, ...(model && { model }) },
    { concurrency: settings.models.concurrency, leases: store.leases },
  );
  started.add(() => personalizing.close());

  const bodies = createBodies(store.variants, {
    budget: (environment.ATTUNE_MEMORY ?? DEFAULT_MEMORY) * MEGABYTE,
    onError: (error) => logger.warn({ err: error }, 'a variant was not compressed'),
  });
  const pointers = createPointers(store.variants);
  started.add(forgetInvalidated(store.invalidations, [bodies, pointers]));
  const identity = createIdentity({ database: store.db, secret, logger });
  const uses = createUses({
    identity,
    references: store.references,
    log,
    onFailure: (error) => logger.warn({ err: error }, 'uses were not noted yet'),
  });
  started.add(() => uses.close());

  app = createApp({
    library,
    identity,
    bodies,
    pointers,
    uses,
    preferences: store.preferences,
    references: store.references,
    revisions,
    personalizing,
    pins: store.variants,
    feedback: store.feedback,
    health: () => store.health(),
    log,
    logger,
    site: site.outDir,
    basePath: site.manifest.baseUrl,
    allowedOrigins: environment.ATTUNE_ORIGINS ?? [],
  });
  first = sendFromMemory(bodies, logger);
  // Listening began first but ends first too, so that requests under way still have a database.
  started.add(() => server.close());
  return server.url;
}

const starting = (): Response =>
  new Response('Attune is starting.\n', {
    status: 503,
    headers: { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8' },
  });

/** Gives what takes the handlers away again; a second signal then ends the process at once. */
function onSignals(close: () => Promise<void>, logger: Logger): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping');
    close().catch((error: unknown) => logger.error({ err: error }, 'not everything could be stopped'));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  return () => void process.off('SIGTERM', stop).off('SIGINT', stop);
}
