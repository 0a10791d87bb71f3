import { createContext, type ReactNode } from 'react';

/** What the leaves of a block show instead of the author's words. */
export interface ShownLeaves {
  readonly leaves: readonly (readonly ReactNode[])[];
  /** The language they are in, where it is another. */
  readonly written?: { readonly lang: string; readonly dir: 'ltr' | 'rtl' };
  /** The block's element says so; else each leaf has to, because the block holds more than these words. */
  readonly isSaid: boolean;
}

/** From a block to its leaves; undefined: the author's words. */
export const BlockLeaves = createContext<ShownLeaves | undefined>(undefined);
