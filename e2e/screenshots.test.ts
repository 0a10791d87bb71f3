import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, EXPERT, launchBrowser, URDU, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';
import { differenceFrom, isSame } from './support/screenshot.ts';

// Twenty states as they look, kept in e2e/screenshots and looked at by a person once. `SCREENSHOTS=update` takes them anew.

interface State {
  readonly name: string;
  readonly path: string;
  readonly answers?: Record<string, string>;
  readonly view?: 'original' | 'personalized';
  readonly isPhone?: boolean;
  readonly dark?: boolean;
  /** What has to be there, and is brought into view where `prepare` does not say otherwise. */
  readonly shows: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const CHAPTER = '/kinematics';
const READY = '.attune-reader';
const intoView =
  (selector: string) =>
  async (page: Page): Promise<void> => {
    const element = page.locator(selector).first();
    await element.waitFor({ state: 'attached' });
    await element.evaluate((found) => found.scrollIntoView({ block: 'center', behavior: 'instant' }));
  };
const opened =
  (selector: string) =>
  async (page: Page): Promise<void> => {
    await intoView(selector)(page);
    await page.locator(selector).first().click();
    await page.locator('.attune-popover__panel:popover-open').waitFor();
  };
const review = async (page: Page): Promise<void> => {
  const finish = page.getByRole('button', { name: 'Start reading' });
  for (; !(await finish.isVisible()); await page.getByRole('button', { name: 'Skip this question' }).click())
    await page.locator('.attune-wizard').waitFor();
};

const STATES: readonly State[] = [
  { name: 'newcomer', path: CHAPTER, shows: '.attune-invitation' },
  { name: 'newcomer-phone-dark', path: CHAPTER, isPhone: true, dark: true, shows: '.attune-invitation' },
  { name: 'original', path: CHAPTER, answers: BEGINNER, view: 'original', shows: '[role="tab"]' },
  { name: 'beginner', path: CHAPTER, answers: BEGINNER, shows: READY },
  { name: 'beginner-dark', path: CHAPTER, answers: BEGINNER, dark: true, shows: READY },
  { name: 'beginner-phone', path: CHAPTER, answers: BEGINNER, isPhone: true, shows: READY },
  { name: 'expert', path: CHAPTER, answers: EXPERT, shows: READY },
  { name: 'urdu', path: CHAPTER, answers: URDU, shows: READY },
  { name: 'urdu-phone-dark', path: CHAPTER, answers: URDU, isPhone: true, dark: true, shows: READY },
  { name: 'gloss', path: CHAPTER, answers: BEGINNER, shows: READY, prepare: opened('button.attune-gloss') },
  {
    name: 'gloss-phone',
    path: CHAPTER,
    answers: BEGINNER,
    isPhone: true,
    shows: READY,
    prepare: opened('button.attune-gloss'),
  },
  { name: 'change', path: CHAPTER, answers: BEGINNER, shows: READY, prepare: opened('.attune-mark__button') },
  { name: 'insert', path: CHAPTER, answers: BEGINNER, shows: READY, prepare: intoView('.attune-insert') },
  { name: 'insert-urdu', path: CHAPTER, answers: URDU, shows: READY, prepare: intoView('#attune-panel p[lang="ur"]') },
  {
    name: 'substitute',
    path: '/jetson',
    answers: BEGINNER,
    shows: READY,
    prepare: intoView('.attune-passage--instead'),
  },
  { name: 'step', path: '/jetson', answers: EXPERT, shows: READY, prepare: intoView('.attune-passage--step') },
  { name: 'question', path: '/attune/welcome', shows: '.attune-question' },
  {
    name: 'question-urdu-phone',
    path: '/attune/welcome',
    answers: URDU,
    isPhone: true,
    shows: '.attune-wizard[dir="rtl"]',
  },
  { name: 'review', path: '/attune/welcome', shows: '.attune-wizard', prepare: review },
  { name: 'preferences-dark', path: '/attune/preferences', answers: BEGINNER, dark: true, shows: '.attune-question' },
];

describe('a page looks as it did', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });

  it.each(STATES)('$name', async ({ name, path, answers, view, isPhone = false, dark = false, shows, prepare }) => {
    const { page, context } = await visit(browser, {
      ...(isPhone ? { width: 390, height: 800, touch: true } : { width: 1280, height: 800 }),
      ...(answers ? { answers } : {}),
      ...(view ? { view } : {}),
      dark,
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(product.url + path, { waitUntil: 'networkidle' });
    await page.locator(shows).first().waitFor();
    await prepare?.(page);
    const difference = await differenceFrom(name, page);
    expect(isSame(difference), `${(difference * 100).toFixed(1)} % differs: test-results/screenshots`).toBe(true);
    await context.close();
  });
});
