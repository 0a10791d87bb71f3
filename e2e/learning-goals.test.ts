import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../scripts/demo.ts';
import { answerQuestions, launchBrowser, openPersonalized, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

// the whole product on the second preset, with a facet of several answers, under a base path.
describe('a book of the learning-goals preset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-goals-'));
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    cpSync(fileURLToPath(new URL('fixtures/learning-goals', import.meta.url)), folder, { recursive: true });
    symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'));
    buildSite(folder);
    [product, browser] = await Promise.all([startProduct({ site: folder }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks its own questions, takes several answers, and personalizes by them', async () => {
    const { page, context, complaints } = await visit(browser);
    await page.goto(`${product.url}/course/`);
    await page.getByText('Read on at leisure.').waitFor();
    await page.getByRole('link', { name: 'Choose answers' }).click();
    await page.getByText('Question 1 of 6').waitFor();
    await answerQuestions(page, [
      'Undergraduate',
      'Beginner',
      'No',
      'Not at all',
      ['Change career', 'Build projects'],
      'English',
    ]);
    await page.locator('.attune-reader').waitFor();
    expect(new URL(page.url()).pathname).toBe('/course/');
    const text = await page.locator('#attune-panel').innerText();
    expect(text).toContain('Put the grasping demo into your portfolio.');
    expect(text).not.toContain('Read on at leisure.');
    expect(text).not.toContain('begin with the failures');
    expect(text).toContain('Sensors, actuators, and a computer between them.');
    expect(await page.locator('.attune-gloss').allInnerTexts()).toEqual(['neural network', 'gradient']);
    expect(await page.locator('.attune-passage--depth.attune-passage--folded').count()).toBe(1);
    expect(await page.locator('.attune-reader').innerText()).toContain('Goals: Change career, Build projects');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('gives the first version that matches, whatever the order of the answers', async () => {
    for (const learning_goals of [
      ['teaching', 'building_projects'],
      ['building_projects', 'teaching'],
    ]) {
      const { page, context } = await visit(browser, { answers: { learning_goals }, baseUrl: '/course/' });
      await openPersonalized(page, `${product.url}/course/`);
      const text = await page.locator('#attune-panel').innerText();
      expect(text).toContain('begin with the failures');
      expect(text).not.toContain('portfolio');
      await context.close();
    }
  });
});
