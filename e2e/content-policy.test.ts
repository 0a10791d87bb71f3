import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../scripts/demo.ts';
import { BEGINNER, launchBrowser, visit } from './support/browser.ts';
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

const build = join(demoSite, 'build');
const { chapters } = JSON.parse(readFileSync(join(build, 'attune/book.json'), 'utf8')) as {
  chapters: { permalink: string }[];
};

describe('the policy that pages are served with', () => {
  it('has no script that stands in a page run but those of the build, and breaks nothing on any page', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await context.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      document.addEventListener('securitypolicyviolation', (event) =>
        seen.push(`${event.effectiveDirective} ${event.blockedURI}`),
      );
    });
    for (const permalink of [...chapters.map((chapter) => chapter.permalink), '/attune/preferences']) {
      const answer = await page.goto(product.url + permalink);
      const scripts = /script-src ([^;]+)/.exec(answer?.headers()['content-security-policy'] ?? '')?.[1] ?? '';
      expect(scripts).toMatch(/^'self'(?: 'sha256-[\w+/=]+')+$/);
      if (chapters.some((chapter) => chapter.permalink === permalink)) await page.locator('.attune-reader').waitFor();
      expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    // The build's own script has run: it says which colours are shown before anything is painted.
    expect(await page.locator('html').getAttribute('data-theme')).toMatch(/^(?:light|dark)$/);

    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.ran = true');
      image.src = '/nowhere.png';
      document.body.append(image);
    });
    await expect.poll(() => page.evaluate(() => (window as unknown as { seen: string[] }).seen.length)).toBe(2);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await context.close();
  });
});

describe('what readers download', () => {
  it('has no secret in it: no key of a provider, no variable of the service’s environment', () => {
    const files = readdirSync(build, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:js|css|html|json|txt|map)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(50);
    const environment = readFileSync(new URL('../packages/server/src/environment.ts', import.meta.url), 'utf8');
    const names = [...environment.matchAll(/^ {2}([A-Z][A-Z_]{5,}):/gm)].map(([, name = '']) => name);
    expect(names).toContain('ATTUNE_SECRET');
    // Values of this process too, where they are long enough to be told from words.
    const values = Object.entries(process.env).filter(
      ([name, value]) => /KEY|SECRET|TOKEN|PASSWORD/.test(name) && (value?.length ?? 0) > 7,
    );
    const secrets = [...names, ...values.map(([, value]) => value as string)];
    const keys =
      /sk-ant-|sk-proj-|\bsk-[A-Za-z0-9]{20,}|AIza[\w-]{30,}|postgres(?:ql)?:\/\/\S+:\S+@|BEGIN (?:RSA |EC )?PRIVATE KEY/;
    const found = files.flatMap((file) => {
      const text = readFileSync(join(build, file), 'utf8');
      return [...secrets.filter((secret) => text.includes(secret)), ...(keys.exec(text) ?? [])].map(
        (what) => `${file}: ${what}`,
      );
    });
    expect(found).toEqual([]);
  });
});
