import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, launchBrowser, openPersonalized, URDU, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';
import { startTeacher, type Teacher } from './support/teacher.ts';

const PATH = '/urdf';
const URDU_LETTERS = /[\u0600-\u06FF]{2}/;

describe('a chapter in Urdu', () => {
  let product: Product;
  let teacher: Teacher;
  let browser: Browser;
  beforeAll(async () => {
    teacher = await startTeacher();
    [product, browser] = await Promise.all([
      startProduct({ copy: true, environment: teacher.environmentFor('anthropic') }),
      launchBrowser(),
    ]);
    // Made once, so that each test finds it whole.
    const { page, context } = await visit(browser, { answers: URDU });
    await openPersonalized(page, product.url + PATH);
    await page.locator('.attune-adapting').waitFor({ state: 'detached' });
    await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await teacher.close();
  });

  it.each([
    ['wide', 1280, '.theme-doc-toc-desktop'],
    ['on a phone', 390, '.theme-doc-toc-mobile'],
  ])('has its headings and table of contents in Urdu, with the author’s anchors: %s', async (_what, width, toc) => {
    const { page, context, complaints } = await visit(browser, { answers: URDU, width });
    await page.goto(product.url + PATH);
    const open = async (): Promise<void> => {
      if (width < 997) await page.locator(`${toc} button`).click();
    };
    const links = page.locator(`${toc} a`);
    await page.locator('#attune-panel h2[lang="ur"]').first().waitFor();
    await open();
    const inUrdu = await links.evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.textContent]));
    expect(inUrdu.filter(([, words]) => URDU_LETTERS.test(words ?? '')).length).toBeGreaterThan(inUrdu.length / 2);
    const headings = await page
      .locator('#attune-panel :is(h2, h3)[lang="ur"]')
      .evaluateAll((all) => all.map((heading) => [`#${heading.id}`, (heading.firstChild?.textContent ?? '').trim()]));
    for (const [anchor, words] of headings) {
      const entry = inUrdu.find(([href]) => href === anchor);
      expect(entry?.[1], anchor).toContain(words);
    }
    await page.locator('#attune-tab-original').click();
    await page.locator('#attune-panel h2[lang="ur"]').first().waitFor({ state: 'detached' });
    const inEnglish = await links.evaluateAll((all) =>
      all.map((link) => [link.getAttribute('href'), link.textContent]),
    );
    expect(inEnglish.map(([href]) => href)).toEqual(inUrdu.map(([href]) => href));
    expect(inEnglish.some(([, words]) => URDU_LETTERS.test(words ?? ''))).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('leads to the place by its table of contents', async () => {
    const { page, context } = await visit(browser, { answers: URDU });
    await page.goto(product.url + PATH);
    const entry = page.locator('.theme-doc-toc-desktop a:has([lang="ur"])').last();
    await entry.waitFor();
    const anchor = (await entry.getAttribute('href')) ?? '';
    await entry.click();
    await page.waitForFunction(
      (id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top ?? -1;
        return top >= 0 && top < window.innerHeight;
      },
      decodeURIComponent(anchor.slice(1)),
    );
    await context.close();
  });

  it('says of each part which language it is in and which way it runs', async () => {
    const { page, context } = await visit(browser, { answers: URDU });
    await page.goto(product.url + PATH);
    await page.locator('#attune-panel p[lang="ur"]').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const wrong = await page.evaluate(() => {
      const says = (element: Element, name: string): string | null =>
        element.closest(`[${name}]`)?.getAttribute(name) ?? null;
      const all = [...document.querySelectorAll('#attune-panel :is(p, li, h2, h3, td, th), .attune-bar [role="tab"]')];
      return all
        .filter((element) => {
          const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent);
          const letters = own.join('').match(/\p{L}/gu) ?? [];
          const urdu = letters.filter((letter) => /\p{Script=Arabic}/u.test(letter)).length;
          if (letters.length < 12 || urdu * 2 < letters.length) return false;
          return says(element, 'lang') !== 'ur' || says(element, 'dir') !== 'rtl';
        })
        .map((element) => element.outerHTML.slice(0, 120));
    });
    expect(wrong).toEqual([]);
    const directions = await page
      .locator('#attune-panel pre')
      .evaluateAll((all) => [...new Set(all.map((pre) => getComputedStyle(pre).direction))]);
    expect(directions).toEqual(['ltr']);
    await context.close();
  });

  it('has its tabs and its questions the other way round', async () => {
    const { page, context } = await visit(browser, { answers: URDU });
    await page.goto(product.url + PATH);
    await page.locator('.attune-bar[dir="rtl"]').waitFor();
    const [first, second] = await Promise.all((await page.getByRole('tab').all()).map((tab) => tab.boundingBox()));
    expect(first?.x).toBeGreaterThan(second?.x ?? Infinity);
    await page.goto(`${product.url}/attune/welcome`);
    const option = page.locator('.attune-wizard[dir="rtl"] .attune-option').first();
    const [box, words] = await Promise.all([
      option.locator('input').boundingBox(),
      option.locator('span').boundingBox(),
    ]);
    expect(box?.x).toBeGreaterThan(words?.x ?? Infinity);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await context.close();
  });

  it('has a term of the glossary with the English beside its explanation', async () => {
    const { page, context } = await visit(browser, { answers: URDU });
    await page.goto(product.url + PATH);
    const gloss = page.locator('.attune-gloss').first();
    await gloss.click();
    const panel = page.locator('.attune-popover__panel:popover-open');
    expect(await panel.locator('[lang="en"][dir="ltr"]').innerText()).toMatch(/^[\w\s-]+$/);
    expect(await panel.locator('.attune-gloss__text').innerText()).toMatch(URDU_LETTERS);
    await context.close();
  });

  it('fetches letters for Urdu only where Urdu is on the page', async () => {
    for (const [answers, isUrdu] of [
      [URDU, true],
      [BEGINNER, false],
    ] as const) {
      const { page, context } = await visit(browser, { answers });
      const fonts: string[] = [];
      page.on('request', (request) => request.resourceType() === 'font' && fonts.push(request.url()));
      await openPersonalized(page, product.url + PATH);
      await page.evaluate(() => document.fonts.ready);
      expect(fonts.some((url) => url.includes('nastaliq'))).toBe(isUrdu);
      await context.close();
    }
  });
});
