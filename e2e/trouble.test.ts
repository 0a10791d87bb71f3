import { globSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../scripts/demo.ts';
import { BEGINNER, launchBrowser, openPersonalized, visit } from './support/browser.ts';
import { startProduct } from './support/product.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const editSensors = (siteDir: string): Promise<void> =>
  appendFile(join(siteDir, 'docs/07-sensors.md'), '\nOne sentence more.\n');

describe('a page that was built before its chapter was edited', () => {
  it('stays Original and says that the book is being updated, where the service never knew its revision', async () => {
    const product = await startProduct({ copy: true, prepare: editSensors });
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${product.url}/sensors`);
    await page.getByText('The book is being updated').waitFor();
    expect(await page.locator('.attune-gloss, .attune-passage--shown, .attune-passage--folded').count()).toBe(0);
    expect(await page.locator('#attune-panel').innerText()).not.toContain('One sentence more.');
    await openPersonalized(page, `${product.url}/control`);
    await context.close();
    await product.close();
  });

  it('gets the edits of its own revision, where the service knew it, and says that there is a newer edition', async () => {
    const product = await startProduct({ copy: true });
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/sensors`);
    const before = await page.locator('#attune-panel').innerText();
    expect(await page.getByText('There is a newer edition').count()).toBe(0);
    const revisionOf = async (): Promise<string> => {
      const { chapters } = (await (await fetch(`${product.url}/v1/chapters`)).json()) as {
        chapters: { id: string; revision: string }[];
      };
      return chapters.find((chapter) => chapter.id.endsWith('07-sensors'))?.revision ?? '';
    };
    const first = await revisionOf();
    await editSensors(product.siteDir);
    await expect.poll(revisionOf, { timeout: 10_000 }).not.toBe(first);
    await page.reload();
    await page.getByText('There is a newer edition').waitFor();
    expect(await page.locator('#attune-panel').innerText()).toBe(before);
    await context.close();
    await product.close();
  });
});

describe('the site without its service', () => {
  let files: Server;
  let url: string;
  beforeAll(async () => {
    files = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
      const candidates = path.includes('.') ? [path] : [join(path, 'index.html')];
      Promise.any(candidates.map((one) => readFile(join(demoSite, 'build', one))))
        .then((body) => response.setHeader('content-type', typeOf(path)).end(body))
        .catch(() => response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  });
  afterAll(() => files.close());
  const typeOf = (path: string): string =>
    path.endsWith('.js')
      ? 'text/javascript'
      : path.endsWith('.css')
        ? 'text/css'
        : path.endsWith('.svg')
          ? 'image/svg+xml'
          : 'text/html; charset=utf-8';

  it('is the author’s site: every passage of Original, links and all', async () => {
    const { page, context } = await visit(browser);
    await page.goto(`${url}/jetson`);
    await page.getByRole('tab', { name: 'Original', selected: true }).waitFor();
    expect((await page.locator('#attune-panel').innerText()).length).toBeGreaterThan(5_000);
    await context.close();
  });

  it('keeps the author’s page readable, says what is wrong, and tries again when asked', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${url}/jetson`);
    await page.getByText('Your version cannot be fetched just now').waitFor();
    expect((await page.locator('#attune-panel').innerText()).length).toBeGreaterThan(5_000);
    const product = await startProduct();
    await page.route('**/v1/**', (route) =>
      route
        .fetch({ url: route.request().url().replace(url, product.url) })
        .then((response) => route.fulfill({ response })),
    );
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.attune-reader').waitFor();
    await context.close();
    await product.close();
  });
});

describe('a reader whose identity the service no longer knows', () => {
  it('gets a new one and brings the answers along', async () => {
    const product = await startProduct();
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await context.addInitScript(() => {
      if (!localStorage.getItem('attune:/:reader'))
        localStorage.setItem('attune:/:reader', JSON.stringify({ id: 'gone', token: 'forged.token' }));
    });
    await openPersonalized(page, `${product.url}/jetson`);
    expect(await page.locator('.attune-reader').innerText()).toContain('Programming: Beginner');
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('attune:/:reader') ?? '{}').token as string);
    expect(kept).not.toBe('forged.token');
    await context.close();
    await product.close();
  });
});

describe('a database that is killed while readers read', () => {
  it('comes back by itself, with every preference that was saved', async () => {
    const product = await startProduct();
    const { page, context } = await visit(browser);
    await page.goto(`${product.url}/attune/preferences`);
    await page.getByLabel('Advanced').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();

    const [lock] = globSync('**/postmaster.pid', { cwd: product.dataDir });
    const postmaster = Number((await readFile(join(product.dataDir, lock ?? ''), 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');

    await page.goto(`${product.url}/jetson`);
    expect((await page.locator('#attune-panel').innerText()).length).toBeGreaterThan(5_000);
    const isBack = async (): Promise<boolean> => (await fetch(`${product.url}/v1/health`)).ok;
    await expect.poll(isBack, { timeout: 20_000 }).toBe(true);
    await openPersonalized(page, `${product.url}/jetson`);
    expect(await page.locator('.attune-reader').innerText()).toContain('Programming: Advanced');
    await context.close();
    await product.close();
  });
});
