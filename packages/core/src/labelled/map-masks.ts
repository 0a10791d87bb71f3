import { markOf } from '../parse/mask-text.ts';
import type { Block, Chapter, Leaf, Mask } from '../types.ts';

interface BlockOf {
  readonly chapter: Chapter;
  readonly block: Block;
}

/** What a mask stands for, whatever its number: code, or a link with its target. */
interface Kept {
  readonly number: number;
  readonly leaf: number;
  readonly key: string;
}

/**
 * The prose of a translated block, a text a leaf, with the marks of the source's block: what is kept has the number that it has there, in
 * whatever order. What the source has not, or not so often, stays as it is written.
 */
export function rewrittenTexts(source: BlockOf, translation: BlockOf, language: string): string[] {
  const numbers = numbersOf(keptIn(source, language), keptIn(translation, language));
  return translation.block.leaves.map((leaf) => {
    const { source: text } = translation.chapter;
    let written = '';
    let last = leaf.start;
    for (const mask of leaf.masks) {
      const number = numbers.get(mask.number);
      const shown = number === undefined ? text.slice(mask.start, mask.end) : markOf({ kind: mask.kind, number });
      written += text.slice(last, mask.start) + shown;
      last = mask.end;
    }
    return written + text.slice(last, leaf.end);
  });
}

/** By number in the translation: number in the source. First what stays in its leaf, then what another leaf took. */
function numbersOf(source: readonly Kept[], translation: readonly Kept[]): ReadonlyMap<number, number> {
  const left = new Set(source);
  const numbers = new Map<number, number>();
  const take = (isHere: (a: Kept, b: Kept) => boolean): void => {
    for (const own of translation) {
      if (numbers.has(own.number)) continue;
      const found = [...left].find((kept) => kept.key === own.key && isHere(kept, own));
      if (!found) continue;
      left.delete(found);
      numbers.set(own.number, found.number);
    }
  };
  take((a, b) => a.leaf === b.leaf);
  take(() => true);
  return numbers;
}

function keptIn({ chapter, block }: BlockOf, language: string): Kept[] {
  return block.leaves.flatMap((leaf, index) =>
    leaf.masks
      .filter(({ kind }) => kind !== 'close')
      .map((mask) => ({ number: mask.number, leaf: index, key: keyOf(chapter, leaf, mask, language) })),
  );
}

function keyOf({ source, path }: Chapter, leaf: Leaf, mask: Mask, language: string): string {
  const close = leaf.masks.find(({ kind, number }) => kind === 'close' && number === mask.number);
  const written = source.slice(mask.start, mask.end).replace(/\s+/g, ' ');
  const target = close ? source.slice(close.start, close.end) : written.match(/^!\[[^]*(\]\([^]*)$/)?.[1];
  if (target === undefined) return written;
  const address = target.match(/^\]\(\s*<?([^\s>)]*)/)?.[1];
  return `${mask.kind} ${address === undefined ? target : placeOf(address, path, language)}`;
}

/** A relative address as a path in the repository. A language's own copy of a page stands for the page. */
function placeOf(address: string, from: string, language: string): string {
  if (/^(?:[a-z]+:|\/|#)/i.test(address)) return address;
  const [path = '', ...anchor] = address.split('#');
  const places = from
    .replace(/^source-at-translation\//, '')
    .split('/')
    .slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') places.pop();
    else if (step !== '.') places.push(step);
  }
  const place = `/${places.join('/')}`;
  const page = place.replace(`/docs/i18n/${language}/`, '/docs/').replace(`/translations/${language}/`, '/');
  return [page, ...anchor].join('#');
}
