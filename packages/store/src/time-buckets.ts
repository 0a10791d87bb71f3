/**
 * A histogram of times whose percentiles are within `ACCURACY` of the true ones however many days are added up: each range ends `GROWTH` times
 * later than the one before (Masson, Rim and Lee, DDSketch, VLDB 2019). An hour takes 756 ranges; a day that was lived through, some dozens.
 */
const ACCURACY = 0.01;
/** Where one range ends, as a multiple of where it begins. */
export const GROWTH = (1 + ACCURACY) / (1 - ACCURACY);

/** Milliseconds that stand for a range: no further from any time in it than `ACCURACY` of that time. -1 is of what took no millisecond. */
export const timeOf = (bucket: number): number => (bucket < 0 ? 0 : (2 * GROWTH ** bucket) / (GROWTH + 1));
