import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { BEGINNER, launchBrowser, openDetails, URDU, visit } from './support/browser.ts';
import { layLine } from './support/line.ts';
import { type Product, startProduct } from './support/product.ts';
import type { Asked } from './support/teacher-answers.ts';
import { type Provider, startTeacher, type Teacher } from './support/teacher.ts';

// What a reader has of a chapter while a model adapts it, with a model on this machine that speaks each provider's own format. Every test
// reads another chapter, of which nothing is known yet.

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const marks = (page: Page): Locator => page.locator('#attune-panel .attune-mark__button');
const progress = (page: Page): Locator => page.locator('.attune-progress');

/** Waits until so many blocks have been put in other words. */
const untilMarked = (page: Page, count: number): Promise<void> =>
  marks(page)
    .nth(count - 1)
    .waitFor({ state: 'attached' });

async function untilAdapted(page: Page): Promise<void> {
  await page.locator('.attune-reader').waitFor();
  await progress(page).waitFor({ state: 'detached' });
}

/** Blocks through and to be done, as the reader is told. */
async function counted(page: Page): Promise<{ done: number; total: number }> {
  await page.getByText(/Adapting: \d+ of \d+/).waitFor();
  const [, done, total] = /(\d+) of (\d+)/.exec(await progress(page).innerText()) ?? [];
  return { done: Number(done), total: Number(total) };
}

async function violations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include('article');
  for (const authors of ['.katex', '.katex-display', '.prism-code', '.docusaurus-mermaid-container'])
    axe.exclude(authors);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

const formulas = (page: Page): Promise<string[]> =>
  page
    .locator('#attune-panel :is(.katex annotation, a[href], pre)')
    .evaluateAll((all) => all.map((one) => `${one.getAttribute('href') ?? ''} ${one.textContent}`));

describe.each<Provider>(['anthropic', 'openai'])(
  'a reader whose chapter a model of %s adapts',
  { retry: 0 },
  (provider) => {
    let teacher: Teacher;
    let product: Product;
    beforeAll(async () => {
      teacher = await startTeacher();
      // A copy has no prepared adaptations beside it.
      product = await startProduct({ copy: true, environment: teacher.environmentFor(provider) });
    });
    afterAll(async () => {
      await product.close();
      await teacher.close();
    });
    beforeEach(() => {
      teacher.pace = () => 10;
      teacher.cuts = 0;
      teacher.allow(Infinity);
    });
    const askedSince = (count: number, kind: Asked['kind']): string[] =>
      teacher.asked.slice(count).flatMap((one) => (one.kind === kind ? one.names : []));

    it('reads the author’s page meanwhile, is told how far it is, and gets edit after edit in its place', async () => {
      const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
      teacher.allow(0);
      await page.goto(`${product.url}/control`);
      await page.getByText('A language model is reading the chapter for you').waitFor();
      const first = page.locator('#attune-panel p').filter({ hasText: 'Tell a motor to turn' });
      const authors = await first.innerText();
      const kept = await formulas(page);
      expect(await marks(page).count()).toBe(0);
      expect(await violations(page)).toEqual([]);

      await page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        const look = (): void => {
          const count = document.querySelectorAll('#attune-panel .attune-mark').length;
          const said = document.querySelector('.attune-progress')?.textContent ?? 'through';
          const [, done = '', total = ''] = /(\d+) of (\d+)/.exec(said) ?? [];
          const line = `${count} ${said === 'through' ? said : `${done}/${total}`}`;
          if (seen.at(-1) !== line) seen.push(line);
          requestAnimationFrame(look);
        };
        look();
      });
      teacher.allow(25);
      await untilMarked(page, 1);
      expect(await violations(page)).toEqual([]);
      teacher.pace = (line) => 20 + (line.length % 80);
      teacher.allow(Infinity);
      await untilAdapted(page);
      const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
      const meanwhile = seen
        .filter((line) => /^[1-9]\d* \d+\/[1-9]/.test(line))
        .map((line) => Number(line.split(' ')[0]));
      expect(new Set(meanwhile).size).toBeGreaterThan(4);
      expect(meanwhile).toEqual(meanwhile.toSorted((a, b) => a - b));
      expect(await marks(page).count()).toBe(20);

      const adapted = await first.innerText();
      expect(adapted.slice(0, 60)).toBe(authors.slice(0, 60));
      expect(adapted.length).toBeGreaterThan(authors.length + 20);
      expect(await formulas(page)).toEqual(kept);
      await marks(page).first().click();
      expect(await page.locator('.attune-popover__panel:popover-open').innerText()).toContain(
        'Reworded by a language model',
      );
      await page.keyboard.press('Escape');
      expect(await page.locator('.attune-status').innerText()).toMatch(/20 passages reworded · 7 notes added/);
      await openDetails(page);
      expect(await page.locator('.attune-makers').innerText()).toContain(`${provider}/test`);
      expect(await page.locator('#attune-panel').innerText()).not.toContain('⟦');
      expect(complaints).toEqual([]);
      await context.close();
    });

    it('has it at once the next time, and so has every reader like them: no model is asked', async () => {
      const count = teacher.asked.length;
      for (const answers of [BEGINNER, { ...BEGINNER }]) {
        const { page, context } = await visit(browser, { answers });
        teacher.allow(0);
        await page.goto(`${product.url}/control`);
        await untilMarked(page, 20);
        expect(await progress(page).count()).toBe(0);
        await page.reload();
        await untilMarked(page, 20);
        await context.close();
      }
      expect(teacher.asked.length).toBe(count);
    });

    it.each([
      ['a heading in mid-page', 'kinematics', 'h2, h3', 200],
      ['a paragraph', 'vla', 'p', 240],
      ['the first words of the chapter', 'embodiment', 'p', undefined],
    ])('keeps %s where it is while blocks arrive', async (_what, chapter, tag, height) => {
      const { page, context } = await visit(browser, { answers: BEGINNER });
      teacher.allow(0);
      await page.goto(`${product.url}/${chapter}`);
      await progress(page).waitFor();
      await page.evaluate(
        ([tag, height]) => {
          const all = [...document.querySelectorAll<HTMLElement>(`#attune-panel > :is(${tag})`)];
          const read = all[height === undefined ? 0 : Math.floor(all.length / 2)]!;
          if (height !== undefined)
            window.scrollBy({ top: read.getBoundingClientRect().top - height, behavior: 'instant' });
          const tops: number[] = [];
          Object.assign(window, { tops, length: document.documentElement.scrollHeight });
          const look = (): void => {
            tops.push(read.getBoundingClientRect().top);
            requestAnimationFrame(look);
          };
          look();
        },
        [tag, height] as const,
      );
      teacher.allow(Infinity);
      await untilAdapted(page);
      await page.waitForTimeout(200);
      const { tops, grown } = await page.evaluate(() => {
        const { tops, length } = window as unknown as { tops: number[]; length: number };
        return { tops, grown: document.documentElement.scrollHeight - length };
      });
      expect(grown).toBeGreaterThan(300);
      expect(Math.max(...tops) - Math.min(...tops)).toBeLessThanOrEqual(1);
      await context.close();
    });

    it('stops it: what is there stays, the model hears of it, and going on asks for the rest alone', async () => {
      const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
      const start = teacher.written.length;
      teacher.allow(50);
      await page.goto(`${product.url}/sensors`);
      await untilMarked(page, 6);
      const { aborted } = teacher;
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped.').waitFor();
      await expect.poll(() => teacher.aborted).toBeGreaterThan(aborted);
      const there = await marks(page).count();
      expect(there).toBeGreaterThanOrEqual(6);

      // Going to and fro between the views changes nothing of that.
      const count = teacher.asked.length;
      await page.getByRole('tab', { name: 'Original' }).click();
      await marks(page).first().waitFor({ state: 'detached' });
      await page.getByRole('tab', { name: 'Personalized' }).click();
      await untilMarked(page, there);
      await page.waitForTimeout(300);
      expect(teacher.asked.length).toBe(count);

      const planned = teacher.written.slice(start).filter(({ answers }) => answers.kind === 'plan');
      const before = new Set(planned.flatMap(({ line }) => /b\d+/.exec(line) ?? []));
      teacher.allow(0);
      await page.getByRole('button', { name: 'Go on' }).click();
      const { done, total } = await counted(page);
      expect(done).toBeGreaterThan(0);
      expect(await marks(page).count()).toBeGreaterThanOrEqual(done);
      teacher.allow(Infinity);
      await untilAdapted(page);
      expect(await marks(page).count()).toBe(31);
      expect(askedSince(count, 'plan').filter((name) => before.has(name))).toEqual([]);
      expect(askedSince(count, 'section').length).toBeLessThanOrEqual(40 - done);
      expect(total).toBeLessThanOrEqual(40);
      expect(complaints).toEqual([]);
      await context.close();
    });

    it('leaves the page and comes back: what was made is there, and only what is missing is asked for', async () => {
      const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
      teacher.allow(45);
      await page.goto(`${product.url}/perception`);
      await untilMarked(page, 6);
      const { done } = await counted(page);
      const { aborted } = teacher;
      await page
        .locator('.menu__link')
        .filter({ hasText: /^Control$/ })
        .click();
      await page.waitForURL('**/control');
      await expect.poll(() => teacher.aborted).toBeGreaterThan(aborted);
      // That one is known.
      await untilMarked(page, 20);

      const count = teacher.asked.length;
      teacher.allow(0);
      await page.goBack();
      await page.waitForURL('**/perception');
      await untilMarked(page, done);
      const back = await counted(page);
      expect(back.done).toBeGreaterThanOrEqual(done);
      teacher.allow(Infinity);
      await untilAdapted(page);
      expect(await marks(page).count()).toBe(26);
      expect(new Set(askedSince(count, 'section')).size).toBe(26 - back.done);
      expect(complaints).toEqual([]);
      await context.close();
    });

    it('is told when the model fails in the middle, keeps what is there, and tries again', async () => {
      const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
      const CUTS = 2;
      teacher.cuts = CUTS;
      await page.goto(`${product.url}/urdf`);
      await page.getByText('Not all of this chapter could be adapted: the language model does not answer').waitFor();
      const there = await marks(page).count();
      expect(there).toBeGreaterThan(10);
      expect(there).toBeLessThan(25);
      expect(await violations(page)).toEqual([]);
      const count = teacher.asked.length;
      teacher.allow(0);
      await page.getByRole('button', { name: 'Try again' }).click();
      await progress(page).waitFor();
      expect(await marks(page).count()).toBe(there);
      teacher.allow(Infinity);
      await untilAdapted(page);
      expect(await marks(page).count()).toBe(25);
      expect(await page.getByText('Not all of this chapter').count()).toBe(0);
      expect(askedSince(count, 'plan')).toEqual([]);
      // Also the blocks in whose middle it failed: what was shown of them stays, and they are asked for anew.
      expect(askedSince(count, 'section').length).toBe(25 - there + CUTS);
      expect(complaints).toEqual([]);
      await context.close();
    });

    it('reads Urdu: prose from right to left as it comes, code and formulas from left to right', async () => {
      const { page, context, complaints } = await visit(browser, { answers: URDU, width: 390, height: 844 });
      teacher.allow(0);
      await page.goto(`${product.url}/services-actions`);
      await page.getByRole('button', { name: 'روکیں' }).waitFor();
      teacher.allow(60);
      await page.locator('#attune-panel > p[lang="ur"][dir="rtl"]').nth(3).waitFor();
      expect(await violations(page)).toEqual([]);
      teacher.allow(Infinity);
      await untilAdapted(page);
      expect(
        await page.locator('#attune-panel > :is(p, h2, h3, ul, ol, table)[lang="ur"][dir="rtl"]').count(),
      ).toBeGreaterThan(25);
      const english = await page
        .locator('#attune-panel > :is(p, h2, h3, ul, ol, table):not([lang="ur"])')
        .allInnerTexts();
      expect(english.filter((text) => text.trim() !== '')).toEqual([]);
      const directions = await page
        .locator('#attune-panel :is(code, pre, .katex)')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
      expect(new Set(directions)).toEqual(new Set(['ltr']));
      expect(await page.locator('#attune-panel').innerText()).not.toContain('⟦');
      expect(complaints).toEqual([]);
      await context.close();
    });
  },
);

describe('a reader whose connection breaks while blocks arrive', () => {
  it('keeps what is there, is told, and gets the rest by trying again', async () => {
    const teacher = await startTeacher();
    teacher.allow(45);
    const product = await startProduct({ copy: true, environment: teacher.environmentFor('anthropic') });
    const { page, context } = await visit(browser, { answers: BEGINNER });
    const line = await layLine(product.url);
    onTestFinished(async () => {
      line.close();
      await product.close();
      await teacher.close();
    });
    await page.goto(`${line.url}/safety`);
    await untilMarked(page, 5);
    line.cut(true);
    await page.getByText('the connection broke off').waitFor();
    const there = await marks(page).count();
    expect(there).toBeGreaterThanOrEqual(5);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('the connection broke off').waitFor();
    expect(await marks(page).count()).toBe(there);
    line.cut(false);
    teacher.allow(Infinity);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('the connection broke off').waitFor({ state: 'detached' });
    await untilAdapted(page);
    expect(await marks(page).count()).toBe(28);
    await context.close();
  });
});
