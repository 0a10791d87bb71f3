import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestions, BEGINNER, launchBrowser, openPersonalized, URDU, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';
import { type Shape, TRANSLATED, buildTableSite } from './support/table-site.ts';
import { startTeacher, type Teacher } from './support/teacher.ts';

// Sites whose configuration moves pages about, few builds with many options each.

interface Row extends Shape {
  readonly name: string;
  /** Ids of chapters and where they stand. */
  readonly chapters: Readonly<Record<string, string>>;
}

const SITES: readonly Row[] = [
  {
    name: 'two locales, versions, no trailingSlash chosen',
    baseUrl: '/',
    locales: ['en', 'ur'],
    hasArabic: true,
    isVersioned: true,
    chapters: {
      'default/current/en/intro': '/next/intro',
      'default/current/en/02-parts/01-arm': '/next/parts/arm',
      'default/1.0/en/intro': '/intro',
      'default/current/ur/intro': '/ur/next/intro',
      'default/current/ur/02-parts/01-arm': '/ur/next/parts/arm',
      'default/1.0/ur/intro': '/ur/intro',
    },
  },
  {
    name: 'a baseUrl, trailingSlash true, two docs plugins, two locales',
    baseUrl: '/the/book/',
    trailingSlash: true,
    locales: ['en', 'ur'],
    hasLabs: true,
    chapters: {
      'default/current/en/intro': '/the/book/intro/',
      'default/current/en/02-parts/01-arm': '/the/book/parts/arm/',
      'labs/current/en/first': '/the/book/labs/first/',
      'default/current/ur/intro': '/the/book/ur/intro/',
      'default/current/ur/02-parts/01-arm': '/the/book/ur/parts/arm/',
      'labs/current/ur/first': '/the/book/ur/labs/first/',
    },
  },
  {
    name: 'a baseUrl, trailingSlash false, versions and two docs plugins',
    baseUrl: '/book/',
    trailingSlash: false,
    locales: ['en'],
    isVersioned: true,
    hasLabs: true,
    chapters: {
      'default/current/en/intro': '/book/next/intro',
      'default/current/en/02-parts/01-arm': '/book/next/parts/arm',
      'default/1.0/en/intro': '/book/intro',
      'labs/current/en/first': '/book/labs/first',
    },
  },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(SITES)('a site with $name', ({ chapters, ...shape }) => {
  let site: Awaited<ReturnType<typeof buildTableSite>>;
  let product: Product;
  let teacher: Teacher;
  beforeAll(async () => {
    site = await buildTableSite(shape);
    teacher = await startTeacher();
    product = await startProduct({ site: site.siteDir, environment: teacher.environmentFor('anthropic') });
  }, 240_000);
  afterAll(async () => {
    await product?.close();
    await teacher?.close();
    await site?.remove();
  });
  const { baseUrl } = shape;
  const [first = ''] = Object.values(chapters);

  it('has its chapters at their addresses', async () => {
    const answer = await fetch(`${product.url}/v1/chapters`);
    const listed = ((await answer.json()) as { chapters: { id: string; permalink: string }[] }).chapters;
    expect(Object.fromEntries(listed.map(({ id, permalink }) => [id, permalink]))).toEqual(chapters);
  });

  it.each(Object.entries(chapters).filter(([id]) => id !== 'default/current/ur/intro'))(
    'personalizes %s',
    async (_id, path) => {
      const { page, context, complaints } = await visit(browser, { answers: BEGINNER, baseUrl });
      await openPersonalized(page, product.url + path);
      await page.getByText('What a beginner reads').waitFor();
      expect(new URL(page.url()).pathname).toBe(path);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('asks on a page of its own what some chapter calls for and nothing else, and leads back', async () => {
    const { page, context, complaints } = await visit(browser, { baseUrl });
    await page.goto(product.url + first);
    await page.getByRole('link', { name: 'Choose answers' }).click();
    // Only the labs speak of what teachers and students do, and nothing of any hardware.
    const labels = [...(shape.hasLabs ? ['I teach'] : []), 'Beginner', 'Not yet', 'English'];
    await page.getByText(`Question 1 of ${labels.length}`).waitFor();
    await answerQuestions(page, labels);
    await page.getByText('What a beginner reads').waitFor();
    expect(new URL(page.url()).pathname).toBe(first);
    await page.getByRole('link', { name: 'Your profile' }).click();
    await page.getByRole('heading', { name: 'Your profile' }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Beginner').isChecked()).toBe(true);
    expect(await page.locator('.attune-question legend').count()).toBe(labels.length);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.runIf(shape.locales.includes('ur'))('has the author’s translation before any model’s', async () => {
    const asked = teacher.asked.length;
    const { page, context } = await visit(browser, { answers: URDU, baseUrl });
    await openPersonalized(page, product.url + chapters['default/current/en/intro']);
    expect(await page.locator('#attune-panel').innerText()).toContain('A robot sees the world');
    const link = page.locator('.attune-translation a');
    expect(await link.getAttribute('lang')).toBeNull();
    await link.click();
    await page.waitForURL(product.url + chapters['default/current/ur/intro']);
    await page.locator('.attune-reader').waitFor();
    expect(await page.locator('#attune-panel').innerText()).toContain(TRANSLATED);
    const translations = teacher.asked.slice(asked).filter(({ prompt }) => prompt.task.includes('is in Urdu'));
    expect(translations).toEqual([]);
    await context.close();
  });

  it.runIf(shape.locales.includes('ur'))('translates a page of the locale that its author has not', async () => {
    const { page, context } = await visit(browser, { answers: URDU, baseUrl });
    await openPersonalized(page, product.url + chapters['default/current/ur/02-parts/01-arm']);
    await page.locator('#attune-panel p[lang="ur"][dir="rtl"]').first().waitFor();
    expect(await page.locator('.attune-translation').count()).toBe(0);
    // The sides of what runs from right to left are right in a site that does, too: its sign stands beside the text, not on it.
    const [text, sign] = await Promise.all([
      page.locator('#attune-panel p[lang="ur"]').first().boundingBox(),
      page.locator('#attune-panel .attune-mark__button').first().boundingBox(),
    ]);
    expect((sign?.x ?? Infinity) - (text?.x ?? 0)).toBeLessThan(24);
    const shown = page.locator('.attune-passage--shown');
    const widths = await shown.evaluate((one) => [
      getComputedStyle(one).borderLeftWidth,
      getComputedStyle(one).borderRightWidth,
    ]);
    expect(widths).toEqual(['0px', '3px']);
    await context.close();
  });

  it.runIf(shape.hasArabic)('takes a third language by its texts and an option of a facet alone', async () => {
    const answers = { ...BEGINNER, preferred_language: 'Arabic' };
    const { page, context, complaints } = await visit(browser, { answers, baseUrl });
    await openPersonalized(page, product.url + chapters['default/current/en/02-parts/01-arm']);
    await page.locator('#attune-panel p[lang="ar"][dir="rtl"]').first().waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['نص المؤلف', 'مُعدّ لك']);
    expect(await page.locator('.attune-bar').getAttribute('dir')).toBe('rtl');
    const [original, personalized] = await Promise.all(
      (await page.getByRole('tab').all()).map((tab) => tab.boundingBox()),
    );
    expect(original?.x).toBeGreaterThan(personalized?.x ?? Infinity);
    // The title that stands in the text; one of the front matter is no block, and stays.
    await page.locator('h1[lang="ar"][dir="rtl"]').waitFor();
    const entry = page.locator('.table-of-contents a[href="#next-steps"]');
    await entry.locator('[lang="ar"][dir="rtl"]', { hasText: 'الخطوات التالية' }).waitFor();
    await page.getByRole('tab').first().click();
    await entry.getByText('Next steps').waitFor();
    await page.goto(`${product.url}${baseUrl}attune/welcome`);
    await page.locator('.attune-wizard[lang="ar"][dir="rtl"]').getByText('السؤال 1 من 3').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.runIf(shape.locales.includes('ur'))('speaks the locale’s language before it knows the reader', async () => {
    const html = await (await fetch(product.url + chapters['default/current/ur/intro'])).text();
    expect(html).toMatch(/<div class="?attune-bar"? lang="?ur"? dir="?rtl"?/);
    expect(html).toMatch(/role="?tab"?[^>]*>آپ کے لیے</);
    const { page, context } = await visit(browser, { answers: BEGINNER, baseUrl });
    await page.goto(product.url + chapters['default/current/ur/intro']);
    await page.getByRole('tab', { name: 'Personalized' }).waitFor();
    await context.close();
  });
});
