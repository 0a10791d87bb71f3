/** The longest sequence that two lists have in common, as pairs of their members. */
export function longestCommon<T>(
  own: readonly T[],
  other: readonly T[],
  isSame: (a: T, b: T) => boolean,
): [a: T, b: T][] {
  // lengths[i][j]: of what own from i on and other from j on have in common.
  const lengths = Array.from({ length: own.length + 1 }, () => Array<number>(other.length + 1).fill(0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = own.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--) {
      const best = isSame(own[i] as T, other[j] as T) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      (lengths[i] as number[])[j] = best;
    }
  const pairs: [T, T][] = [];
  for (let i = 0, j = 0; i < own.length && j < other.length;) {
    if (isSame(own[i] as T, other[j] as T)) pairs.push([own[i++] as T, other[j++] as T]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
