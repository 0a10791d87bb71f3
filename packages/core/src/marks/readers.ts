import type { Facet, Projection, Readers, Reason } from '@attune/contract';

/** What is wrong with a facet or a value that an author named. */
export interface ReadersProblem {
  readonly rule: 'facet-unknown' | 'value-unknown';
  readonly facet: string;
  readonly message: string;
  readonly remedy: string;
}

/** Checks that every facet and value is declared. */
export function checkReaders(readers: Readers, facets: readonly Facet[]): ReadersProblem[] {
  return Object.entries(readers).flatMap(([id, values]): ReadersProblem[] => {
    const facet = facets.find((candidate) => candidate.id === id);
    if (!facet) {
      const known = facets.map((candidate) => candidate.id).join(', ');
      const message = `this book has no facet "${id}"`;
      return [{ rule: 'facet-unknown', facet: id, message, remedy: `use one of: ${known}` }];
    }
    const known = facet.options.map((option) => option.value);
    return values
      .filter((value) => !known.includes(value))
      .map((value) => ({
        rule: 'value-unknown' as const,
        facet: id,
        message: `"${value}" is not a value of ${id}`,
        remedy: `use one of: ${known.join(', ')} (several are separated by commas)`,
      }));
  });
}

/** `{a="x, y" b="z"}` of a directive as readers. */
export function readersFromAttributes(attributes: Readonly<Record<string, string>>): Readers {
  const split = (values: string): string[] =>
    values
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
  return Object.fromEntries(Object.entries(attributes).map(([facet, values]) => [facet, split(values)]));
}

const answersOf = (projection: Projection, facet: string): readonly string[] => {
  const answer = projection[facet];
  return answer === undefined ? [] : Array.isArray(answer) ? answer : [answer];
};

const matching = (readers: Readers, projection: Projection): Reason[] =>
  Object.entries(readers).flatMap(([facet, values]) =>
    answersOf(projection, facet)
      .filter((answer) => values.includes(answer))
      .map((value) => ({ facet, value })),
  );

/** Whether every facet holds; the reader's answers that make it so, or nothing. */
export function matchAll(readers: Readers, projection: Projection): Reason[] | undefined {
  const reasons = matching(readers, projection);
  const facets = new Set(reasons.map((reason) => reason.facet));
  return Object.keys(readers).every((facet) => facets.has(facet)) ? reasons : undefined;
}

/** Whether any facet holds; the reader's answers that make it so, or nothing. */
export function matchAny(readers: Readers, projection: Projection): Reason[] | undefined {
  const reasons = matching(readers, projection);
  return reasons.length > 0 ? reasons : undefined;
}

/** The reader's answers to the facets that do not hold: why a passage that needs others is not for them. */
export function answersAgainst(readers: Readers, projection: Projection): Reason[] {
  const missed = Object.entries(readers).filter(([facet, values]) => !matchAll({ [facet]: values }, projection));
  return missed.flatMap(([facet]) => answersOf(projection, facet).map((value) => ({ facet, value })));
}
