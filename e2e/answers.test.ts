import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, EXPERT, launchBrowser, openPersonalized, URDU, visit } from './support/browser.ts';
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

const reader = (page: Page): Promise<string> => page.locator('.attune-reader').innerText();

describe('the answers that the browser has are those that the service personalizes by', () => {
  it('after a questionnaire that could not be saved: nothing is lost, and it can be sent again', async () => {
    const { page, context } = await visit(browser);
    await page.goto(`${product.url}/attune/welcome?return=/jetson`);
    for (const label of ['I teach', 'Beginner', 'Not yet', 'English', 'A cloud GPU']) {
      await page.getByLabel(label, { exact: true }).check();
      await page.getByRole('button', { name: 'Next' }).click();
    }
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Start reading' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('heading', { name: 'Your answers' }).waitFor();
    expect(await page.getByText('A cloud GPU').count()).toBe(1);
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: 'Start reading' }).click();
    await page.locator('.attune-reader').waitFor();
    expect(await reader(page)).toContain('Hardware: A cloud GPU');
    await context.close();
  });

  it('after the service took the reader but not the answers', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.route('**/v1/readers/me/preferences', (route) => route.fulfill({ status: 503, body: '{}' }), {
      times: 1,
    });
    await page.goto(`${product.url}/jetson`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.attune-reader').waitFor();
    expect(await reader(page)).toContain('Programming: Beginner');
    await context.close();
  });

  it('after answers were changed while the service was down', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/jetson`);
    await page.goto(`${product.url}/attune/preferences`);
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByLabel('Advanced', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Could not be saved').waitFor();
    await page.unroute('**/v1/**');
    await openPersonalized(page, `${product.url}/jetson`);
    expect(await reader(page)).toContain('Programming: Advanced');
    await context.close();
  });

  it('after questions were answered once and skipped the second time', async () => {
    const { page, context } = await visit(browser, { answers: EXPERT });
    await openPersonalized(page, `${product.url}/jetson`);
    await page.goto(`${product.url}/attune/welcome?return=/jetson`);
    for (let question = 1; question <= 5; question++)
      await page.getByRole('button', { name: 'Skip this question' }).click();
    await page.getByRole('button', { name: 'Start reading' }).click();
    await page.locator('.attune-reader').waitFor();
    expect(await reader(page)).toContain('Programming: Intermediate');
    await context.close();
  });

  it('without what the book does not ask any more', async () => {
    const { page, context } = await visit(browser, { answers: { ...BEGINNER, old_facet: 'x', role: 'Wizard' } });
    await openPersonalized(page, `${product.url}/jetson`);
    expect(await reader(page)).toContain('Programming: Beginner');
    await page.goto(`${product.url}/attune/preferences`);
    await page.getByLabel('A cloud GPU').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await context.close();
  });
});

describe('a browser that keeps little', () => {
  it('shows both views though its storage is full', async () => {
    const { page, context } = await visit(browser);
    await context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.goto(`${product.url}/jetson`);
    await page.getByRole('button', { name: 'Use the usual answers' }).click();
    await page.locator('.attune-reader').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('attune-tab-personalized');
    await context.close();
  });

  it('begins anew where what it kept is damaged', async () => {
    const { page, context, complaints } = await visit(browser);
    await context.addInitScript(() => {
      for (const [name, text] of [
        ['answers', 'null'],
        ['draft', '{"step":-3}'],
        ['reader', '{'],
        ['view', 'sideways'],
      ]) {
        localStorage.setItem(`attune:/:${name}`, text as string);
      }
    });
    await page.goto(`${product.url}/attune/welcome`);
    await page.getByText('Question 1 of 5').waitFor();
    await page.goto(`${product.url}/jetson`);
    await page.getByRole('tab', { name: 'Original', selected: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it('an answer that is none is said to be none, and the author’s page stays', async () => {
  const { page, context } = await visit(browser, { answers: BEGINNER });
  await page.route(/\/v1\/(?:personalize|chapters\/.+\.json)$/, (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: 'null' }),
  );
  await page.goto(`${product.url}/jetson`);
  await page.getByText('Your version cannot be fetched just now').waitFor();
  await context.close();
});

it('the interface is in the reader’s language in Original too', async () => {
  const { page, context } = await visit(browser, { answers: URDU, view: 'original' });
  await page.goto(`${product.url}/jetson`);
  await page.locator('.attune-bar[lang="ur"][dir="rtl"]').waitFor();
  await page.getByRole('tab', { name: 'اصل', selected: true }).waitFor();
  await context.close();
});
