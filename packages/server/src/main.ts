import { getLiveness } from '@attune/contract/routes';
import { loadSettings, openSite } from '@attune/site';
import type { Store } from '@attune/store';
import { pino, type Logger } from 'pino';
import { batchLog } from './batch-log.ts';
import { createBodies } from './bodies/bodies.ts';
import { createPointers } from './bodies/pointers.ts';
import { sendFromMemory } from './bodies/send-from-memory.ts';
import { createUses } from './bodies/uses.ts';
import type { Administration } from './ports.ts';
import { createApp } from './create-app.ts';
import { dataFolder } from './data-folder.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { mailFrom, pageOrigins, providersFrom } from './identity/from-environment.ts';
import type { SendMail } from './identity/mail.ts';
import { openIdentity } from './identity/open-identity.ts';
import { connectionLimits, limitsFrom } from './limits/from-environment.ts';
import { type FirstHandler, type Handler, listen } from './listen.ts';
import { openLibrary } from './open-library.ts';
import { addGauges } from './metrics/add-gauges.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { openJobs } from './open-jobs.ts';
import { openLines } from './open-lines.ts';
import { forgetInvalidated } from './forget-invalidated.ts';
import { createLogger } from './logger.ts';
import { warmChecks } from './open-models.ts';
import { importBundles, openDatabase, type PartsOptions } from './open-parts.ts';
import { openPersonalizing } from './open-personalizing.ts';
import { publishedAs } from './publish.ts';
import { keptSecret } from './secret.ts';
import { transportHeaders } from './security-headers.ts';
import { siteContentPolicy } from './site/content-policy.ts';
import { UndoList } from './undo-list.ts';

export { EnvironmentError } from './environment.ts';
export { hashPassword } from 'better-auth/crypto';
export type { Mail, SendMail } from './identity/mail.ts';
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
  /** In place of the environment's way. */
  readonly sendMail?: SendMail;
  /** Stop cleanly on SIGTERM and SIGINT; true unless it is said otherwise. */
  readonly signals?: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** Of `/metrics`, where the environment says that it is to be there. */
  readonly metricsUrl?: string;
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
  const logger = options.logger ?? createLogger(environment, openLines());
  const started = new UndoList();
  try {
    const addresses = await start(options, environment, logger, started);
    const close = (): Promise<void> => started.undo();
    if (options.signals !== false) started.add(onSignals(close, logger));
    logger.info(addresses, 'ready');
    options.onReady?.(addresses.url);
    return { ...addresses, close };
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
  const logger = options.logger ?? createLogger(environment, pino.destination(2));
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
  const logger = options.logger ?? createLogger(environment, pino.destination(2));
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
): Promise<Pick<RunningServer, 'url' | 'metricsUrl'>> {
  const { siteDir, watch = false } = options;
  const { settings } = await loadSettings(siteDir);
  const data = await dataFolder(siteDir, environment.ATTUNE_DATA);

  // The address first: a second start ends here, with the port named, before it meets the first one's database.
  let app: { fetch: Handler } = { fetch: starting };
  const address = { host: environment.HOST ?? DEFAULT_HOST, port: options.port ?? environment.PORT ?? DEFAULT_PORT };
  let first: FirstHandler = () => false;
  const server = await listen((request, bindings) => app.fetch(request, bindings), address, {
    first: (request, response) => first(request, response),
    limits: connectionLimits(environment),
  });
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
  const metrics = createMetrics();
  const { models, personalizing } = openPersonalizing(settings.models, { environment, store, metrics, logger });
  if (models) warmChecks(site);
  started.add(() => personalizing.close());

  const bodies = createBodies(store.variants, {
    budget: (environment.ATTUNE_MEMORY ?? DEFAULT_MEMORY) * MEGABYTE,
    onError: (error) => logger.warn({ err: error }, 'a variant was not compressed'),
    onLookup: (found) => metrics.lookup('body', found),
  });
  const pointers = createPointers(store.variants, { onLookup: (found) => metrics.lookup('pointer', found) });
  started.add(forgetInvalidated(store.invalidations, [bodies, pointers]));
  const serviceUrl = environment.ATTUNE_URL ?? server.url;
  const identity = openIdentity({
    database: store.db,
    secret,
    logger,
    rows: store.accounts,
    sendMail: options.sendMail ?? mailFrom(environment, address.host),
    providers: providersFrom(environment),
    serviceUrl,
    pageOrigins: pageOrigins(environment, serviceUrl),
  });
  const uses = createUses({
    identity: identity.identity,
    references: store.references,
    log,
    onFailure: (error) => logger.warn({ err: error }, 'uses were not noted yet'),
  });
  started.add(() => uses.close());

  app = createApp({
    library,
    ...identity,
    bodies,
    pointers,
    uses,
    preferences: store.preferences,
    readers: store.readers,
    administration: administrationOf(store),
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
    policy: policyOf(site.outDir, environment),
    hsts: environment.ATTUNE_HSTS,
    allowedOrigins: environment.ATTUNE_ORIGINS ?? [],
    metrics,
    limiting: limitsFrom(environment, { counter: store.limits, classes: store.classes, secret }),
  });
  first = sendFromMemory(bodies, logger, {
    headers: transportHeaders({ hsts: environment.ATTUNE_HSTS }).flat(),
    metrics,
  });
  addGauges(metrics.registry, {
    bodies,
    personalizing,
    pool: store.pool,
    budgetLeft: async () => models?.budgetLeft() ?? {},
  });
  const metricsUrl = await openMetrics(metrics.registry, environment, started);
  if (environment.ATTUNE_JOBS !== 'off')
    openJobs({ store, library, personalizing, models, settings: settings.models, metrics, logger, watch }, started);
  // Listening began first but ends first too, so that requests under way still have a database.
  started.add(() => server.close());
  return { url: server.url, ...metricsUrl };
}

const policyOf = (folder: string, { ATTUNE_CSP, ATTUNE_CSP_SOURCES = [] }: Environment) =>
  ATTUNE_CSP === 'off' ? undefined : siteContentPolicy(folder, ATTUNE_CSP_SOURCES);

const administrationOf = (store: Store): Administration => ({
  async statistics(since) {
    await store.rollUp();
    return store.statistics({ since });
  },
  clear: (scope) => store.clear(scope),
  flags: (chapter) => store.adaptations.listFlags(chapter),
});

/** Nothing where the environment names no port for them. */
async function openMetrics(
  registry: Metrics['registry'],
  { ATTUNE_METRICS_PORT: port, ATTUNE_METRICS_HOST: host = DEFAULT_HOST }: Environment,
  started: UndoList,
): Promise<Pick<RunningServer, 'metricsUrl'>> {
  if (port === undefined) return {};
  const listening = await serveMetrics(registry, { host, port });
  started.add(() => listening.close());
  return { metricsUrl: `${listening.url}/metrics` };
}

/** Alive from the first moment on: who is restarted while it migrates a large database never comes to its end. */
function starting({ url }: Request): Response {
  if (new URL(url).pathname === getLiveness.path) return Response.json({ status: 'ok' });
  return new Response('Attune is starting.\n', {
    status: 503,
    headers: { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
}

/** Gives what takes the handlers away again; a second signal then ends the process at once. */
function onSignals(close: () => Promise<void>, logger: Logger): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping');
    close().catch((error: unknown) => logger.error({ err: error }, 'not everything could be stopped'));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  return () => void process.off('SIGTERM', stop).off('SIGINT', stop);
}
