import { getChapter, listChapters, listFacets } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { ApiError } from '../errors.ts';
import { findChapter } from '../find-chapter.ts';

export function addBook(app: App, { library }: AppParts): void {
  app.openapi(listFacets, (c) => c.json({ facets: [...library.book().facets] }, 200));

  app.openapi(listChapters, (c) => c.json({ chapters: [...library.chapters()] }, 200));

  app.openapi(getChapter, (c) => {
    const { id } = findChapter(library, c.req.valid('param').id);
    const summary = library.chapters().find((chapter) => chapter.id === id);
    if (!summary) throw new ApiError('chapter_unknown');
    return c.json(summary, 200);
  });
}
