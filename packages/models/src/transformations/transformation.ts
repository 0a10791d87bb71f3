import type { Facet, PlanEntry, Projection, Readers, Reason } from '@attune/contract';

/** What a plan may have done to a block: `primer` is an insert of its own kind, `correct` a rewrite that puts a statement right. */
export type Action = PlanEntry['does'][number];

/** Texts by facet and value. */
export type ByValue = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One way to fit a text to a reader. Its name is the tag of the edits that it makes, and is shown to them in words. */
export interface Transformation {
  readonly name: string;
  /** The reader's answers that call for it, or nothing. `language`: BCP-47 tag, where it is not the chapter's. */
  readonly applies: (
    projection: Projection,
    facets: readonly Facet[],
    language?: string,
  ) => readonly Reason[] | undefined;
  readonly may: readonly Action[];
  /** Its part of the prompt. */
  readonly prompt: (reasons: readonly Reason[], language?: string) => string;
  /** What a plan weighs over the whole chapter; whoever writes one section is not told. */
  readonly planning?: string;
  /** What must hold of a page after it. For people: the checks hold a part of it, the second look another. */
  readonly holds: string;
  /** Answers that it leaves alone on purpose, each with why. */
  readonly neutral?: ByValue;
  /** Answers of readers who are new to something: their chapter has a running example. */
  readonly newcomers?: Readers | 'all';
  /** Everything that its prompt is made of, for the fingerprint. */
  readonly texts: readonly string[];
}

export interface Described extends Pick<
  Transformation,
  'name' | 'may' | 'planning' | 'holds' | 'neutral' | 'newcomers'
> {
  /** Said whatever called for it. */
  readonly always?: string;
  /** The answers that call for it, and what is said for each. */
  readonly values: ByValue;
  /** Answers that call for it beyond those of `values`. */
  readonly also?: (projection: Projection, facets: readonly Facet[]) => readonly Reason[];
}

export const answersOf = (projection: Projection, facet: string): readonly string[] => [projection[facet] ?? []].flat();

/** All answers of a projection, in its order. */
export const reasonsIn = (projection: Projection): Reason[] =>
  Object.keys(projection).flatMap((facet) => answersOf(projection, facet).map((value) => ({ facet, value })));

/** A transformation that certain answers call for. */
export function forAnswers({ always = '', values, also, ...rest }: Described): Transformation {
  const textFor = ({ facet, value }: Reason): string | undefined => values[facet]?.[value];
  return {
    ...rest,
    applies: (projection, facets) => {
      const reasons = reasonsIn(projection).filter((reason) => textFor(reason) !== undefined);
      const others = (also?.(projection, facets) ?? []).filter((reason) => textFor(reason) === undefined);
      return reasons.length + others.length === 0 ? undefined : [...reasons, ...others];
    },
    prompt: (reasons) => {
      const own = new Set(reasons.map((reason) => textFor(reason) ?? ''));
      return [always, ...own].filter((text) => text !== '').join(' ');
    },
    texts: [always, rest.planning ?? '', ...Object.values(values).flatMap((texts) => Object.values(texts))],
  };
}
