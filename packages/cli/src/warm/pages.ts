import { type Profile, project } from '@attune/contract';
import { type Book, type Chapter, openPage, type Page } from '@attune/core';

/** What a command was asked for that the book does not have; the message says what it has. */
export class WarmError extends Error {
  override readonly name = 'WarmError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Chapters by id, or by the end of it (`kinematics`); all where none is named. */
export function chooseChapters(all: ReadonlyMap<string, Chapter>, names: readonly string[] | undefined): Chapter[] {
  const readable = [...all.values()].filter(({ readable: isReadable }) => isReadable);
  if (names === undefined) return readable;
  return names.map((name) => {
    const found = readable.filter(({ id }) => id === name || id.endsWith(`/${name}`));
    if (found.length === 1) return found[0] as Chapter;
    const ids = (found.length === 0 ? readable : found).map(({ id }) => id).join(', ');
    throw new WarmError(`${found.length === 0 ? 'no' : 'more than one'} chapter is called ${name}`, `one of: ${ids}`);
  });
}

/** Profiles as a file has them: a list of answers by facet; of each the values must be the book's. */
export function checkProfiles(value: unknown, { facets }: Book): Profile[] {
  const remedy = 'write a list such as [{"programming_experience": "Beginner"}]; attune serve answers GET /v1/facets';
  if (!Array.isArray(value) || value.length === 0) throw new WarmError('the profiles are no list', remedy);
  return value.map((profile: unknown, index) => {
    const where = `profile ${index + 1}`;
    if (typeof profile !== 'object' || profile === null) throw new WarmError(`${where} is no object`, remedy);
    for (const [id, answer] of Object.entries(profile) as [string, unknown][]) {
      const values = facets.find((facet) => facet.id === id)?.options.map((option) => option.value);
      if (!values)
        throw new WarmError(`${where}: the book does not ask ${id}`, `it asks ${facets.map((f) => f.id).join(', ')}`);
      const wrong = [answer].flat().find((one: unknown) => !values.includes(one as string));
      if (wrong !== undefined)
        throw new WarmError(`${where}: ${id} cannot be ${JSON.stringify(wrong)}`, `one of: ${values.join(', ')}`);
    }
    return profile as Profile;
  });
}

/** The pages of chapters for profiles; readers for whom a chapter is the same have one. */
export function pagesOf(chapters: readonly Chapter[], profiles: readonly Profile[], book: Book): Page[] {
  const pages = chapters.flatMap((chapter) =>
    profiles.map((profile) => openPage(chapter, project(book.facets, profile, chapter.facets), book)),
  );
  const seen = new Set<string>();
  return pages.filter(({ chapter, projection }) => {
    const name = JSON.stringify([chapter.id, projection]);
    return !seen.has(name) && seen.add(name);
  });
}
