import { getHealth, getLiveness } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import type { Health } from '../ports.ts';

/** How long what the database said is good, in milliseconds. */
const GOOD_FOR = 1_000;

export function addHealth(app: App, { health, library, personalizing }: AppParts): void {
  const look = remembering(health);

  app.openapi(getLiveness, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(getHealth, async (c) => {
    const { database, migrations } = await look();
    const chapters = library.chapters();
    const unreadable = chapters.filter((chapter) => !chapter.readable).length;
    const report = {
      database,
      migrations,
      model: personalizing.model(),
      chapters: { total: chapters.length, unreadable },
    };
    // A chapter that cannot be parsed is the author's to mend and stops nothing else; nor does a model that fails.
    if (database === 'ok' && migrations === 'current') return c.json({ status: 'ok' as const, ...report }, 200);
    return c.json({ status: 'unavailable' as const, ...report }, 503);
  });
}

/** Looks once a second at most, for all who ask: probes come from many sides, and anybody may. */
function remembering(health: Health): Health {
  let latest: ReturnType<Health> | undefined;
  return () => {
    if (latest) return latest;
    latest = health();
    void latest.then(() => setTimeout(() => (latest = undefined), GOOD_FOR).unref());
    return latest;
  };
}
