import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import { MODEL_STATES, type ModelState } from '@attune/contract/routes';

/** What is read when somebody asks for the metrics. */
export interface Gauged {
  readonly bodies: { size(): number; count(): number };
  readonly personalizing: { load(): { readonly making: number; readonly waiting: number }; model(): ModelState };
  readonly pool: {
    readonly totalCount: number;
    readonly idleCount: number;
    readonly waitingCount: number;
    readonly options: { readonly max: number };
  };
  /** What is left of the day's budget, of those limits that are set. May reject. */
  readonly budgetLeft: () => Promise<Readonly<Partial<Record<'tokens' | 'usd', number>>>>;
}

/** Longest wait for the database, in milliseconds: a node that is cut off from it tells all the rest. */
const PATIENCE = 1_000;

/** Gauges, and what the process itself has to tell: memory, event loop lag, garbage collection. */
export function addGauges(registry: Registry, { bodies, personalizing, pool, budgetLeft }: Gauged): void {
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): void =>
    void new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('attune_bodies_bytes', 'Bytes of bodies in memory, in every coding.', () => bodies.size());
  gauge('attune_bodies', 'Bodies in memory.', () => bodies.count());
  gauge('attune_pages_being_made', 'Pages that this node is making.', () => personalizing.load().making);
  gauge('attune_readers_waiting', 'Who waits for them on this node.', () => personalizing.load().waiting);
  gauge('attune_database_connections_max', 'Connections of the pool at most.', () => pool.options.max);
  addStates(registry, { personalizing, pool });
  addBudget(registry, budgetLeft);
}

function addStates(registry: Registry, { personalizing, pool }: Pick<Gauged, 'personalizing' | 'pool'>): void {
  void new Gauge({
    name: 'attune_database_connections',
    help: 'Connections of the pool in use and idle, and who waits for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  void new Gauge({
    name: 'attune_model_state',
    help: '1 for the state that the models are in, as GET /v1/health names them.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const now = personalizing.model();
      for (const state of MODEL_STATES) this.set({ state }, Number(state === now));
    },
  });
}

function addBudget(registry: Registry, budgetLeft: Gauged['budgetLeft']): void {
  void new Gauge({
    name: 'attune_model_budget_left',
    help: 'What is left of the day (UTC) for all nodes, of the limits that are set; not told where the database does not answer.',
    labelNames: ['unit'],
    registers: [registry],
    async collect() {
      this.reset();
      const left = await soon(budgetLeft()).catch(() => ({}));
      for (const [unit, amount] of Object.entries(left)) this.set({ unit }, amount);
    },
  });
}

async function soon<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), PATIENCE);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
