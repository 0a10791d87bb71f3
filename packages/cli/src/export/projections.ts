import { type Facet, type Projection, project } from '@attune/contract';
import type { Book, Chapter } from '@attune/core';
import { checkProfiles } from '../warm/pages.ts';

/** A chapter for one kind of reader. */
export interface ExportedPage {
  readonly chapter: Chapter;
  readonly projection: Projection;
}

/** The pages of readers with these answers; those for whom a chapter is the same have one. */
export function pagesFor(chapters: readonly Chapter[], profiles: unknown, book: Book): ExportedPage[] {
  const checked = checkProfiles(profiles, book);
  return chapters.flatMap((chapter) => {
    const projections = checked.map((profile) => project(book.facets, profile, chapter.facets));
    const different = new Map(projections.map((projection) => [JSON.stringify(projection), projection]));
    return [...different.values()].map((projection) => ({ chapter, projection }));
  });
}

/** How many pages all answers that matter to these chapters give; of a facet of several answers each set of them counts. */
export const countAll = (chapters: readonly Chapter[], { facets }: Book): number =>
  chapters.reduce((sum, chapter) => sum + facetsOf(chapter, facets).reduce((all, facet) => all * countOf(facet), 1), 0);

const countOf = ({ multiple, options }: Facet): number => (multiple ? 2 ** options.length - 1 : options.length);

const facetsOf = (chapter: Chapter, facets: readonly Facet[]): Facet[] =>
  facets.filter(({ id }) => chapter.facets.includes(id));

/** The pages of all answers that matter. As many as `countAll` says: count first. */
export function allPages(chapters: readonly Chapter[], { facets }: Book): ExportedPage[] {
  return chapters.flatMap((chapter) => {
    const matters = facetsOf(chapter, facets);
    const profiles = matters.reduce<Projection[]>(
      (all, facet) => all.flatMap((one) => answersTo(facet).map((answer) => ({ ...one, [facet.id]: answer }))),
      [{}],
    );
    return profiles.map((profile) => ({ chapter, projection: project(matters, profile) }));
  });
}

function answersTo({ multiple, options }: Facet): Projection[string][] {
  const values = options.map(({ value }) => value);
  if (!multiple) return values;
  const sets = values.reduce<string[][]>((all, value) => [...all, ...all.map((set) => [...set, value])], [[]]);
  return sets.filter((set) => set.length > 0);
}
