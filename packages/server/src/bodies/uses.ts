import { LRUCache } from 'lru-cache';
import type { Identity, Owner, References, RequestLog } from '../ports.ts';
import type { KnownPointer } from './pointers.ts';

/** A page that a reader was sent to. */
export interface Use {
  /** One that this service signed; absent where nobody in particular asked. */
  readonly token?: string;
  readonly pointer: KnownPointer;
  readonly profileHash: string;
  readonly milliseconds: number;
  readonly at: Date;
}

/** Notes uses behind the request: in the log, and among the reader's references. */
export interface Uses {
  /** Returns at once and fails no request. */
  note(use: Use): void;
  /** Whether a token is known to be over: its session ran out or was ended. */
  isOver(token: string): boolean;
  /** Tries to write what waits; done when it is written or the database does not take it. */
  flush(): Promise<void>;
  /** Flushes for the last time. What the database does not take then is lost. */
  close(): Promise<void>;
}

export interface UsesParts {
  readonly identity: Pick<Identity, 'identify'>;
  readonly references: Pick<References, 'touch' | 'use'>;
  readonly log: Pick<RequestLog, 'append'>;
  readonly onFailure: (error: unknown) => void;
}

/** How long a use waits for others, and after a failure, in milliseconds. */
const PAUSE = 250;
const PAUSE_AFTER_FAILURE = 2_000;
/** Uses that wait while the database does not take them, beyond which the newest are lost; and tokens known to be over. */
const MOST = 10_000;

/**
 * The session behind a token is looked up here, not in the request: once for all uses of a reader that wait together. Whose session is over
 * is credited with nothing, and refused from then on. One use after the other, on one connection: readers who wait come first.
 */
export function createUses({ identity, references, log, onFailure }: UsesParts): Uses {
  let waiting: Use[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let isClosed = false;
  const over = new LRUCache<string, true>({ max: MOST });

  /** The reader; null for nobody in particular, undefined for one whose session is over. */
  async function readerOf(token: string): Promise<Owner | null | undefined> {
    if (token === '') return null;
    const identified = await identity.identify(token);
    if (identified.state === 'reader') return { userId: identified.id, session: identified.session };
    over.set(token, true);
    return undefined;
  }

  async function noteFor(token: string, uses: readonly Use[]): Promise<void> {
    const owner = await readerOf(token);
    if (owner === undefined) return;
    for (const { pointer, profileHash } of new Map(uses.map((use) => [use.pointer.key, use])).values()) {
      if (owner === null) await references.use(pointer.key);
      else await references.touch({ ...owner, chapter: pointer.chapter, profileHash, variantKey: pointer.key });
    }
    for (const { pointer, milliseconds, at } of uses) {
      log.append({
        userId: owner?.userId ?? null,
        chapterId: pointer.chapter,
        transformationType: pointer.tags.join(',') || 'none',
        responseTimeMs: milliseconds,
        cached: true,
        llmProvider: pointer.model?.split('/')[0] ?? null,
        createdAt: at,
      });
    }
  }

  async function writeWaiting(): Promise<void> {
    const left = Map.groupBy(waiting, ({ token = '' }) => token);
    waiting = [];
    try {
      for (const [token, uses] of left) {
        await noteFor(token, uses);
        left.delete(token);
      }
    } catch (error) {
      onFailure(error);
      waiting = [...[...left.values()].flat(), ...waiting].slice(0, MOST);
      later(PAUSE_AFTER_FAILURE);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeWaiting);
    return writing;
  }

  function later(pause: number): void {
    if (!isClosed) timer ??= setTimeout(() => void flush(), pause).unref();
  }

  return {
    note(use) {
      if (waiting.length < MOST) waiting.push(use);
      later(PAUSE);
    },
    isOver: (token) => over.has(token),
    flush,
    close() {
      isClosed = true;
      return flush();
    },
  };
}
