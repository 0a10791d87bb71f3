import { AxeBuilder } from '@axe-core/playwright';
import type { Variant } from '@attune/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, EXPERT, launchBrowser, openPersonalized, URDU, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

interface Listed {
  readonly id: string;
  readonly permalink: string;
  readonly revision: string;
}

let product: Product;
let browser: Browser;
let chapters: Listed[];
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  ({ chapters } = (await (await fetch(`${product.url}/v1/chapters`)).json()) as { chapters: Listed[] });
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

async function variantFor(chapter: Listed, profile: object): Promise<Variant> {
  const body = JSON.stringify({ chapter: chapter.id, revision: chapter.revision, profile });
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(`${product.url}/v1/personalize`, { method: 'POST', headers, body })).json()) as Variant;
}

const BLOCKS = 'pre, img, h2, h3, h4, .katex-display';
const IN_PROSE = 'code, .katex, a';

describe('every chapter of the demo book', () => {
  it.each([
    ['a beginner', BEGINNER],
    ['an expert', EXPERT],
    ['a reader of Urdu', URDU],
  ])(
    'shows %s each edit of the variant, once, and complains of nothing',
    async (_who, profile) => {
      const { page, context, complaints } = await visit(browser, { answers: profile });
      for (const chapter of chapters) {
        const { edits } = await variantFor(chapter, profile);
        await openPersonalized(page, product.url + chapter.permalink);
        const shown = await page
          .locator('.attune-passage--shown')
          .evaluateAll((all) => all.map((element) => element.id));
        const glossed = await page.locator('button.attune-gloss').allInnerTexts();
        const where = chapter.id;
        const ids = edits.filter((edit) => edit.action === 'show').map((edit) => `attune-${edit.block}`);
        expect([where, ...shown.sort()]).toEqual([where, ...ids.sort()]);
        const forms = edits.filter((edit) => edit.action === 'gloss').map((edit) => edit.form?.replace(/\s+/g, ' '));
        // What is folded is on the page too, with its glosses.
        const hidden = await page
          .locator('details:not([open]) button.attune-gloss')
          .evaluateAll((all) => all.map((one) => one.textContent));
        const found = [...glossed.filter((text) => text !== ''), ...hidden].map((text) => text?.replace(/\s+/g, ' '));
        expect([where, ...found.sort()]).toEqual([where, ...forms.sort()]);
        expect([where, await page.locator('.attune-passage--folded').count()]).toEqual([
          where,
          edits.filter((edit) => edit.action === 'fold').length,
        ]);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    180_000,
  );

  it('keeps code, formulas, pictures, links and headings as they are in Original', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    const kept = (selector: string): Promise<string[]> =>
      page
        .locator(`#attune-panel :is(${selector})`)
        .evaluateAll((all) =>
          all
            .filter((element) => !element.closest('.attune-passage, .attune-insert, .attune-popover__panel'))
            .map((element) =>
              [
                element.tagName,
                element.id,
                element.getAttribute('src'),
                element.getAttribute('href'),
                element.textContent,
              ].join(' '),
            ),
        );
    for (const chapter of chapters) {
      await openPersonalized(page, product.url + chapter.permalink);
      const personalized = [await kept(BLOCKS), await kept(IN_PROSE)] as const;
      await page.getByRole('tab', { name: 'Original' }).click();
      await page.locator('.attune-reader').waitFor({ state: 'detached' });
      expect([chapter.id, ...personalized[0]]).toEqual([chapter.id, ...(await kept(BLOCKS))]);
      // Other words may have them in another order, and name the author's code once more.
      const left = await kept(IN_PROSE);
      for (const one of personalized[1]) if (left.includes(one)) left.splice(left.indexOf(one), 1);
      expect([chapter.id, ...left]).toEqual([chapter.id]);
      await page.getByRole('tab', { name: 'Personalized' }).click();
      await page.locator('.attune-reader').waitFor();
    }
    await context.close();
  }, 120_000);

  it('is in its Original form complete in the static page, without what is for certain readers only', async () => {
    const { page, context } = await visit(browser, { answers: EXPERT, view: 'original' });
    const html = await (await fetch(`${product.url}/jetson/`)).text();
    await page.goto(`${product.url}/jetson`);
    expect(await page.locator('.attune-passage--for, .attune-passage--instead, .attune-passage--primer').count()).toBe(
      0,
    );
    expect(html).not.toContain('attune-passage--shown');
    expect(await page.locator('.attune-passage--step').count()).toBeGreaterThan(0);
    await page.goto(`${product.url}/`);
    await page.getByText('This passage is also written for').first().waitFor();
    expect(await page.getByText('This passage is also written for').first().innerText()).toContain('Jetson Kit');
    await context.close();
  });
});

describe('a second tab', () => {
  it('follows the view that is chosen in the first', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    await page.goto(`${product.url}/control`);
    const second = await context.newPage();
    await second.goto(`${product.url}/sensors`);
    await page.getByRole('tab', { name: 'Personalized' }).click();
    await second.locator('.attune-reader').waitFor();
    await context.close();
  });
});

describe('a glossed term', () => {
  it('opens by keyboard, is named to a screen reader, and closes by Escape', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/ros2-graph`);
    const gloss = page.locator('button.attune-gloss').first();
    await gloss.focus();
    expect(await gloss.ariaSnapshot()).toMatch(/^- button "/);
    await page.keyboard.press('Enter');
    const panel = page.locator('.attune-popover__panel:popover-open');
    await panel.waitFor();
    expect(
      await gloss.evaluate((element) =>
        (element as HTMLButtonElement & { popoverTargetElement: Element }).popoverTargetElement.matches(
          ':popover-open',
        ),
      ),
    ).toBe(true);
    expect(await panel.innerText()).toContain('Because of your answers');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' }).catch(() => undefined);
    expect(await page.locator('.attune-popover__panel:popover-open').count()).toBe(0);
    expect(await gloss.evaluate((element) => element === document.activeElement)).toBe(true);
    await context.close();
  });

  it('opens by touch on a phone and stays within the screen', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, touch: true, width: 390, height: 844 });
    await openPersonalized(page, `${product.url}/ros2-graph`);
    const glosses = await page.locator('#attune-panel > p button.attune-gloss').all();
    for (const gloss of glosses.slice(0, 6)) {
      await gloss.tap();
      const box = await page.locator('.attune-popover__panel:popover-open').boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
      await page.keyboard.press('Escape');
    }
    await context.close();
  });

  it('is explained once in a chapter and never in code, links or headings', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/control`);
    const terms = await page.locator('.attune-gloss__term').allTextContents();
    expect(new Set(terms).size).toBe(terms.length);
    expect(await page.locator(':is(pre, code, a, h1, h2, h3, h4) .attune-gloss').count()).toBe(0);
    await context.close();
  });
});

describe('accessibility', () => {
  const scan = async (options: Parameters<typeof visit>[1], path: string): Promise<string[]> => {
    const { page, context } = await visit(browser, options);
    await page.goto(product.url + path);
    await page
      .locator(path.startsWith('/attune') ? '.attune-question' : '.attune-tabs')
      .first()
      .waitFor();
    if (options?.answers && !path.startsWith('/attune')) await page.locator('.attune-reader').waitFor();
    // Ours: the site round it is Docusaurus'.
    const target = path.startsWith('/attune') ? '.attune-form' : 'article';
    const { violations } = await new AxeBuilder({ page })
      .include(target)
      .exclude('.katex')
      // Formulas that scroll by themselves: Chromium lets the keyboard reach them without a tabindex.
      .exclude('.katex-display')
      .exclude('.prism-code')
      .exclude('.mermaid')
      .exclude('.docusaurus-mermaid-container')
      .analyze();
    await context.close();
    return violations.map(
      (violation) =>
        `${violation.id}: ${violation.nodes
          .map((node) => node.html.slice(0, 160))
          .slice(0, 3)
          .join(' | ')}`,
    );
  };

  it.each([
    ['the invitation', {}, '/jetson'],
    ['a personalized chapter', { answers: BEGINNER }, '/jetson'],
    ['the same in the dark', { answers: BEGINNER, dark: true }, '/jetson'],
    ['the same in Urdu on a phone', { answers: URDU, width: 390, height: 844 }, '/jetson'],
    ['the questionnaire', {}, '/attune/welcome'],
    ['the preferences in the dark', { answers: EXPERT, dark: true }, '/attune/preferences'],
    ['the preferences in Urdu', { answers: URDU }, '/attune/preferences'],
  ])('finds no violation in %s', async (_name, options, path) => {
    expect(await scan(options, path)).toEqual([]);
  });
});
