import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, launchBrowser, openPersonalized, URDU, visit } from './support/browser.ts';
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

const PHONE = { width: 390, height: 844, touch: true };
const isChosen = async (page: Page, name: string): Promise<void> =>
  page.getByRole('tab', { name, selected: true }).waitFor();

describe('an address that names a view', () => {
  it('opens that one, whatever was chosen before, and it is remembered', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await page.goto(`${product.url}/sensors?view=personalized#exercises`);
    await page.locator('.attune-reader').waitFor({ state: 'attached' });
    await isChosen(page, 'Personalized');
    await page.goto(`${product.url}/control`);
    await isChosen(page, 'Personalized');
    await page.goto(`${product.url}/sensors?view=original`);
    await isChosen(page, 'Original');
    expect(await page.locator('.attune-reader').count()).toBe(0);
    await context.close();
  });

  it('names the one that is chosen afterwards, and back leads to the page before', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await page.goto(`${product.url}/control`);
    await page.goto(`${product.url}/sensors?view=personalized`);
    await page.locator('.attune-reader').waitFor();
    await page.getByRole('tab', { name: 'Original' }).click();
    expect(new URL(page.url()).search).toBe('?view=original');
    await page.reload();
    await isChosen(page, 'Original');
    await page.goBack();
    expect(new URL(page.url()).pathname).toMatch(/^\/control/);
    await context.close();
  });

  it('with anything else in it changes nothing', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${product.url}/sensors?view=%3Cscript%3E&variant=..&reader=%E0%A4%A`);
    await page.locator('.attune-reader').waitFor();
    await isChosen(page, 'Personalized');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('invites who has not answered yet, and shows the author’s page meanwhile', async () => {
    const { page, context } = await visit(browser);
    await page.goto(`${product.url}/sensors?view=personalized`);
    await page.getByText('This book can adapt to you').waitFor();
    await isChosen(page, 'Personalized');
    await context.close();
  });
});

describe('two tabs of a browser', () => {
  it('share the view and the answers, and what is being read in the other stays where it is', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await page.goto(`${product.url}/control`);
    const other = await context.newPage();
    await other.goto(`${product.url}/kinematics`);
    const heading = other.getByRole('heading', { name: 'Exercises' });
    await other.waitForLoadState('networkidle');
    await other.locator('.docusaurus-mermaid-container svg').first().waitFor();
    await heading.evaluate((one) =>
      window.scrollBy({ top: one.getBoundingClientRect().top - 210, behavior: 'instant' }),
    );
    await page.bringToFront();
    await page.getByRole('tab', { name: 'Personalized' }).click();
    await other.locator('.attune-reader').waitFor({ state: 'attached' });
    expect(Math.abs((await heading.evaluate((one) => one.getBoundingClientRect().top)) - 210)).toBeLessThanOrEqual(1);

    await page.goto(`${product.url}/attune/preferences`);
    await page.getByLabel('Advanced', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await other.locator('.attune-reader').filter({ hasText: 'Programming: Advanced' }).waitFor({ state: 'attached' });
    await context.close();
  });
});

describe('before a page knows its reader', () => {
  it.each([
    ['the chosen tab is the one that was chosen', { answers: BEGINNER }],
    ['in Urdu it stands at the right too', { answers: URDU, ...PHONE }],
  ])('%s', async (_what, options) => {
    const { page, context } = await visit(browser, options);
    await openPersonalized(page, `${product.url}/sensors`);
    const look = (): Promise<unknown> =>
      page.getByRole('tab').evaluateAll((tabs) =>
        tabs.map((tab) => {
          const { fontWeight, backgroundColor } = getComputedStyle(tab);
          const { left, right } = tab.parentElement!.getBoundingClientRect();
          return { fontWeight, backgroundColor, isRight: left > window.innerWidth - right };
        }),
      );
    await page.waitForTimeout(300);
    const after = await look();
    // Nothing of ours runs; only the script in the head does.
    await page.route('**/assets/js/**', (route) => route.abort());
    await page.reload();
    expect(await page.locator('.attune-bar').getAttribute('data-live')).toBeNull();
    expect(await look()).toEqual(after);
    await context.close();
  });
});

describe('on paper', () => {
  it.each(['original', 'personalized'] as const)(
    'the %s view is what is printed, with all that is folded',
    async (view) => {
      const { page, context } = await visit(browser, { answers: BEGINNER, view });
      await page.goto(`${product.url}/kinematics`);
      await page.locator(view === 'original' ? '.attune-tabs' : '.attune-reader').waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.attune-bar, .attune-mark').filter({ visible: true }).count()).toBe(0);
      const folds = await page.locator('details.attune-passage--folded').all();
      expect(folds.length).toBe(view === 'original' ? 0 : 1);
      for (const fold of folds) expect((await fold.locator('> p').last().boundingBox())?.height).toBeGreaterThan(10);
      expect((await page.pdf()).length).toBeGreaterThan(20_000);
      await context.close();
    },
  );
});
