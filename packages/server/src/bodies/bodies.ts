import { LRUCache } from 'lru-cache';
import type { ServedVariants } from '../ports.ts';
import { type Body, readyBody } from './body.ts';
import { brotlied, bytesOf, gzipped } from './compress.ts';
import { SharedWork } from './shared-work.ts';

export interface BodiesOptions {
  /** Bytes of all bodies in memory, in every coding; 0: none are kept, and they are sent as they are. */
  readonly budget: number;
  /** Told of a body that could not be compressed; it is sent in the codings that there are. */
  readonly onError: (error: unknown) => void;
  /** Told where what was asked for was found. */
  readonly onLookup?: (found: 'memory' | 'database' | 'none') => void;
}

/** What is to be forgotten: what a chapter's readers got, one variant, or everything. */
export type Forgotten = { readonly chapter: string } | { readonly hash: string } | 'all';

/** Variants on their way to readers: from memory, else from the store. */
export interface Bodies {
  /** From memory alone. */
  peek(hash: string): Body | undefined;
  /** Those who ask for one hash at the same time share one query. Rejects where the store cannot be asked. */
  find(hash: string): Promise<Body | 'withdrawn' | undefined>;
  forget(what: Forgotten): void;
  /** Bytes in memory. */
  size(): number;
  /** How many are there. */
  count(): number;
}

const sizeOf = ({ forms }: Body): number =>
  Object.values(forms).reduce((sum, { bytes, headers }) => sum + bytes.length + HEADER * headers.length, 0);
/** Bytes that a header's name or value takes, nearly: so small a body still costs something. */
const HEADER = 32;

/**
 * Keeps bodies ready to be sent, each compressed once: with gzip before its first answer, with brotli behind it. Text by the hash of
 * itself is right for ever, so nothing here runs out; what was withdrawn is forgotten by `forget`.
 */
export function createBodies(
  store: Pick<ServedVariants, 'findServed'>,
  { budget, onError, onLookup = () => {} }: BodiesOptions,
): Bodies {
  const memory = budget > 0 ? new LRUCache<string, Body>({ maxSize: budget, sizeCalculation: sizeOf }) : undefined;
  const loads = new SharedWork<Body | 'withdrawn' | undefined>();

  async function load(hash: string, isCurrent: () => boolean): Promise<Body | 'withdrawn' | undefined> {
    const served = await store.findServed(hash);
    if (served === undefined || served === 'withdrawn') return served;
    const { chapter } = served;
    const text = bytesOf(served.text);
    const identity = readyBody(hash, text, 'identity');
    if (!memory) return { hash, chapter, forms: { identity } };
    const gzip = readyBody(hash, await gzipped(text), 'gzip');
    const body: Body = { hash, chapter, forms: { identity, gzip } };
    // Forgotten while it was on its way: who asked gets it, and no one after them.
    if (!isCurrent()) return body;
    memory.set(hash, body);
    void addBrotli(body, text).catch(onError);
    return body;
  }

  async function addBrotli(body: Body, text: Buffer): Promise<void> {
    const br = readyBody(body.hash, await brotlied(text), 'br');
    if (memory?.peek(body.hash) === body) memory.set(body.hash, { ...body, forms: { ...body.forms, br } });
  }

  const peek = (hash: string): Body | undefined => {
    const body = memory?.get(hash);
    if (body) onLookup('memory');
    return body;
  };

  return {
    peek,
    async find(hash) {
      const remembered = peek(hash);
      if (remembered) return remembered;
      const found = await loads.share(hash, (isCurrent) => load(hash, isCurrent));
      onLookup(found === undefined || found === 'withdrawn' ? 'none' : 'database');
      return found;
    },
    forget(what) {
      // What is on its way may be anything: none of it is kept.
      loads.forget();
      if (what === 'all') memory?.clear();
      else if ('hash' in what) memory?.delete(what.hash);
      else {
        const meant = [...(memory?.values() ?? [])].filter(({ chapter }) => chapter === what.chapter);
        for (const { hash } of meant) memory?.delete(hash);
      }
    },
    size: () => memory?.calculatedSize ?? 0,
    count: () => memory?.size ?? 0,
  };
}
