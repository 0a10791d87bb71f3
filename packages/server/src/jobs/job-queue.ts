import { setTimeout as pause } from 'node:timers/promises';
import { type JobWithMetadata, PgBoss, type QueueOptions } from 'pg-boss';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.ts';

/** Work that is done beside the requests, by one node at a time. */
export interface Job {
  readonly name: string;
  /** When, as cron says it, in UTC; without, only when it is asked for. */
  readonly cron?: string;
  /** Has to be right also where it was cut off before. `more`: it stopped when the signal aborted, and is to be gone on with elsewhere. */
  readonly work: (signal: AbortSignal) => Promise<'done' | 'more'>;
}

export interface JobQueue {
  /** Asks for a job in so many seconds; one that waits already is put off until then. Returns at once, and fails nobody. */
  ask(name: string, seconds: number): void;
  /** Hands over what can be, and waits a while for the rest; what is not through by then is taken up by another node. */
  close(): Promise<void>;
}

interface JobQueueOptions {
  readonly pool: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> };
  readonly jobs: readonly Job[];
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'job' | 'jobGivenUp'>;
  /** Milliseconds until another node takes up what a node that died was at; 10 s at least. */
  readonly takeOver: number;
  readonly retries?: Pick<QueueOptions, 'retryLimit' | 'retryDelay'>;
}

/** Of the queue's own in the database: nothing else is in it. */
const SCHEMA = 'attune_jobs';
/** Where jobs go that failed for the last time, however they did. */
const GIVEN_UP = 'given-up';
const RETRIES = { retryLimit: 6, retryDelay: 30 };
/** Seconds. */
const LONGEST_RETRY_DELAY = 3_600;
const LONGEST_JOB = 6 * 3_600;
const LEAST_HEARTBEAT = 10;
const WATCH = 10;
/** Milliseconds. */
const FAREWELL = 5_000;
const PAUSE = 30_000;

/**
 * Jobs in the database, over the service's own connections. Of each job one waits and one runs at most, on all nodes together. Begins by
 * itself, and again where the database does not let it: without jobs the service serves as ever.
 */
export function openJobQueue(options: JobQueueOptions): JobQueue {
  const { pool, logger } = options;
  const warn = rarely((error: unknown) => logger.warn({ err: error }, 'jobs cannot be looked after just now'));
  const closing = new AbortController();
  const started = begin();

  async function begin(): Promise<PgBoss | undefined> {
    while (!closing.signal.aborted) {
      const boss = new PgBoss({
        db: { executeSql: (text, values) => pool.query(text, values) },
        schema: SCHEMA,
        superviseIntervalSeconds: WATCH,
        monitorIntervalSeconds: WATCH,
      });
      boss.on('error', warn);
      try {
        await boss.start();
        await work(boss, closing.signal, options);
        return boss;
      } catch (error) {
        warn(error);
        await boss.stop({ graceful: false }).catch(() => {});
        await pause(PAUSE, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      }
    }
    return undefined;
  }

  return {
    ask(name, seconds) {
      void started.then((boss) => boss?.upsert(name, {}, { singletonKey: name, startAfter: seconds })).catch(warn);
    },
    async close() {
      closing.abort();
      // A frozen database answers nothing; what is left is another node's.
      const stopped = started.then((boss) => boss?.stop({ timeout: FAREWELL })).catch(warn);
      await Promise.race([stopped, pause(2 * FAREWELL, undefined, { ref: false })]);
    },
  };
}

async function work(boss: PgBoss, closing: AbortSignal, options: JobQueueOptions): Promise<void> {
  const { jobs, logger, metrics, takeOver, retries = RETRIES } = options;
  await boss.createQueue(GIVEN_UP, { policy: 'standard' });
  await boss.work(GIVEN_UP, { includeMetadata: true }, async ([job]) => {
    logger.error({ job: job?.sourceName, output: job?.sourceOutput }, 'a job failed for the last time');
    metrics.jobGivenUp(job?.sourceName ?? 'unknown');
  });
  const queue: QueueOptions = {
    ...retries,
    retryBackoff: true,
    retryDelayMax: LONGEST_RETRY_DELAY,
    expireInSeconds: LONGEST_JOB,
    heartbeatSeconds: Math.max(LEAST_HEARTBEAT, Math.ceil(takeOver / 1000)),
  };
  for (const job of jobs) {
    await boss.createQueue(job.name, { ...queue, policy: 'stately', deadLetter: GIVEN_UP });
    const { heartbeatSeconds = LEAST_HEARTBEAT, ...others } = queue;
    await boss.updateQueue(job.name, { ...others, heartbeatSeconds });
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, {}, { singletonKey: job.name, missed: 'once' });
    await boss.work(job.name, { includeMetadata: true }, async ([given]) => {
      if (given) await run(job, given);
    });
  }

  async function run(job: Job, { signal, retryCount, retryLimit }: JobWithMetadata<unknown>): Promise<void> {
    const begun = performance.now();
    try {
      const left = await job.work(AbortSignal.any([signal, closing]));
      metrics.job(job.name, 'done', performance.now() - begun);
      logger.debug({ job: job.name, left }, 'a job is done');
      if (left === 'more') await boss.send(job.name, {}, { singletonKey: job.name });
    } catch (error) {
      metrics.job(job.name, 'failed', performance.now() - begun);
      const again = retryCount < retryLimit;
      logger.warn({ err: error, job: job.name, again }, 'a job failed');
      throw error;
    }
  }
}

/** Once a minute at most: the queue says of every look that it could not. */
function rarely(tell: (error: unknown) => void): (error: unknown) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - told < 60_000) return;
    told = performance.now();
    tell(error);
  };
}
