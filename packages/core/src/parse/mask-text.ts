import type { Leaf, Mask } from '../types.ts';

/** A leaf's text as a model sees it, and what each mark stands for. */
export interface MaskedText {
  readonly text: string;
  /** By mark, e.g. `⟦1⟧`, `⟦/2⟧`. */
  readonly originals: ReadonlyMap<string, string>;
}

export const markOf = ({ kind, number }: Pick<Mask, 'kind' | 'number'>): string =>
  kind === 'close' ? `⟦/${number}⟧` : `⟦${number}⟧`;

/** Replaces what must stay by `⟦n⟧`. A text that has such brackets itself keeps them, by marks `⟦=n⟧` of their own. */
export function maskLeaf(source: string, leaf: Leaf): MaskedText {
  const originals = new Map<string, string>();
  let literals = 0;
  const keepBrackets = (text: string): string =>
    text.replace(/[⟦⟧]/g, (bracket) => {
      const mark = `⟦=${++literals}⟧`;
      originals.set(mark, bracket);
      return mark;
    });
  let text = '';
  let last = leaf.start;
  for (const mask of leaf.masks) {
    text += keepBrackets(source.slice(last, mask.start));
    text += markOf(mask);
    originals.set(markOf(mask), source.slice(mask.start, mask.end));
    last = mask.end;
  }
  return { text: text + keepBrackets(source.slice(last, leaf.end)), originals };
}

/** Puts back what the marks stand for. By a function, so that `$&` in code stays as it is. Unknown marks stay. */
export function unmask(text: string, originals: MaskedText['originals']): string {
  return text.replace(/⟦[=/]?\d+⟧/g, (mark) => originals.get(mark) ?? mark);
}
