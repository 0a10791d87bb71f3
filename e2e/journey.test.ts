import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerQuestions,
  BEGINNER,
  EXPERT,
  launchBrowser,
  openDetails,
  openPersonalized,
  URDU,
  visit,
} from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

const AS_BEGINNER = ['I am a student', 'Beginner', 'Not yet', 'English', 'Just a laptop'];
const AS_EXPERT = ['I work in the field', 'Advanced', 'With real hardware', 'English', 'A Jetson kit'];

describe('a reader of the demo book', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('is invited at the first visit, on the page they came for', async () => {
    const { page, context, complaints } = await visit(browser);
    await page.goto(`${product.url}/jetson`);
    await page.getByText('This book can adapt to you').waitFor();
    expect(new URL(page.url()).pathname).toBe('/jetson');
    expect(await page.getByRole('tab', { name: 'Original' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.reload();
    await page.getByRole('tab', { name: 'Original' }).waitFor();
    await page.waitForTimeout(300);
    expect(await page.getByText('This book can adapt to you').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('answers, sees blocks change for Beginner / no hardware, and other ones for Advanced / Jetson Kit', async () => {
    const { page, context, complaints } = await visit(browser);
    await page.goto(`${product.url}/jetson`);
    const original = await page.locator('#attune-panel').innerText();
    await page.getByRole('link', { name: 'Choose answers' }).click();
    await answerQuestions(page, AS_BEGINNER);
    await page.waitForURL('**/jetson');
    await page.locator('.attune-reader').waitFor();
    const beginner = await page.locator('#attune-panel').innerText();
    expect(beginner).not.toBe(original);
    expect(await page.locator('.attune-gloss').count()).toBeGreaterThan(5);
    expect(await page.locator('.attune-passage--primer').count()).toBeGreaterThan(0);
    await openDetails(page);
    expect(await page.locator('.attune-replacements li').count()).toBeGreaterThan(0);
    expect(await page.locator('.attune-passage--depth.attune-passage--folded').count()).toBeGreaterThan(0);

    await page.goto(`${product.url}/attune/preferences`);
    for (const label of AS_EXPERT) await page.getByLabel(label, { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await openPersonalized(page, `${product.url}/jetson`);
    const expert = await page.locator('#attune-panel').innerText();
    expect(expert).not.toBe(beginner);
    await openDetails(page);
    expect(await page.locator('.attune-replacements li').count()).toBe(0);
    expect(await page.locator('.attune-passage--basics.attune-passage--folded').count()).toBeGreaterThan(0);
    expect(await page.locator('.attune-passage--depth.attune-passage--folded').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('switches views in place: what is being read stays where it is', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    const heading = page.getByRole('heading', { name: 'Exercises' });
    await heading.evaluate((element) => window.scrollBy(0, element.getBoundingClientRect().top - 200));
    for (const view of ['Original', 'Personalized', 'Original']) {
      const before = await heading.evaluate((element) => element.getBoundingClientRect().top);
      await page.getByRole('tab', { name: view }).evaluate((tab: HTMLElement) => tab.click());
      const selected = page.getByRole('tab', { name: view, selected: true });
      await selected.waitFor({ state: 'attached' });
      const after = await heading.evaluate((element) => element.getBoundingClientRect().top);
      expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
    }
    await context.close();
  });

  it('finds the choice remembered after a reload, and on other chapters', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/sensors`);
    await page.reload();
    await page.locator('.attune-reader').waitFor();
    await page.getByRole('link', { name: 'Perception' }).first().click();
    await page.waitForURL('**/perception');
    await page.locator('.attune-reader').waitFor();
    expect(await page.getByRole('tab', { name: 'Personalized' }).getAttribute('aria-selected')).toBe('true');
    await context.close();
  });

  it('moves between the tabs by arrow keys', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await page.goto(`${product.url}/control`);
    await page.getByRole('tab', { name: 'Original' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.attune-reader').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('attune-tab-personalized');
    await page.keyboard.press('Home');
    await page.getByRole('tab', { name: 'Original', selected: true }).waitFor();
    await context.close();
  });

  it('opens a folded passage with one click', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    const fold = page.locator('details.attune-passage--folded').first();
    const inside = fold.locator('> :not(summary)').last();
    expect(await inside.isVisible()).toBe(false);
    await fold.locator('summary').click();
    expect(await inside.isVisible()).toBe(true);
    await context.close();
  });

  it('reads the interface in Urdu, right to left, with code left to right', async () => {
    const { page, context, complaints } = await visit(browser, { answers: URDU, width: 390, height: 844 });
    await openPersonalized(page, `${product.url}/ros2-graph`);
    await page.getByRole('tab', { name: 'اصل' }).waitFor();
    expect(await page.locator('.attune-bar').getAttribute('dir')).toBe('rtl');
    const summary = page.locator('.attune-passage--for [lang="ur"][dir="rtl"]').first();
    expect(await summary.innerText()).toMatch(/[\u0600-\u06FF]{3}/);
    await page.locator('.attune-gloss').first().click();
    const panel = page.locator('.attune-popover__panel:popover-open');
    expect(await panel.getAttribute('lang')).toBe('ur');
    expect(await panel.innerText()).toMatch(/[\u0600-\u06FF]{3}/);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sees the hardware steps of an expert with a Jetson as the author wrote them', async () => {
    const { page, context } = await visit(browser, { answers: EXPERT });
    await openPersonalized(page, `${product.url}/jetson`);
    expect(await page.locator('.attune-passage--step').count()).toBeGreaterThan(0);
    expect(await page.locator('.attune-passage--instead').count()).toBe(0);
    await context.close();
  });
});
