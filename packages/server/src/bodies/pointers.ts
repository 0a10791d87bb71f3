import type { PageAddress } from '@attune/contract';
import { type Book, keyAt } from '@attune/core';
import { LRUCache } from 'lru-cache';
import type { ServedVariants, VariantPointer } from '../ports.ts';
import type { Forgotten } from './bodies.ts';
import { SharedWork } from './shared-work.ts';

/** Where a page's variant is, and what a use of it is noted under. */
export interface KnownPointer extends VariantPointer {
  readonly key: string;
  readonly chapter: string;
}

export interface Pointers {
  /** The variant that is there for a page, with or without a model to be asked; at most one query, and none while it is remembered. */
  find(address: PageAddress, book: Pick<Book, 'fingerprint'>, asks: boolean): Promise<KnownPointer | undefined>;
  forget(what: Forgotten): void;
}

export interface PointersOptions {
  /** Milliseconds for which a pointer is remembered; the time after which a node sees what another has done to the store. */
  readonly remember?: number;
  /** Told where what was asked for was found. */
  readonly onLookup?: (found: 'memory' | 'database' | 'none') => void;
}

const REMEMBER = 5_000;
const MOST = 10_000;

/** Remembers where variants are. That there is none yet is asked anew each time: somebody may just be making it. */
export function createPointers(
  store: Pick<ServedVariants, 'findPointer'>,
  { remember = REMEMBER, onLookup = () => {} }: PointersOptions = {},
): Pointers {
  const memory = new LRUCache<string, KnownPointer>({ max: MOST, ttl: remember });
  const finds = new SharedWork<KnownPointer | undefined>();

  return {
    async find(address, book, asks) {
      const { chapter, revision, profileHash } = address;
      const name = `${chapter}\n${revision}\n${profileHash}\n${book.fingerprint}\n${asks}`;
      const remembered = memory.get(name);
      if (remembered) {
        onLookup('memory');
        return remembered;
      }
      const found = await finds.share(name, async (isCurrent) => {
        const key = keyAt(address, book, asks);
        const found = await store.findPointer(key);
        const pointer = found && { ...found, key, chapter };
        if (pointer && isCurrent()) memory.set(name, pointer);
        return pointer;
      });
      onLookup(found ? 'database' : 'none');
      return found;
    },
    forget(what) {
      finds.forget();
      if (what === 'all') return memory.clear();
      const isMeant = ({ chapter, variant }: KnownPointer): boolean =>
        'hash' in what ? variant === what.hash : chapter === what.chapter;
      const names = [...memory.entries()].filter(([, pointer]) => isMeant(pointer)).map(([name]) => name);
      for (const name of names) memory.delete(name);
    },
  };
}
