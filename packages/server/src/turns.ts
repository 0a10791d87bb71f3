import { randomUUID } from 'node:crypto';
import { ModelError, type Turn, type Turns } from '@attune/core';
import type { Leases } from './ports.ts';

/** A turn as the node that has it sees it. */
export interface HeldTurn extends Turn {
  /** Whether readers on other nodes wait for what is made in it; false where the database does not say. */
  isWanted(): Promise<boolean>;
}

export interface NodeTurns extends Turns {
  take(...given: Parameters<Turns['take']>): Promise<HeldTurn>;
}

/** How often a lease is renewed in the time that it holds. */
const RENEWALS = 3;
/** How long who waits goes without a look, should no word reach them, in milliseconds; or a tenth of a lease, where that is shorter. */
const LONGEST_PAUSE = 1_500;
const pauseOf = ({ duration }: Leases): number => Math.min(duration / 10, LONGEST_PAUSE);

/** Turns over leases in the database, that all nodes take together. No connection is held between two statements. `onWait`: another has it. */
export function createTurns(leases: Leases, onWait: () => void = () => {}): NodeTurns {
  return {
    async take(key, { onNews, signal }) {
      const holder = randomUUID();
      const news = listenFor(leases, key);
      try {
        for (let after: string | undefined; ;) {
          signal?.throwIfAborted();
          const asked = performance.now();
          const claim = await leases.claim(key, holder, after);
          if (claim.state === 'held') return hold(leases, { key, holder, asked });
          await onNews();
          if (claim.state === 'failed') throw failureOf(claim.failure);
          if (after === undefined) onWait();
          after = claim.holder;
          await news.next(pauseOf(leases), signal);
        }
      } finally {
        news.stop();
      }
    },
  };
}

type Failed = Extract<Awaited<ReturnType<Leases['claim']>>, { state: 'failed' }>['failure'];
const failureOf = ({ failure, message, retryAfter }: Failed): ModelError =>
  new ModelError(failure, message, retryAfter === undefined ? {} : { retryAfter });
const toFailed = ({ failure, message, retryAfter }: ModelError): Failed => ({
  failure,
  message,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

interface News {
  /** Until there is some, at once where there was some since the last time, after `milliseconds` at the latest. */
  next(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  stop(): void;
}

function listenFor(leases: Leases, key: string): News {
  let isNew = false;
  let wake = (): void => {};
  const stop = leases.onNews(key, () => {
    isNew = true;
    wake();
  });
  return {
    stop,
    async next(milliseconds, signal) {
      if (!isNew) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener('abort', wake, { once: true });
        await promise;
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
      }
      isNew = false;
    },
  };
}

interface Holding {
  readonly key: string;
  readonly holder: string;
  /** Before the lease was asked for, by this machine's steady clock: the database counts from a later moment. */
  readonly asked: number;
}

function hold(leases: Leases, { key, holder, asked }: Holding): HeldTurn {
  const lost = new AbortController();
  const lose = (): void => lost.abort(new Error('another node may have this page to make by now'));
  let isOver = false;
  let isRenewing = false;
  let endsAt = asked + leases.duration;
  let ending = setTimeout(lose, endsAt - performance.now());

  async function renew(): Promise<void> {
    if (isRenewing) return;
    isRenewing = true;
    const begun = performance.now();
    try {
      if (!(await leases.renew(key, holder))) return lose();
      if (isOver) return;
      clearTimeout(ending);
      endsAt = begun + leases.duration;
      ending = setTimeout(lose, endsAt - performance.now());
    } catch {
      // The next may get through, or the lease comes to its end.
    } finally {
      isRenewing = false;
    }
  }

  /** Where the database is not reached, again until the lease has ended by itself: nobody is to wait for that. */
  async function giveBack(failure: ModelError | undefined): Promise<void> {
    await leases.release(key, holder, failure && toFailed(failure)).catch(() => {
      const pause = pauseOf(leases);
      if (performance.now() + pause < endsAt) setTimeout(() => void giveBack(failure), pause).unref();
    });
  }

  const renewing = setInterval(() => void renew(), leases.duration / RENEWALS);
  return {
    signal: lost.signal,
    mustBeOurs() {
      if (performance.now() >= endsAt) lose();
      lost.signal.throwIfAborted();
    },
    kept: together(() => leases.tell(key)),
    isWanted: () => leases.isWanted(key).catch(() => false),
    async end(failure) {
      isOver = true;
      clearInterval(renewing);
      clearTimeout(ending);
      await giveBack(failure);
    },
  };
}

/** Does something once more after it was asked for, one at a time however often it is; that it fails is nobody's loss. */
function together(work: () => Promise<void>): () => void {
  let isWorking = false;
  let isAsked = false;
  const go = async (): Promise<void> => {
    isWorking = true;
    while (isAsked) {
      isAsked = false;
      await work().catch(() => {});
    }
    isWorking = false;
  };
  return () => {
    isAsked = true;
    if (!isWorking) void go();
  };
}
