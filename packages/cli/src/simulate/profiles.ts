import type { Facet, Profile } from '@attune/contract';
import { SimulateError } from './simulate-error.ts';

/** How many readers give an answer, by facet and value, in any measure. A facet that is not named: all its answers alike. */
export type Mix = Readonly<Record<string, Readonly<Record<string, number>>>>;

const EXAMPLE = 'write such as {"programming_experience": {"Beginner": 6, "Intermediate": 3, "Advanced": 1}}';

/** Throws SimulateError where it is none, or names what the book does not ask. */
export function checkMix(value: unknown, facets: readonly Facet[]): Mix {
  if (!isObject(value)) throw new SimulateError('the mix of readers is no object', EXAMPLE);
  for (const [id, weights] of Object.entries(value)) {
    const facet = facets.find((candidate) => candidate.id === id);
    if (!facet)
      throw new SimulateError(`the mix names ${id}, which the book does not ask`, `it asks ${namesOf(facets)}`);
    if (!isObject(weights)) throw new SimulateError(`the mix of ${id} is no object`, EXAMPLE);
    checkWeights(facet, weights);
  }
  return value as Mix;
}

function checkWeights({ id, options }: Facet, weights: object): void {
  for (const [answer, weight] of Object.entries(weights) as [string, unknown][]) {
    if (options.every(({ value }) => value !== answer)) {
      const values = options.map(({ value }) => value).join(', ');
      throw new SimulateError(
        `the mix of ${id} has ${JSON.stringify(answer)}, which is no answer`,
        `one of: ${values}`,
      );
    }
    if (typeof weight !== 'number' || !Number.isFinite(weight) || weight < 0)
      throw new SimulateError(`the mix of ${id}: ${answer} has no weight`, 'a weight is a number from 0');
  }
  if (Object.values(weights).every((weight) => weight === 0))
    throw new SimulateError(`the mix of ${id} has no reader`, 'give at least one answer a weight above 0');
}

/** One reader's answers; of a facet with several answers one. `draw` gives a number from 0 to below 1. */
export function drawProfile(facets: readonly Facet[], mix: Mix, draw: () => number): Profile {
  return Object.fromEntries(
    facets.map(({ id, options, multiple }) => {
      const answers = options.map(({ value }) => [value, mix[id] ? (mix[id][value] ?? 0) : 1] as const);
      const answer = pick(answers, draw());
      return [id, multiple ? [answer] : answer];
    }),
  );
}

function pick(answers: readonly (readonly [string, number])[], at: number): string {
  const all = answers.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = at * all;
  const found = answers.find(([, weight]) => (rest -= weight) < 0);
  return (found ?? answers.findLast(([, weight]) => weight > 0) ?? ['', 0])[0];
}

const namesOf = (facets: readonly Facet[]): string => facets.map(({ id }) => id).join(', ');
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
