import { sendFeedback } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { authenticate } from '../authenticate.ts';
import { findChapter } from '../find-chapter.ts';

/** What readers think of edits, with their names where they have one. */
export function addFeedback(app: App, { feedback, identity, library }: AppParts): void {
  app.openapi(sendFeedback, async (c) => {
    const said = c.req.valid('json');
    const authorization = c.req.header('authorization');
    const reader = authorization === undefined ? null : (await authenticate(authorization, identity)).id;
    findChapter(library, said.chapter);
    return c.json({ kept: await feedback.add(reader, said) }, 200);
  });
}
