import type { PersonalizedChapter } from '@attune/contract/routes';
import type { Page } from 'playwright-core';

/** Lets a page have the service's chapter, changed. */
export async function changeChapter(
  page: Page,
  change: (chapter: PersonalizedChapter) => PersonalizedChapter,
): Promise<void> {
  // As if it had not been made before: then it comes as events.
  await page.route('**/v1/chapters/**/*.json', (route) => route.fulfill({ status: 404, body: '' }));
  await page.route('**/v1/personalize', async (route) => {
    const response = await route.fetch();
    const [, last = ''] = (await response.text()).match(/event: end\ndata: (.*)\n/) ?? [];
    const { chapter } = JSON.parse(last) as { chapter: PersonalizedChapter };
    const event = JSON.stringify({ type: 'end', chapter: change(chapter) });
    await route.fulfill({ contentType: 'text/event-stream', body: `event: end\ndata: ${event}\n\n` });
  });
}
