import {
  type ModelError,
  personalize,
  type Personalized,
  type PersonalizeOptions,
  type PersonalizePorts,
  type PersonalizeRequest,
  variantKey,
} from '@attune/core';
import type { JoinOptions, Personalizing, PersonalizingEvent } from './ports.ts';
import { Rests } from './rests.ts';

interface PersonalizingOptions extends Pick<PersonalizeOptions, 'concurrency'> {
  /** Milliseconds since some moment. */
  readonly clock?: () => number;
}

/** One chapter being made for all who wait for it. */
interface Flight {
  readonly events: PersonalizingEvent[];
  readonly listeners: Set<(event: PersonalizingEvent) => void>;
  readonly stop: AbortController;
  readonly result: Promise<Personalized>;
  waiting: number;
}

/**
 * One generation for all who ask for the same in this process. Who comes later is told what they missed; when the last one
 * leaves, the model is stopped, and what it has made by then is kept.
 */
export function createPersonalizing(
  ports: PersonalizePorts,
  { clock = Date.now, ...options }: PersonalizingOptions = {},
): Personalizing {
  const flights = new Map<string, Flight>();
  const rests = new Rests(clock);
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
    const result = personalize(request, resting ? { ...ports, model: resting } : ports, {
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
    });
    // Who waits for it hears of a failure; where all have left, nobody needs to.
    result.then(
      ({ failure }) => {
        if (resting || !asked) return;
        rests.note(key, failure);
        state = stateAfter(failure);
      },
      () => {},
    );
    const flight = { events, listeners, stop, result, waiting: 0 };
    flights.set(key, flight);
    return flight;
  }

  return {
    model: () => state,
    async join(request, { listener, signal, reading }: JoinOptions = {}) {
      signal?.throwIfAborted();
      const key = variantKey(request, ports.model !== undefined);
      const flight = flights.get(key) ?? start(key, request, reading);
      if (listener) {
        flight.events.forEach(listener);
        flight.listeners.add(listener);
      }
      flight.waiting += 1;
      try {
        return await untilAborted(flight.result, signal);
      } finally {
        if (listener) flight.listeners.delete(listener);
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          // Those who come from now on begin anew.
          if (flights.get(key) === flight) flights.delete(key);
          flight.stop.abort();
        }
      }
    },
  };
}

type ModelState = ReturnType<Personalizing['model']>;

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
