import {
  ModelError,
  type ModelRewriter,
  personalize,
  type Personalized,
  type PersonalizeOptions,
  type PersonalizePorts,
  type PersonalizeRequest,
  type Turns,
  variantKey,
} from '@attune/core';
import type { JoinOptions, Leases, Personalizing, PersonalizingEvent, Purse } from './ports.ts';
import { Rests } from './rests.ts';
import { createTurns, type HeldTurn, type NodeTurns } from './turns.ts';

/** What is counted of it. */
interface Watch {
  /** Somebody waits for a page that is being made already, in this process or on another node. */
  shared(where: 'process' | 'node'): void;
  /** A page was asked for, and was there or had to be made. */
  page(found: 'database' | 'none'): void;
  /** Whether the models would be asked now. */
  models(): 'ok' | 'breaker_open' | 'budget_spent';
}

interface PersonalizingOptions extends Pick<PersonalizeOptions, 'concurrency'> {
  /** Milliseconds since some moment. */
  readonly clock?: () => number;
  /** By which one node at a time makes a page; without them, this process is the only one. */
  readonly leases?: Leases;
  readonly watch?: Partial<Watch>;
}

/** One chapter being made for all who wait for it. */
interface Flight {
  readonly events: PersonalizingEvent[];
  readonly listeners: Set<(event: PersonalizingEvent) => void>;
  readonly stop: AbortController;
  readonly result: Promise<Personalized>;
  waiting: number;
  /** The turn in which this node makes it. */
  turn?: HeldTurn | undefined;
  /** Of those who wait; undefined is somebody's to whom it costs nothing. */
  readonly purses: Set<Purse | undefined>;
  /** Those that could not pay. */
  readonly empty: Set<Purse | undefined>;
  paid?: Purse | undefined;
  /** It goes on for readers of other nodes alone. */
  isForOthers?: boolean;
}

/** Of the time that a lease holds: how often it is looked whether readers on other nodes still wait. */
const LOOKS = 5;

/**
 * One generation for all who ask for the same, in this process and by leases on all nodes. Who comes later is told what they missed; when
 * the last one leaves and none waits on another node either, the model is stopped, and what it has made by then is kept.
 */
export function createPersonalizing(
  ports: PersonalizePorts,
  { clock = Date.now, leases, watch = {}, ...options }: PersonalizingOptions = {},
): Personalizing {
  const flights = new Map<string, Flight>();
  const running = new Set<Promise<unknown>>();
  const rests = new Rests(clock);
  const turns = leases && createTurns(leases, () => watch.shared?.('node'));
  let state: ModelState = ports.model ? 'ok' : 'none';

  function start(key: string, request: PersonalizeRequest, reading: string | undefined): Flight {
    const events: PersonalizingEvent[] = [];
    const listeners = new Set<(event: PersonalizingEvent) => void>();
    const stop = new AbortController();
    const tell = (event: PersonalizingEvent): void => {
      events.push(event);
      for (const listener of listeners) listener(event);
    };
    // Set when a model is asked: a page that needs none says nothing of models.
    let asked = false;
    const resting = ports.model && rests.inPlace(key);
    const model = ports.model && paidFor(ports.model, () => pay(flight));
    const used = resting
      ? { ...ports, model: resting }
      : { ...ports, ...(model && { model }), ...(turns && { turns: noting(turns) }) };
    const result = personalize(request, used, {
      ...options,
      signal: stop.signal,
      emit: tell,
      onReady: (variant) => {
        asked = true;
        tell({ type: 'ready', variant });
      },
      ...(reading === undefined ? {} : { reading }),
    }).finally(() => {
      if (flights.get(key)?.stop === stop) flights.delete(key);
      running.delete(result);
    });
    running.add(result);
    // Who waits for it hears of a failure; where all have left, nobody needs to.
    result.then(
      ({ failure }) => {
        if (resting || !asked || failure?.failure === 'quota') return;
        if (failure && !events.some(({ type }) => type === 'edit')) flight.paid?.giveBack().catch(() => {});
        rests.note(key, failure);
        state = stateAfter(failure);
      },
      () => {},
    );
    const flight: Flight = { events, listeners, stop, result, waiting: 0, purses: new Set(), empty: new Set() };
    flights.set(key, flight);
    return flight;

    function noting(turns: NodeTurns): Turns {
      return {
        async take(...given) {
          flight.turn = undefined;
          return (flight.turn = await turns.take(...given));
        },
      };
    }
  }

  function land(key: string, flight: Flight): void {
    // Those who come from now on begin anew.
    if (flights.get(key) === flight) flights.delete(key);
    flight.stop.abort();
  }

  /** Nobody waits here any more; on other nodes some may, and here again somebody while we look. */
  async function leave(key: string, flight: Flight): Promise<void> {
    if (flights.get(key) !== flight) return;
    if (!leases || !flight.turn) return land(key, flight);
    if (flight.isForOthers) return;
    flight.isForOthers = true;
    while (flight.waiting === 0 && flights.get(key) === flight) {
      const isWanted = await flight.turn?.isWanted();
      if (!isWanted && flight.waiting === 0) land(key, flight);
      else await Promise.race([flight.result.catch(() => {}), pause(leases.duration / LOOKS)]);
    }
    flight.isForOthers = false;
  }

  return {
    model: () => modelState(state, watch.models?.()),
    load: () => ({
      making: flights.size,
      waiting: [...flights.values()].reduce((sum, flight) => sum + flight.waiting, 0),
    }),
    async close() {
      for (const [key, flight] of flights) land(key, flight);
      await Promise.allSettled(running);
    },
    async join(request, options = {}) {
      const { signal, purse, isBackground = false } = options;
      for (let tries = 0; ; tries += 1) {
        signal?.throwIfAborted();
        const key = variantKey(request, ports.model !== undefined);
        const standing = flights.get(key);
        if (standing && !isBackground) watch.shared?.('process');
        const flight = standing ?? start(key, request, options.reading);
        const made = await wait(key, flight, options);
        // Others' quotas are spent, here or on another node; who waited with them may have some left.
        const isOthers = made.failure?.failure === 'quota' && !flight.empty.has(purse) && tries < MOST_TRIES;
        if (!isOthers) {
          if (!isBackground) watch.page?.(made.cached ? 'database' : 'none');
          return made;
        }
        if (flights.get(key) === flight) flights.delete(key);
      }
    },
  };

  async function wait(key: string, flight: Flight, { listener, signal, purse }: JoinOptions): Promise<Personalized> {
    flight.purses.add(purse);
    if (listener) {
      flight.events.forEach(listener);
      flight.listeners.add(listener);
    }
    flight.waiting += 1;
    try {
      return await untilAborted(flight.result, signal);
    } finally {
      if (listener) flight.listeners.delete(listener);
      flight.purses.delete(purse);
      flight.waiting -= 1;
      if (flight.waiting === 0) void leave(key, flight);
    }
  }
}

const MOST_TRIES = 5;

/** One of those who wait pays. Throws what keeps the last of them from it. */
async function pay(flight: Flight): Promise<void> {
  for (let refusal: ModelError | undefined; ;) {
    const next = [...flight.purses].find((purse) => !flight.empty.has(purse));
    if (next === undefined && (flight.purses.has(undefined) || !refusal)) return;
    if (next === undefined) throw refusal ?? new ModelError('quota', 'nobody pays');
    refusal = await next.pay();
    if (!refusal) {
      flight.paid = next;
      return;
    }
    flight.empty.add(next);
  }
}

/** Asked when it is paid for; once, for all that is asked. */
function paidFor(model: ModelRewriter, payment: () => Promise<void>): ModelRewriter {
  let paying: Promise<void> | undefined;
  return {
    async *ask(task, signal) {
      await (paying ??= payment());
      yield* model.ask(task, signal);
    },
  };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());

type ModelState = ReturnType<Personalizing['model']>;

/** The last answer tells of what the models would do now where they do not say so themselves: a new day opens the budget. */
function modelState(last: ModelState, now: ReturnType<Watch['models']> | undefined): ModelState {
  if (last === 'none' || now === undefined) return last;
  if (now !== 'ok') return now;
  return last === 'budget_spent' ? 'ok' : last;
}

const stateAfter = (failure: ModelError | undefined): ModelState => {
  if (!failure) return 'ok';
  return failure.failure === 'budget' ? 'budget_spent' : 'failing';
};

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
