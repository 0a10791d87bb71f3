import { Counter, Histogram, Registry } from 'prom-client';
import { type AnsweredRequest, createRequestTimes } from './request-times.ts';

/** Where something was found; `none`: nowhere, or it has to be made. */
export type Found = 'memory' | 'database' | 'none';

/** What a call of a model came to; of one that reports more than is counted. */
interface CalledModel {
  readonly model: string;
  readonly kind: string;
  readonly outcome: string;
  readonly usage: Readonly<Record<'input' | 'cacheRead' | 'cacheWrite' | 'output', number>>;
  readonly usd: number | undefined;
  readonly ms: number;
}

/** Counts what the service does, for Prometheus. Labels are names out of the code and the configuration: no id, no chapter, no reader. */
export interface Metrics {
  readonly registry: Registry;
  request(answered: AnsweredRequest): void;
  /** A body by its hash, a pointer, or a page that was asked for. */
  lookup(what: 'body' | 'pointer' | 'page', found: Found): void;
  /** Somebody waits for what is being made: in this process, or on another node. */
  shared(where: 'process' | 'node'): void;
  modelCall(call: CalledModel): void;
  job(name: string, outcome: 'done' | 'failed', milliseconds: number): void;
  /** It has failed for the last time. */
  jobGivenUp(name: string): void;
}

/** Seconds. */
const WORK = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];
const MILLISECONDS = 1000;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const looked = new Map<string, { what: string; found: Found; count: number }>();
  void new Counter({
    name: 'attune_cache_lookups_total',
    help: 'What was looked for, and where it was found.',
    labelNames: ['what', 'found'],
    registers,
    // Counted by us until somebody asks, as requests are.
    collect() {
      for (const { what, found, count } of looked.values()) this.inc({ what, found }, count);
      looked.clear();
    },
  });
  const waits = new Counter({
    name: 'attune_single_flight_waits_total',
    help: 'Who waited for a page that was being made already, in this process or on another node.',
    labelNames: ['where'],
    registers,
  });
  const calls = new Histogram({
    name: 'attune_model_call_duration_seconds',
    help: 'Seconds that calls of models took, by model, what they were for, and how they ended.',
    labelNames: ['model', 'kind', 'outcome'],
    buckets: WORK,
    registers,
  });
  const tokens = new Counter({
    name: 'attune_model_tokens_total',
    help: 'Tokens that models took and gave.',
    labelNames: ['model', 'sort'],
    registers,
  });
  const dollars = new Counter({
    name: 'attune_model_cost_usd_total',
    help: 'US dollars, of the models whose price is known.',
    labelNames: ['model'],
    registers,
  });
  const jobs = new Histogram({
    name: 'attune_job_duration_seconds',
    help: 'Seconds that jobs took on this node, by how they ended.',
    labelNames: ['job', 'outcome'],
    buckets: WORK,
    registers,
  });
  const givenUp = new Counter({
    name: 'attune_jobs_given_up_total',
    help: 'Jobs that failed for the last time, told by the node that found it.',
    labelNames: ['job'],
    registers,
  });
  return {
    registry,
    request: createRequestTimes(registry),
    lookup(what, found) {
      const key = `${what} ${found}`;
      const known = looked.get(key);
      if (known) known.count += 1;
      else looked.set(key, { what, found, count: 1 });
    },
    shared: (where) => waits.inc({ where }),
    modelCall({ model, kind, outcome, usage, usd, ms }) {
      calls.observe({ model, kind, outcome }, ms / MILLISECONDS);
      // Providers that count the cache apart may give fewer than none, and a counter throws at that.
      for (const [sort, count] of Object.entries(usage)) tokens.inc({ model, sort }, Math.max(0, count));
      if (usd !== undefined) dollars.inc({ model }, Math.max(0, usd));
    },
    jobGivenUp: (job) => givenUp.inc({ job }),
    job: (job, outcome, milliseconds) => jobs.observe({ job, outcome }, milliseconds / MILLISECONDS),
  };
}
