import { openStore } from '@attune/store';
import { findEmbedded } from '@attune/store/embedded';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, launchBrowser, openPersonalized, URDU, visit, type Visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';
import { startTeacher, type Teacher } from './support/teacher.ts';

// What a reader sees of limits, who comes through a proxy from a network of their own.

let teacher: Teacher;
let product: Product;
let browser: Browser;
beforeAll(async () => {
  teacher = await startTeacher();
  [product, browser] = await Promise.all([
    startProduct({
      copy: true,
      environment: {
        ...teacher.environmentFor('anthropic'),
        ATTUNE_PROXIES: 'loopback',
        ATTUNE_LIMIT_READERS: '1',
        ATTUNE_LIMIT_PAGES: '1',
      },
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
  await teacher.close();
});

async function visitFrom(address: string, answers: typeof BEGINNER): Promise<Visit> {
  const visited = await visit(browser, { answers });
  await visited.context.setExtraHTTPHeaders({ 'x-forwarded-for': address });
  return visited;
}

// A network's first reader is made once only: a second try would be another story.
describe('a reader', { retry: 0 }, () => {
  it('who has had as many pages made as may be is told when it goes on, and reads what is there', async () => {
    const { page, context } = await visitFrom('198.51.100.1', BEGINNER);
    await openPersonalized(page, `${product.url}/control`);
    await page.locator('.attune-progress').waitFor({ state: 'detached' });
    await page.goto(`${product.url}/urdf`);
    const told = page.getByText(/one reader may have only so many chapters adapted in a day\. You can go on from .*\d/);
    await told.waitFor();
    expect(await page.locator('#attune-panel h2').count()).toBeGreaterThan(2);
    await page.goto(`${product.url}/control`);
    await page.locator('#attune-panel .attune-mark').first().waitFor({ state: 'attached' });
    expect(await told.count()).toBe(0);
    await context.close();
  });

  it('is told so in Urdu too', async () => {
    const { page, context } = await visitFrom('198.51.100.2', URDU);
    await openPersonalized(page, `${product.url}/control`);
    await page.goto(`${product.url}/urdf`);
    await page.getByText(/ایک قاری کے لیے ایک دن میں اتنے ہی باب تیار ہو سکتے ہیں۔ مزید .*\d/).waitFor();
    await context.close();
  });

  it('whose network has too many new readers has the author’s page and is told when to try again', async () => {
    const first = await visitFrom('198.51.100.3', BEGINNER);
    await openPersonalized(first.page, `${product.url}/control`);
    await first.context.close();
    const { page, context } = await visitFrom('198.51.100.3', BEGINNER);
    await page.goto(`${product.url}/control`);
    await page.getByText(/There were too many requests from you or your network\..* You can go on from .*\d/).waitFor();
    await context.close();
  });

  it('who opens the book with the code of a class is let in, on later pages too; when the class is over, as any other', async () => {
    const store = openStore({ url: (await findEmbedded(join(product.dataDir, 'postgres'))) as string });
    const { code } = (await store.classes.create('9b', 1))!;
    for (const _ of [1, 2, 3]) {
      const { page, context } = await visitFrom('198.51.100.4', BEGINNER);
      await openPersonalized(page, `${product.url}/control?class=${code}`);
      await context.close();
    }
    await store.classes.end('9b');
    await store.close();
    const { page, context } = await visitFrom('198.51.100.4', BEGINNER);
    await openPersonalized(page, `${product.url}/control?class=${code}`);
    expect(await page.evaluate(() => localStorage.getItem('attune:/:class'))).toBe('{}');
    await context.close();
  });
});
