import { hashValue } from '@attune/contract';
import { withTrees } from '../checks/with-trees.ts';
import { adapt, type AdaptEvent, type AdaptOptions, type AdaptPorts } from './adapt.ts';
import { catchUp, isComplete, type Known, progressOf } from './known.ts';
import { type AdaptationStore, ModelError } from './types.ts';

/** Lets one at a time ask models for a page, of all who would, on whatever machine. */
export interface Turns {
  /**
   * Waits for the turn. While another has it, `onNews` is called when that one may have kept more. Rejects with the ModelError that the
   * one who was waited for ended with, and when `signal` aborts.
   */
  take(key: string, waiting: { readonly onNews: () => Promise<void>; readonly signal?: AbortSignal }): Promise<Turn>;
}

export interface Turn {
  /** Aborts when the turn is lost: another may have it by now. */
  readonly signal: AbortSignal;
  /** Throws when it is lost, also where that was not noticed yet: this machine may have slept. */
  mustBeOurs(): void;
  /** Tells those who wait that more is kept; returns at once. */
  kept(): void;
  /** Gives the turn back; those who wait are told of a failure in the place of asking again. Never rejects. */
  end(failure?: ModelError): Promise<void>;
}

interface TurnPorts extends AdaptPorts {
  readonly turns: Turns;
}

/**
 * `adapt`, by one at a time of all who are in need of the same page, by that page's `key`. Who waits is told what the others keep, as if it
 * were made here, and asks only for what is missing when the turn comes.
 */
export async function adaptInTurn(
  known: Known,
  { key, turns, model, store }: TurnPorts & { readonly key: string },
  options: AdaptOptions,
): Promise<void> {
  const telling = onlyOnce(known, options.emit);
  const waiting = {
    onNews: async () => {
      await catchUp(known, store);
      telling.news();
    },
    ...(options.signal && { signal: options.signal }),
  };
  for (;;) {
    const turn = await turns.take(key, waiting);
    let failure: ModelError | undefined;
    try {
      await waiting.onNews();
      if (isComplete(known)) return;
      const signal = options.signal ? AbortSignal.any([options.signal, turn.signal]) : turn.signal;
      const ports = { model, store: announced(store, turn) };
      return await adapt(known, ports, { ...options, signal, emit: telling.emit });
    } catch (error) {
      if (error instanceof ModelError) failure = error;
      // A turn that was lost may come again, while anybody is still there to wait for it.
      const isLost = turn.signal.aborted && options.signal?.aborted !== true;
      if (!isLost) throw error;
    } finally {
      await turn.end(failure);
    }
  }
}

/**
 * The store, with word to those who wait after each put that a page can show. What a lost turn broke off is not put: it would take the place
 * of what another has finished.
 */
function announced(store: AdaptationStore, turn: Turn): AdaptationStore {
  const inTurn = async (put: () => Promise<void>): Promise<void> => {
    turn.mustBeOurs();
    await put();
    turn.kept();
  };
  return {
    ...store,
    putPlans: (plans) => inTurn(() => store.putPlans(plans)),
    putAdaptations: (adaptations) => inTurn(() => store.putAdaptations(adaptations)),
  };
}

/** Tells each edit once, whoever made it, and what was there at the beginning not at all. */
function onlyOnce(
  known: Known,
  emit: (event: AdaptEvent) => void = () => {},
): { emit: (event: AdaptEvent) => void; news: () => void } {
  const { chapter, book } = known.page;
  const edits = () =>
    [...known.blocks.values()]
      .flatMap(({ adaptation }) => adaptation?.edits ?? [])
      .map((edit) => withTrees(edit, chapter, book));
  const told = new Set(edits().map(hashValue));
  let progress = '';
  const once = (event: AdaptEvent): void => {
    if (event.type === 'edit') {
      const hash = hashValue(event.edit);
      if (told.has(hash)) return;
      told.add(hash);
    } else {
      const now = `${event.done}/${event.total}`;
      if (progress === now) return;
      progress = now;
    }
    emit(event);
  };
  return {
    emit: once,
    news() {
      for (const edit of edits()) once({ type: 'edit', edit });
      once({ type: 'progress', ...progressOf(known) });
    },
  };
}
