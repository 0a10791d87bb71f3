import type { ModelSettings } from '@attune/contract';
import type { Store } from '@attune/store';
import type { Logger } from 'pino';
import { type Job, type JobQueue, openJobQueue } from './jobs/job-queue.ts';
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
/** Pages that are looked through for those that lack, or that other models made. */
const MOST_PAGES = 2_000;
/** Seconds from a publication to the warm-up: all that is published together is one; an author who writes is not followed at every step. */
const AFTER_PUBLICATION = 5;
const AFTER_EDIT = 600;
/** Nodes that are brought to other models one after the other begin when all are, more or less. */
const AFTER_START = 60;

/** Starts the jobs of the service, of which each node does its part. */
export function openJobs(parts: JobParts, started: UndoList): void {
  const { store, settings, metrics, logger, watch } = parts;
  const jobs = [
    { name: 'sweep', cron: NIGHTLY, work: () => done(store.sweep()) },
    { name: 'roll-up', cron: OFTEN, work: () => done(store.rollUp()) },
    ...askingJobs(parts),
  ];
  const queue = openJobQueue({ pool: store.pool, logger, metrics, takeOver: store.leases.duration, jobs });
  started.add(() => queue.close());
  if (jobs.some(({ name }) => name === 'regenerate')) queue.ask('regenerate', AFTER_START);
  if (settings.background.warm > 0)
    warmAfterPublications(queue, { store, seconds: watch ? AFTER_EDIT : AFTER_PUBLICATION, started });
}

/** Those that may ask models. */
function askingJobs({ store, library, personalizing, models, settings, logger }: JobParts): Job[] {
  const { background, afterChange, concurrency } = settings;
  const parts = {
    library,
    personalizing,
    variants: store.variants,
    usedPages: () => store.usedPages({ limit: MOST_PAGES }),
    mayAsk: async () => (await models?.isWithin(background.share)) ?? true,
    logger,
  };
  const warm: Job = { name: 'warm', work: (signal) => warmUsed({ ...parts, most: background.warm }, signal) };
  if (!models || afterChange === 'keep') return [warm];
  const renewing = { ...parts, adaptations: store.adaptations, models, concurrency };
  return [warm, { name: 'regenerate', cron: HOURLY, work: (signal) => regenerate(renewing, signal) }];
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
