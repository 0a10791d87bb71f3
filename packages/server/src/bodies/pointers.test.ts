import { expect, test } from 'vitest';
import type { VariantPointer } from '../ports.ts';
import { createPointers } from './pointers.ts';

const ADDRESS = { chapter: 'a', revision: 'r', profileHash: 'p' };
const BOOK = { fingerprint: 'f' };
const pointer = (variant: string): VariantPointer => ({ variant, tags: [] });

test.each([['all' as const], [{ chapter: 'a' }], [{ hash: 'old' }]])(
  'what was on its way when %j was to be forgotten is given to who asked, and not remembered',
  async (what) => {
    const ways: ((found: VariantPointer) => void)[] = [];
    const pointers = createPointers({ findPointer: () => new Promise((resolve) => ways.push(resolve)) });
    const first = pointers.find(ADDRESS, BOOK, true);
    pointers.forget(what);
    ways[0]?.(pointer('old'));
    expect((await first)?.variant).toBe('old');
    const second = pointers.find(ADDRESS, BOOK, true);
    ways[1]?.(pointer('new'));
    expect((await second)?.variant).toBe('new');
    expect((await pointers.find(ADDRESS, BOOK, true))?.variant).toBe('new');
    expect(ways).toHaveLength(2);
  },
);
