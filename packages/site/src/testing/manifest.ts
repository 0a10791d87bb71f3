import { BookSettings, type Manifest, Syntax } from '@attune/contract';

/** What a build would say of these chapters, by id the path of their files. */
export function manifestOf(chapters: Readonly<Record<string, string>>, changes: Partial<Manifest> = {}): Manifest {
  const { facets, folds, glossary, primers, rewriting, adaptations } = BookSettings.parse({});
  const entry = ([id, source]: [string, string]): Manifest['chapters'][number] => {
    return { id, title: id, permalink: `/${id}`, source, revision: 'as built', facets: [], blocks: [] };
  };
  const settings = { facets, folds, glossary, primers, rewriting, adaptations };
  return {
    attune: 1,
    baseUrl: '/',
    syntax: Syntax.parse({}),
    settings,
    chapters: Object.entries(chapters).map(entry),
    ...changes,
  };
}
