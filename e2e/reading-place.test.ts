import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNER, launchBrowser, URDU, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';
import { startTeacher, type Teacher } from './support/teacher.ts';

// Where the page and the line being read are while versions and blocks come, by their positions.

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const PHONE = { width: 390, height: 844, touch: true };
const topOf = (element: Locator): Promise<number> => element.evaluate((one) => one.getBoundingClientRect().top);

describe('at the top of a page', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it.each([
    ['', {}],
    [' on a phone', PHONE],
  ])('title and tabs stay in view when a version comes for the first time%s', async (_where, options) => {
    const { page, context } = await visit(browser, options);
    await page.goto(`${product.url}/kinematics`);
    const title = page.getByRole('heading', { level: 1 });
    const usual = page.getByRole('button', { name: 'Use the usual answers' });
    await usual.waitFor();
    const tops = [await topOf(title), await topOf(page.getByRole('tablist'))];
    await usual.click();
    await page.locator('.attune-reader').waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    expect([await topOf(title), await topOf(page.getByRole('tablist'))]).toEqual(tops);
    await context.close();
  });

  it.each([
    ['', { answers: BEGINNER }],
    [' on a phone', { answers: BEGINNER, ...PHONE }],
    [' in Urdu', { answers: URDU }],
    [' in Urdu on a phone', { answers: URDU, ...PHONE }],
  ])('nothing of what stands above the text moves when it loads or is switched%s', async (_where, options) => {
    const { page, context } = await visit(browser, options);
    await page.addInitScript(() => {
      const tops = new Set<number>();
      Object.assign(window, { tops });
      const look = (): void => {
        const panel = document.querySelector('#attune-panel');
        if (panel) tops.add(Math.round(panel.getBoundingClientRect().top + window.scrollY));
        requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(`${product.url}/jetson`);
    await page.locator('.attune-reader').waitFor();
    for (const tab of [0, 1]) await page.getByRole('tab').nth(tab).click();
    await page.locator('.attune-reader').waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    expect(await page.evaluate(() => [...(window as unknown as { tops: Set<number> }).tops])).toHaveLength(1);
    await context.close();
  });

  it('stays where it is when it has been scrolled a little and the view is switched', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await page.goto(`${product.url}/kinematics`);
    await page.getByRole('tab', { name: 'Personalized' }).waitFor();
    await page.evaluate(() => window.scrollTo({ top: 40, behavior: 'instant' }));
    const before = await topOf(page.getByRole('tablist'));
    await page.getByRole('tab', { name: 'Personalized' }).click();
    await page.locator('.attune-reader').waitFor();
    expect(await topOf(page.getByRole('tablist'))).toBe(before);
    await context.close();
  });
});

describe('while blocks come from a model', { retry: 0 }, () => {
  let teacher: Teacher;
  let product: Product;
  beforeAll(async () => {
    teacher = await startTeacher();
    product = await startProduct({ copy: true, environment: teacher.environmentFor('anthropic') });
  });
  afterAll(async () => {
    await product.close();
    await teacher.close();
  });
  beforeEach(() => teacher.allow(0));

  const waiting = (page: Page): Locator => page.locator('.attune-waiting');
  const paragraphs = (page: Page): Locator => page.locator('#attune-panel > p');
  /** Scrolls so that a paragraph begins where the eyes are, and follows it from then on. */
  const read = (page: Page, index: number): Promise<void> =>
    paragraphs(page)
      .nth(index)
      .evaluate((one: HTMLElement) => {
        window.scrollBy({ top: one.getBoundingClientRect().top - 210, behavior: 'instant' });
        const seen: { top: number; text: string }[] = [];
        Object.assign(window, { seen });
        const look = (): void => {
          seen.push({ top: one.getBoundingClientRect().top, text: one.innerText });
          requestAnimationFrame(look);
        };
        look();
      });
  const seenOf = (page: Page): Promise<{ shift: number; texts: number }> =>
    page.evaluate(() => {
      const { seen } = window as unknown as { seen: { top: number; text: string }[] };
      const tops = seen.map(({ top }) => top);
      return { shift: Math.max(...tops) - Math.min(...tops), texts: new Set(seen.map(({ text }) => text)).size };
    });
  const untilThrough = (page: Page): Promise<void> => page.locator('.attune-progress').waitFor({ state: 'detached' });

  it.each([
    ['', 'sensors', { answers: BEGINNER }],
    [' on a phone', 'vla', { answers: BEGINNER, ...PHONE }],
    [' into another language', 'services-actions', { answers: URDU }],
  ])('what is being read keeps its words and its place until a tap%s', async (_how, chapter, options) => {
    const { page, context, complaints } = await visit(browser, options);
    await page.goto(`${product.url}/${chapter}`);
    await page.locator('.attune-progress').waitFor();
    await read(page, 4);
    teacher.allow(Infinity);
    await untilThrough(page);
    await waiting(page).waitFor();
    expect(await seenOf(page)).toMatchObject({ texts: 1 });
    expect((await seenOf(page)).shift).toBeLessThanOrEqual(1);
    const before = await page.locator('.attune-mark').count();
    expect(before).toBeGreaterThan(5);
    await waiting(page).getByRole('button').click();
    await waiting(page).waitFor({ state: 'detached' });
    expect(await page.locator('.attune-mark').count()).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a page that is loaded again in the middle goes on where it was', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    teacher.allow(45);
    await page.goto(`${product.url}/safety`);
    const marks = page.locator('.attune-mark');
    await marks.nth(5).waitFor({ state: 'attached' });
    const there = await marks.count();
    teacher.allow(0);
    await page.reload();
    await marks.nth(there - 1).waitFor({ state: 'attached' });
    expect(await page.locator('#attune-panel > p').first().innerText()).not.toBe('');
    await page.getByText(/Adapting: [1-9]\d* of \d+/).waitFor();
    teacher.allow(Infinity);
    await untilThrough(page);
    expect(await marks.count()).toBe(28);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('what waits comes by itself once the reader has gone on', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${product.url}/perception`);
    await page.locator('.attune-progress').waitFor();
    await read(page, 4);
    teacher.allow(Infinity);
    await untilThrough(page);
    await waiting(page).waitFor();
    const heading = page.getByRole('heading', { name: 'Exercises' });
    await heading.evaluate((one) =>
      window.scrollBy({ top: one.getBoundingClientRect().top - 210, behavior: 'instant' }),
    );
    const before = await topOf(heading);
    await waiting(page).waitFor({ state: 'detached' });
    expect(Math.abs((await topOf(heading)) - before)).toBeLessThanOrEqual(1);
    expect(await page.locator('.attune-mark').count()).toBe(26);
    await context.close();
  });
});
