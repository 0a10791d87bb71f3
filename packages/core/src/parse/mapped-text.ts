/**
 * A text together with where each of its characters came from. `origin[i]` is the offset in the first text of the
 * character now at `i`; without `origin` nothing has moved yet. Offsets are UTF-16 code units and never decrease.
 */
export interface MappedText {
  readonly text: string;
  readonly origin?: Uint32Array;
}

/** Replaces the half-open range `start`-`end` by `insert`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** Applies replacements, given in order and not overlapping. What is inserted comes from where its range begins. */
export function replaceRanges(mapped: MappedText, replacements: readonly Replacement[]): MappedText {
  if (replacements.length === 0) return mapped;
  const pieces: string[] = [];
  const origin: number[] = [];
  let last = 0;
  const keep = (end: number): void => {
    pieces.push(mapped.text.slice(last, end));
    for (let at = last; at < end; at++) origin.push(originOf(mapped, at));
  };
  for (const { start, end, insert } of replacements) {
    keep(start);
    pieces.push(insert);
    for (let at = 0; at < insert.length; at++) origin.push(originOf(mapped, start));
    last = end;
  }
  keep(mapped.text.length);
  origin.push(originOf(mapped, mapped.text.length));
  return { text: pieces.join(''), origin: Uint32Array.from(origin) };
}

/** Where in the first text a range that ends at `offset` ended: what was taken away right behind it is no part of it. */
export function endOriginOf(mapped: MappedText, offset: number): number {
  return offset === 0 ? 0 : Math.min(originOf(mapped, offset), originOf(mapped, offset - 1) + 1);
}

/** Where in the first text the character at `offset` (or the end) came from. */
export function originOf(mapped: MappedText, offset: number): number {
  return mapped.origin?.[offset] ?? offset;
}
