import type { Store } from '@attune/store';
import { median, round } from '../statistics.ts';
import { randomKey } from './fill.ts';

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The middle of so many runs, in milliseconds. */
export async function medianOf(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await milliseconds(work));
  return round(median(times), 1);
}

/** The time that so many parts in a hundred are not above. */
export const percentile = (times: readonly number[], percent: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil((percent / 100) * times.length) - 1] ?? Number.NaN;

export interface Lookups {
  readonly p50: number;
  readonly p99: number;
}

export const summary = (times: readonly number[]): Lookups => ({
  p50: round(percentile(times, 50), 3),
  p99: round(percentile(times, 99), 3),
});

/** One lookup after the other until `until` is settled. */
export async function lookUpWhile(store: Store, entries: number, until: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const state = { over: false };
  const end = (): void => void (state.over = true);
  until.then(end, end);
  while (!state.over) times.push(await milliseconds(() => store.variants.findVariant(randomKey(entries))));
  return times;
}
