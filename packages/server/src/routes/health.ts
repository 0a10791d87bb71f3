import { getHealth } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';

export function addHealth(app: App, { health, library, personalizing }: AppParts): void {
  app.openapi(getHealth, async (c) => {
    const { database, migrations } = await health();
    const chapters = library.chapters();
    const unreadable = chapters.filter((chapter) => !chapter.readable).length;
    const report = {
      database,
      migrations,
      model: personalizing.model(),
      chapters: { total: chapters.length, unreadable },
    };
    // A chapter that cannot be parsed is the author's to mend and stops nothing else.
    if (database === 'ok' && migrations === 'current') return c.json({ status: 'ok' as const, ...report }, 200);
    return c.json({ status: 'unavailable' as const, ...report }, 503);
  });
}
