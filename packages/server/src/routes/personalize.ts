import type { Profile } from '@attune/contract';
import { clearCache, personalize as personalizeRoute } from '@attune/contract/routes';
import { checkAnswers } from '../answers.ts';
import type { App, AppParts } from '../app-types.ts';
import { authenticate } from '../authenticate.ts';
import { findChapter, findRevision } from '../find-chapter.ts';

export function addPersonalize(app: App, parts: AppParts): void {
  const { identity, library, preferences, references, variants, log, personalize } = parts;

  /** Who asks and with what answers: nobody in particular with those of the page, or a proven reader with the stored ones. */
  async function readerOf(authorization: string | undefined, profile: Profile | undefined) {
    if (profile) return { id: null, profile: checkAnswers(library.book().facets, profile) };
    const { id } = await authenticate(authorization, identity);
    return { id, profile: (await preferences.find(id))?.profile ?? {} };
  }

  app.openapi(personalizeRoute, async (c) => {
    const started = performance.now();
    const { chapter: id, revision, profile } = c.req.valid('json');
    const reader = await readerOf(c.req.header('authorization'), profile);
    const { chapter, current } = await findRevision(parts, id, revision);
    const request = { chapter, profile: reader.profile, book: library.book() };
    const { variant, key, cached } = await personalize(request, { store: variants });
    if (reader.id !== null) {
      await references.touch({ userId: reader.id, chapter: id, profileHash: variant.profileHash, variantKey: key });
    }
    log.append({
      userId: reader.id,
      chapterId: id,
      transformationType: variant.tags.join(',') || 'none',
      responseTimeMs: performance.now() - started,
      cached,
      llmProvider: null,
    });
    return c.json({ ...variant, current, cached }, 200);
  });

  app.openapi(clearCache, async (c) => {
    const reader = await authenticate(c.req.header('authorization'), identity);
    const { chapter } = c.req.valid('query');
    if (chapter !== undefined) findChapter(library, chapter);
    return c.json({ cleared: await references.clear(reader.id, chapter) }, 200);
  });
}
