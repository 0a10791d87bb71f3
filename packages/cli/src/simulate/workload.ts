import { canonicalJson, type Facet, type Profile } from '@attune/contract';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { drawProfile, type Mix } from './profiles.ts';

/** What happens, whatever it costs. */
export interface WorkloadOptions {
  readonly readers: number;
  readonly chapters: number;
  readonly days: number;
  readonly readsPerDay: number;
  readonly editsPerDay: number;
  /** The same seed, the same readers, edits and reads. */
  readonly seed: number;
  readonly mix?: Mix;
}

export interface Reader {
  readonly number: number;
  readonly profile: Profile;
  /** The same for all readers of the same answers. */
  readonly profileName: string;
}

export interface Read {
  readonly reader: Reader;
  /** Position of the chapter. */
  readonly chapter: number;
  /** Seconds since the first day began. */
  readonly at: number;
}

export interface Day {
  /** Made before its first read; `place` from 0 to below 1 of the chapter's paragraphs. */
  readonly edits: readonly { readonly chapter: number; readonly place: number }[];
  /** By time. */
  readonly reads: readonly Read[];
}

const DAY = 86_400;

/** The days of a simulation, one after the other. Who reads what when, and what is edited, is drawn evenly. */
export function* workload(options: WorkloadOptions, facets: readonly Facet[]): Generator<Day> {
  const random = xoroshiro128plus(options.seed);
  const draw = (): number => uniformFloat64(random);
  const whole = (below: number): number => uniformInt(random, 0, below - 1);
  const readers = Array.from({ length: options.readers }, (_, number): Reader => {
    const profile = drawProfile(facets, options.mix ?? {}, draw);
    return { number, profile, profileName: canonicalJson(profile) };
  });
  for (let day = 0; day < options.days; day += 1) {
    const edits = Array.from({ length: options.editsPerDay }, () => ({
      chapter: whole(options.chapters),
      place: draw(),
    }));
    const reads = Array.from({ length: options.readsPerDay }, () => ({
      reader: readers[whole(options.readers)] as Reader,
      chapter: whole(options.chapters),
      at: (day + draw()) * DAY,
    }));
    yield { edits, reads: reads.sort((a, b) => a.at - b.at) };
  }
}
