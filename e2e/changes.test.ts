import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BEGINNER,
  launchBrowser,
  openDetails,
  openPersonalized,
  URDU,
  visit,
  type VisitOptions,
} from './support/browser.ts';
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
const open = (page: Page): Locator => page.locator('.attune-popover__panel:popover-open');
/** Opens the mark of a rewritten block. */
async function openMark(page: Page, index: number): Promise<Locator> {
  await page.locator('.attune-mark__button').nth(index).click();
  await open(page).locator('.attune-feedback').waitFor();
  return open(page);
}

describe('what was changed at a block', () => {
  it.each<[string, VisitOptions]>([
    ['', {}],
    [' on a phone', PHONE],
  ])('is compared word by word with what the author wrote, formulas and all%s', async (_where, options) => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER, ...options });
    await openPersonalized(page, `${product.url}/kinematics`);
    const shown = page.locator('#attune-panel > p').filter({ hasText: 'called the configuration' });
    await shown.locator('xpath=preceding-sibling::div[1]').getByRole('button').first().click();
    const panel = open(page);
    const compare = panel.getByRole('button', { name: 'Compare word by word' });
    await compare.click();
    expect(await compare.getAttribute('aria-pressed')).toBe('true');
    const formulas = (where: Locator): Promise<string[]> => where.locator('annotation').allTextContents();
    expect(await formulas(panel)).toEqual(await formulas(shown));
    const added = await panel.locator('ins').allInnerTexts();
    expect(added.join(' ')).toContain('protractor');
    expect(added[0]).toMatch(/^\s*\[added:\s.*\]\s*$/s);
    expect(await panel.locator('ins, del').count()).toBeGreaterThan(0);
    const box = await panel.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= (options.width ?? 1280)).toBe(true);
    await compare.click();
    expect(await panel.locator('ins, del').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('stands beside the author’s words where it is in another language', async () => {
    const { page, context, complaints } = await visit(browser, { answers: URDU });
    await openPersonalized(page, `${product.url}/kinematics`);
    const panel = await openMark(page, 0);
    expect(await panel.getByRole('button', { name: 'لفظ بہ لفظ ملا کر دیکھیں' }).count()).toBe(0);
    const [author, own] = await panel.locator('.attune-change__beside > div').all();
    expect(await author?.locator('div[lang="en"][dir="ltr"]').innerText()).toContain('Hold your hand');
    expect(await own?.locator('div[lang="ur"][dir="rtl"]').innerText()).toMatch(/[\u0600-\u06FF]{3}/);
    const [left, right] = [await own?.boundingBox(), await author?.boundingBox()];
    expect(left && right && left.x + left.width <= right.x).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('what a reader thinks of a change', () => {
  const kept = async (): Promise<unknown[]> => {
    const { openStore } = await import('@attune/store');
    const { findEmbedded } = await import('@attune/store/embedded');
    const store = openStore({ url: (await findEmbedded(`${product.dataDir}/postgres`)) ?? '' });
    const rows = (await store.feedback.list(['default/current/en/05-kinematics'])).map(
      ({ verdict, text, action, tag, adaptation }) => [verdict, text, action, tag, adaptation !== undefined],
    );
    await store.close();
    return rows;
  };

  it('goes to the author: thumbs, and a report in words', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    const panel = await openMark(page, 0);
    await panel.getByRole('button', { name: 'This helps' }).click();
    await panel.getByText('Thank you').waitFor();
    await panel.getByRole('button', { name: 'This does not help' }).click();
    await expect
      .poll(() => panel.getByRole('button', { name: 'This does not help' }).getAttribute('aria-pressed'))
      .toBe('true');
    await panel.getByRole('button', { name: 'Report a problem' }).click();
    await panel.getByLabel('What is wrong here?').fill('A matrix is <b>not</b> a table.');
    await panel.getByRole('button', { name: 'Send' }).click();
    await panel.getByText('Thank you').waitFor();
    await expect.poll(kept).toEqual([
      ['down', undefined, 'rewrite', 'beginner-simplify', true],
      ['report', 'A matrix is <b>not</b> a table.', 'rewrite', 'beginner-simplify', true],
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is said to be not sent where it was not', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    await page.route('**/v1/feedback', (route) => route.abort());
    await page.locator('.attune-insert .attune-kind').first().click();
    await open(page).getByRole('button', { name: 'This helps' }).click();
    await open(page).getByText('Could not be sent').waitFor();
    await context.close();
  });
});

describe('what was done to a page', () => {
  it('is said at its top, and changes with the answers that are changed there', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    expect(await page.locator('.attune-summary').innerText()).toMatch(
      /24 passages reworded.*1 step replaced.*For you – Role/s,
    );
    await openDetails(page);
    expect(await page.locator('.attune-makers').innerText()).toContain('checked by rules');
    await page.getByRole('button', { name: 'Change your answers' }).click();
    const form = page.getByRole('region', { name: 'Your answers that matter to this chapter' });
    await form.getByLabel('Hardware', { exact: true }).focus();
    await form.getByLabel('Hardware', { exact: true }).selectOption({ label: 'A Jetson kit' });
    await page.locator('.attune-reader').filter({ hasText: 'Hardware: A Jetson kit' }).waitFor();
    expect(await page.locator('.attune-summary').innerText()).not.toContain('step replaced');
    expect(await form.getByLabel('Hardware', { exact: true }).evaluate((one) => one === document.activeElement)).toBe(
      true,
    );
    // It is the reader's own answer from now on.
    await page.goto(`${product.url}/attune/preferences`);
    expect(await page.getByLabel('A Jetson kit', { exact: true }).isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
