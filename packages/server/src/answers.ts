import { project, type Facet, type Profile } from '@attune/contract';
import { ApiError, type ErrorDetails } from './errors.ts';

type Answer = Profile[string];
interface Problem {
  readonly code: 'facet_unknown' | 'value_unknown';
  readonly message: string;
}

/** Enough to mend a request by; a hostile one does not get a long answer. */
const MAX_DETAILS = 20;

function problemWith(facet: Facet | undefined, answer: Answer): Problem | undefined {
  if (!facet) return { code: 'facet_unknown', message: 'is not a facet of this book' };
  const values = facet.options.map((option) => option.value);
  const expected = `${facet.multiple ? 'a list of some of' : 'one of'}: ${values.join(', ')}`;
  const isRightKind = facet.multiple === Array.isArray(answer);
  const isDeclared = [answer].flat().every((value) => values.includes(value));
  return isRightKind && isDeclared ? undefined : { code: 'value_unknown', message: `must be ${expected}` };
}

/**
 * The answers, when each is one that the book asks for; else the refusal that names every wrong one. Answers of several
 * values come back in declared order without repeats; an empty list is no answer.
 */
export function checkAnswers(facets: readonly Facet[], profile: Profile): Profile {
  const details: ErrorDetails = [];
  let code: Problem['code'] | undefined;
  for (const [id, answer] of Object.entries(profile)) {
    const problem = problemWith(
      facets.find((facet) => facet.id === id),
      answer,
    );
    if (!problem) continue;
    code ??= problem.code;
    if (details.length < MAX_DETAILS) details.push({ path: `profile.${id}`, message: problem.message });
  }
  if (code) throw new ApiError(code, { details });
  return standingAnswers(facets, profile);
}

/** Those of a reader's stored answers that the book still asks for; it may have changed since. */
export function standingAnswers(facets: readonly Facet[], profile: Profile): Profile {
  const standing = facets.filter((facet) => {
    const answer = Object.hasOwn(profile, facet.id) ? profile[facet.id] : undefined;
    return answer !== undefined && answer.length > 0 && !problemWith(facet, answer);
  });
  return project(standing, profile);
}
