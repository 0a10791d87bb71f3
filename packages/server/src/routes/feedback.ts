import { sendFeedback } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { authenticateIfSent } from '../authenticate.ts';
import { findChapter } from '../find-chapter.ts';

/** What readers think of edits, with their names where they have one. */
export function addFeedback(app: App, { feedback, identity, library }: AppParts): void {
  app.openapi(sendFeedback, async (c) => {
    const said = c.req.valid('json');
    const reader = await authenticateIfSent(c, identity);
    findChapter(library, said.chapter);
    return c.json({ kept: await feedback.add(reader?.id ?? null, said) }, 200);
  });
}
