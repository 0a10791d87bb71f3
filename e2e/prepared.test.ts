import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../scripts/demo.ts';
import { BEGINNER, launchBrowser, openDetails, openPersonalized, URDU, visit } from './support/browser.ts';
import { run } from './support/commands.ts';
import { type Product, startProduct } from './support/product.ts';

// What a newcomer without a model sees: chapters that one prepared.

const root = fileURLToPath(new URL('..', import.meta.url));

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

describe('a prepared chapter', () => {
  it('says that a model wrote it beforehand, and marks what is not the author’s', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    await openDetails(page);
    await page.getByText('written by a language model (anthropic/').waitFor();
    await page.getByText('They were prepared beforehand').waitFor();
    expect(await page.locator('.attune-mark__button').count()).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is in Urdu from right to left, with code, formulas and English terms in place', async () => {
    const { page, context, complaints } = await visit(browser, { answers: URDU, width: 375 });
    await openPersonalized(page, `${product.url}/kinematics`);
    const prose = page.locator('#attune-panel p[lang="ur"][dir="rtl"]');
    expect(await prose.count()).toBeGreaterThan(20);
    expect(
      await page
        .locator('#attune-panel pre')
        .first()
        .evaluate((code) => getComputedStyle(code).direction),
    ).toBe('ltr');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it('the prepared chapters hold what the evaluation asks: nothing of the author’s lost, no wrong language, few refusals', async () => {
  const data = mkdtempSync(join(tmpdir(), 'attune-eval-'));
  const chapters = '00-index,02-ros2-graph,05-kinematics,06-simulation';
  const command = `npx attune eval ${demoSite} --chapters ${chapters} --profiles ${demoSite}/readers.json --json`;
  // As root, Postgres runs under another account, which has to pass through.
  const printed = await run(`chmod 755 ${data} && ${command}`, {
    cwd: root,
    env: { ATTUNE_DATA: data, ATTUNE_LOG: 'error' },
  });
  const evaluation = JSON.parse(printed.slice(printed.indexOf('{'))) as { passed: boolean; violations: unknown[] };
  expect(evaluation.violations).toEqual([]);
  expect(evaluation.passed).toBe(true);
  rmSync(data, { recursive: true, force: true });
});
