import type { Facet, Projection, Reason } from '@attune/contract';
import { answersOf } from './transformation.ts';

type Level = 'novice' | 'middle' | 'expert';

const NOVICE = /^(?:none|no|beginner|novice|newcomer)$/i;
const EXPERT = /^(?:advanced|expert)$/i;

/** What an answer to the level facet says: by its name, else by its place, for the options stand from lowest to highest. */
function levelOf({ options }: Pick<Facet, 'options'>, value: string): Level {
  if (NOVICE.test(value)) return 'novice';
  if (EXPERT.test(value)) return 'expert';
  const isNamed = options.some((option) => NOVICE.test(option.value) || EXPERT.test(option.value));
  const place = options.findIndex((option) => option.value === value);
  if (isNamed || place < 0) return 'middle';
  if (place === 0) return 'novice';
  return place === options.length - 1 ? 'expert' : 'middle';
}

/** The reader's level, where it is this one. */
export function atLevel(level: Level): (projection: Projection, facets: readonly Facet[]) => Reason[] {
  return (projection, facets) =>
    facets
      .filter(({ axis }) => axis === 'level')
      .flatMap((facet) =>
        answersOf(projection, facet.id)
          .filter((value) => levelOf(facet, value) === level)
          .map((value) => ({ facet: facet.id, value })),
      );
}
