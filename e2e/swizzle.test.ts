import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, launchBrowser, openPersonalized, visit } from './support/browser.ts';
import { run } from './support/commands.ts';
import { type Product, startProduct } from './support/product.ts';
import { buildTableSite } from './support/table-site.ts';

/** Docusaurus' own command, as an author gives it. */
const swizzle = (siteDir: string, what: string): Promise<string> =>
  run(`../node_modules/.bin/docusaurus swizzle @attune/docusaurus ${what}`, { cwd: siteDir });

describe('the components of the theme', () => {
  let site: Awaited<ReturnType<typeof buildTableSite>>;
  let listed: string;
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    site = await buildTableSite({ baseUrl: '/', locales: ['en'] }, async (siteDir) => {
      listed = await swizzle(siteDir, '--list --typescript');
      await swizzle(siteDir, 'AttuneReasons --eject --typescript');
      await swizzle(siteDir, 'AttunePassage --eject --typescript --danger');
      await swizzle(siteDir, 'AttuneBar --wrap --javascript');
      change(siteDir, 'AttuneReasons/index.tsx', '{t.because}', 'Because you said so');
      change(siteDir, 'AttunePassage/index.tsx', "'attune-passage--shown'", "'attune-passage--shown', 'own-passage'");
      change(siteDir, 'AttuneBar/index.js', '<AttuneBar {...props} />', '<AttuneBar {...props} /><p>Round the bar</p>');
    });
    [product, browser] = await Promise.all([startProduct({ site: site.siteDir }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.close();
    await site?.remove();
  });

  function change(siteDir: string, path: string, from: string, to: string): void {
    const file = join(siteDir, 'src/theme', path);
    const source = readFileSync(file, 'utf8');
    if (!source.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(file, source.replace(from, to));
  }

  it('are listed under the package’s name, with what is safe', () => {
    const rows = listed.split('\n').filter((line) => /Attune|TOCItems/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.find((row) => row.includes('AttuneGloss'))).toMatch(/Safe.*Safe/);
    expect(rows.find((row) => row.includes('AttuneBlock'))).toMatch(/Forbidden.*Forbidden/);
  });

  it('are refused where ejecting would break the page', async () => {
    await expect(swizzle(site.siteDir, 'AttuneBlock --eject --typescript')).rejects.toThrow('forbidden');
  });

  it('have their words among those that write-translations writes', async () => {
    await run('../node_modules/.bin/docusaurus write-translations', { cwd: site.siteDir });
    const written = readFileSync(join(site.siteDir, 'i18n/en/attune/interface.json'), 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      'attune.personalized': { message: 'Personalized' },
      'attune.terms.one': { message: '{count} term explained' },
      'transformations.translate': { message: 'In your language' },
    });
  });

  it('show what an author made of them, ejected or wrapped, on a built site', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/intro`);
    await page.getByText('Round the bar').waitFor();
    await page.locator('.own-passage .attune-popover__button').click();
    await page.getByText('Because you said so: Programming: Beginner').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
