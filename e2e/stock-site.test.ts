import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, EXPERT, launchBrowser, visit } from './support/browser.ts';
import { commandsOf, run, runUntil } from './support/commands.ts';
import { createStockSite, type StockSite } from './support/stock-site.ts';

// A site as create-docusaurus leaves it, to which Attune is added by what the README says and nothing else.

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const READY = /Attune is ready at (http:\/\/localhost:\d+)/;
const step = (start: string): string => {
  const command = commandsOf(readme).find((candidate) => candidate.startsWith(start));
  if (command === undefined) throw new Error(`the README has no ${start}`);
  return command;
};

const MARK = `

:::for{programming_experience="Beginner"}

A terminal is a window that takes commands.

:::
`;

/** The author's configuration with the README's lines round it: the import above, the call in place of the name. */
async function addAttune(siteDir: string): Promise<void> {
  const lines = (await readFile(readme, 'utf8')).match(/```ts\n([^]*?)```/)?.[1] ?? '';
  const [imported = '', exported = ''] = lines.split(/\n\nconst config = \{[^]*?\};\n\n/);
  const path = join(siteDir, 'docusaurus.config.js');
  const config = await readFile(path, 'utf8');
  await writeFile(path, `${imported}\n${config.replace('export default config;', exported)}`);
}

let site: StockSite;
let url: string;
let stop: () => Promise<void>;
let browser: Browser;
beforeAll(async () => {
  site = await createStockSite();
  const cwd = site.siteDir;
  await run(`${step('npx docusaurus build')} --out-dir plain`, { cwd });
  await run(step('npm install'), { cwd });
  await addAttune(cwd);
  await writeFile(join(cwd, 'docs/intro.mdx'), MARK, { flag: 'a' });
  await run(step('npx docusaurus build'), { cwd });
  const running = await runUntil(step('npx attune serve').replace('4100', '0'), READY, { cwd });
  stop = running.stop;
  url = running.found[1] ?? '';
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await stop?.();
  await site?.remove();
});

describe('a stock site with Attune', () => {
  it.each([
    ['wide', 1280],
    ['on a phone', 390],
  ])('has the tabs on its docs, and a page is personalized for whoever asks: %s', async (_what, width) => {
    const { page, context, complaints } = await visit(browser, { width });
    await page.goto(`${url}/docs/intro`);
    const tabs = page.getByRole('tab');
    expect(await tabs.allInnerTexts()).toEqual(['Original', 'Personalized']);
    expect(await page.getByText('A terminal is a window').count()).toBe(0);
    await page.getByRole('link', { name: 'Choose answers' }).click();
    await page.getByText('Question 1 of').waitFor();
    const start = page.getByRole('button', { name: 'Start reading' });
    for (; !(await start.isVisible()); await page.getByRole('button', { name: /Next|Skip this question/ }).click()) {
      const beginner = page.getByLabel('Beginner');
      if (await beginner.isVisible()) await beginner.check();
    }
    await start.click();
    await page.getByText('A terminal is a window').waitFor();
    await tabs.first().click();
    expect(await page.getByText('A terminal is a window').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('personalizes for one reader what another does not see', async () => {
    for (const [answers, number] of [
      [BEGINNER, 1],
      [EXPERT, 0],
    ] as const) {
      const { page, context } = await visit(browser, { answers });
      await page.goto(`${url}/docs/intro`);
      await page.locator('.attune-reader').waitFor();
      expect(await page.getByText('A terminal is a window').count()).toBe(number);
      await context.close();
    }
  });

  it('leaves a chapter that it personalizes whole: code, admonitions, pictures and components stand as before', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await page.goto(`${url}/docs/tutorial-basics/markdown-features`);
    await page.locator('.attune-reader').waitFor();
    for (const selector of ['.theme-code-block', '.theme-admonition-tip', 'img[alt="Docusaurus logo"]', 'button'])
      expect(await page.locator(`#attune-panel ${selector}`).count(), selector).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each(['index.html', 'blog/index.html', 'blog/welcome/index.html', 'markdown-page/index.html'])(
    'leaves blog and pages as they were: %s',
    async (path) => {
      const before = mainOf(await readFile(join(site.siteDir, 'plain', path), 'utf8'));
      expect(before.length).toBeGreaterThan(300);
      expect(mainOf(await readFile(join(site.siteDir, 'build', path), 'utf8'))).toBe(before);
    },
  );
});

/** What stands between the navigation bar, which has a link more, and the footer. */
const mainOf = (html: string): string => /<\/nav>([^]*)<footer/.exec(html)?.[1] ?? '';
