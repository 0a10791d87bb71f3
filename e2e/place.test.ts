import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, launchBrowser, openDetails, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const exercises = (page: Page) => page.getByRole('heading', { name: 'Exercises' });
const topOf = (page: Page): Promise<number> =>
  exercises(page).evaluate((element) => element.getBoundingClientRect().top);
const scrollTo = (page: Page, top: number): Promise<void> =>
  exercises(page).evaluate(
    (element, wanted) => window.scrollBy({ top: element.getBoundingClientRect().top - wanted, behavior: 'instant' }),
    top,
  );
/** Pictures and diagrams are there, which take their room as they come. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.locator('.docusaurus-mermaid-container svg').first().waitFor();
};
/** The service answers, but late: the page is read in the meantime. */
const answerLate = async (page: Page): Promise<void> => {
  await page.route(/\/v1\/(?:personalize|chapters\/.+\.json)$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
};

describe('what is being read stays where it is', () => {
  it('when a version arrives that had to be fetched', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await answerLate(page);
    await page.goto(`${product.url}/kinematics`);
    await settled(page);
    await scrollTo(page, 200);
    await page.getByRole('tab', { name: 'Personalized' }).evaluate((tab: HTMLElement) => tab.click());
    await page.locator('.attune-reader').waitFor({ state: 'attached' });
    expect(Math.abs((await topOf(page)) - 200)).toBeLessThanOrEqual(1);
    await context.close();
  });

  it('when the address names a place in the page', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await answerLate(page);
    await page.goto(`${product.url}/kinematics#exercises`);
    await page.locator('.attune-tabs').waitFor();
    await page.waitForTimeout(300);
    const before = await topOf(page);
    expect(before).toBeLessThan(850);
    await page.locator('.attune-reader').waitFor({ state: 'attached' });
    expect(Math.abs((await topOf(page)) - before)).toBeLessThanOrEqual(1);
    await context.close();
  });

  it('after a reload', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${product.url}/kinematics`);
    await page.locator('.attune-reader').waitFor();
    await scrollTo(page, 200);
    await page.reload();
    await page.locator('.attune-reader').waitFor({ state: 'attached' });
    await expect.poll(() => topOf(page)).toBeGreaterThan(150);
    expect(Math.abs((await topOf(page)) - 200)).toBeLessThanOrEqual(60);
    await context.close();
  });

  it('and a link to a substitute shows its label below the navbar', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${product.url}/jetson`);
    await openDetails(page);
    await page.locator('.attune-replacements a').first().click();
    await page.waitForTimeout(400);
    const [label, navbar] = await page.evaluate(() => [
      document.querySelector('.attune-passage--instead')?.getBoundingClientRect().top ?? 0,
      document.querySelector('.navbar')?.getBoundingClientRect().bottom ?? 0,
    ]);
    expect(label).toBeGreaterThanOrEqual(navbar);
    await context.close();
  });
});

it('no chapter scrolls sideways on a phone, in either view', async () => {
  const { chapters } = (await (await fetch(`${product.url}/v1/chapters`)).json()) as {
    chapters: { permalink: string }[];
  };
  for (const view of ['original', 'personalized'] as const) {
    const { page, context } = await visit(browser, { answers: BEGINNER, view, width: 375, height: 800 });
    for (const { permalink } of chapters) {
      await page.goto(product.url + permalink);
      await page.locator(view === 'original' ? '.attune-tabs' : '.attune-reader').waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([permalink, view, overflow]).toEqual([permalink, view, 0]);
    }
    await context.close();
  }
}, 120_000);
