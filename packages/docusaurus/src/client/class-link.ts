import type { Facet, Profile } from '@attune/contract';

// Answers in an address: `?reader=hardware_availability:None;learning_goals:hobby,teaching`. Each value is percent-encoded once more, so
// that it may hold any of the separators.

/** Answers as they stand in an address. */
export function writeAnswers(profile: Profile): string {
  return Object.entries(profile)
    .map(([facet, answer]) => `${facet}:${[answer].flat().map(encodeURIComponent).join(',')}`)
    .join(';');
}

/** The answers of an address, as far as the book asks for them: whoever wrote it may have written anything. */
export function readAnswers(text: string, facets: readonly Facet[]): Profile {
  const given = new Map(text.split(';').map((part) => [part.split(':')[0], part.slice(part.indexOf(':') + 1)]));
  const answers = facets.flatMap((facet): [string, string | string[]][] => {
    const values = (given.get(facet.id) ?? '').split(',').map(decode);
    const declared = facet.options.map(({ value }) => value).filter((value) => values.includes(value));
    if (declared.length === 0) return [];
    return [[facet.id, facet.multiple ? declared : (declared[0] as string)]];
  });
  return Object.fromEntries(answers);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
