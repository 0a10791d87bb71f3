import type { ModelSettings } from '@attune/contract';
import type { Store } from '@attune/store';
import type { Logger } from 'pino';
import { type JobQueue, openJobQueue } from './jobs/job-queue.ts';
import { regenerate } from './jobs/regenerate.ts';
import { warmUsed } from './jobs/warm-used.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { OpenedModels } from './open-models.ts';
import type { Library, Personalizing } from './ports.ts';
import type { UndoList } from './undo-list.ts';

interface JobParts {
  readonly store: Store;
  readonly library: Library;
  readonly personalizing: Personalizing;
  readonly models: OpenedModels | undefined;
  readonly settings: ModelSettings;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** An author is at work: what they save is not yet what readers get. */
  readonly watch: boolean;
}

/** At night, and every ten minutes; UTC. */
const NIGHTLY = '23 3 * * *';
const OFTEN = '*/10 * * * *';
const HOURLY = '41 * * * *';
/** Pages that are looked through for what other models made. */
const MOST_PAGES = 1_000;
/** Seconds from a publication to the warm-up: all that is published together is one; an author who writes is not followed at every step. */
const AFTER_PUBLICATION = 5;
const AFTER_EDIT = 600;
/** Nodes that are brought to other models one after the other begin when all are, more or less. */
const AFTER_START = 60;

/** Starts the jobs of the service, of which each node does its part. */
export function openJobs(parts: JobParts, started: UndoList): void {
  const { store, library, personalizing, models, settings, metrics, logger, watch } = parts;
  const { warm, share } = settings.background;
  const mayAsk = async (): Promise<boolean> => (await models?.isWithin(share)) ?? true;
  const warming = {
    library,
    personalizing,
    variants: store.variants,
    usedPages: () => store.usedPages({ limit: warm }),
    mayAsk,
    logger,
  };
  const { concurrency } = settings;
  const isRegenerating = models !== undefined && settings.afterChange === 'regenerate';
  const renewing = models && {
    ...warming,
    variants: store.variants,
    adaptations: store.adaptations,
    models,
    concurrency,
    usedPages: () => store.usedPages({ limit: MOST_PAGES }),
  };
  const queue = openJobQueue({
    pool: store.pool,
    logger,
    metrics,
    takeOver: store.leases.duration,
    jobs: [
      { name: 'sweep', cron: NIGHTLY, work: () => done(store.sweep()) },
      { name: 'roll-up', cron: OFTEN, work: () => done(store.rollUp()) },
      { name: 'warm', work: (signal) => warmUsed(warming, signal) },
      ...(renewing && isRegenerating
        ? [{ name: 'regenerate', cron: HOURLY, work: (signal: AbortSignal) => regenerate(renewing, signal) }]
        : []),
    ],
  });
  started.add(() => queue.close());
  if (isRegenerating) queue.ask('regenerate', AFTER_START);
  if (warm > 0) warmAfterPublications(queue, { store, seconds: watch ? AFTER_EDIT : AFTER_PUBLICATION, started });
}

async function done(work: Promise<unknown>): Promise<'done'> {
  await work;
  return 'done';
}

/** All nodes hear of one, and ask; that is one job. What was published while none ran is found at the start. */
function warmAfterPublications(
  queue: Pick<JobQueue, 'ask'>,
  { store, seconds, started }: { store: Store; seconds: number; started: UndoList },
): void {
  started.add(
    store.invalidations.subscribe(({ what }) => {
      if (what === 'published' || what === 'all') queue.ask('warm', seconds);
    }),
  );
  queue.ask('warm', seconds);
}
