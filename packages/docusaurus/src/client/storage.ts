import {
  persistentAtom,
  type PersistentEvent,
  type PersistentEvents,
  setPersistentEngine,
  windowPersistentEvents,
} from '@nanostores/persistent';
import type { WritableAtom } from 'nanostores';
import { changeInPlace } from './keep-place.ts';
import { bookUrl } from './site.ts';

/** The browser's storage, but what cannot be kept (it is full, or not allowed) holds for the visit all the same. */
function tolerant(storage: Storage): Record<string, string> {
  const attempt = (write: () => void): boolean => {
    try {
      write();
    } catch {
      // The value is in memory; only the next visit misses it.
    }
    return true;
  };
  return new Proxy<Record<string, string>>(storage, {
    set: (_target, key, value: string) => attempt(() => storage.setItem(String(key), value)),
    deleteProperty: (_target, key) => attempt(() => storage.removeItem(String(key))),
  });
}

/** What another tab changes, changes here without moving what is being read. */
const inPlace = new WeakMap<object, (event: PersistentEvent) => void>();
const persistentEvents: PersistentEvents = {
  ...windowPersistentEvents,
  addEventListener(key, listener, restore) {
    const change = (event: PersistentEvent): void => {
      if (event.key === key) changeInPlace(() => listener(event));
      else listener(event);
    };
    inPlace.set(listener, change);
    windowPersistentEvents.addEventListener(key, change, restore);
  },
  removeEventListener(key, listener, restore) {
    windowPersistentEvents.removeEventListener(key, inPlace.get(listener) ?? listener, restore);
  },
};

try {
  setPersistentEngine(tolerant(localStorage), persistentEvents);
} catch {
  // No storage on the server, or none allowed: the library keeps values in memory then.
}

const keyOf = (name: string): string => `attune:${bookUrl}:${name}`;

/** A text that this browser remembers for the book, shared by its tabs. What is not among `values` counts as the first. */
export function rememberedChoice<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): WritableAtom<Value> {
  return persistentAtom<Value>(keyOf(name), values[0], {
    encode: (value) => value,
    decode: (text) => values.find((value) => value === text) ?? values[0],
  });
}

/** An object that this browser remembers for the book. What is damaged counts as not there. */
export function rememberedObject<Value extends object>(name: string, initial: Value): WritableAtom<Value> {
  return persistentAtom<Value>(keyOf(name), initial, {
    encode: JSON.stringify,
    decode: (text) => {
      try {
        const value: unknown = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value)
          ? { ...initial, ...value }
          : initial;
      } catch {
        return initial;
      }
    },
  });
}
