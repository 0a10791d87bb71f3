import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNER, EXPERT, launchBrowser, openDetails, openPersonalized, URDU, visit } from './support/browser.ts';
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

const PHONE = { width: 390, height: 844, touch: true };
const panel = (page: Page): Locator => page.locator('.attune-popover__panel:popover-open');
const offer = encodeURIComponent('programming_experience:Advanced;hardware_availability:Cloud');

/** Everything that this part of the page can open, one after the other. */
const STATES: readonly [string, (page: Page) => Promise<void>][] = [
  [
    'the details with the answers to change',
    async (page) => {
      await openDetails(page);
      await page.locator('.attune-details .attune-actions button').first().click();
      await page.locator('.attune-answers select').first().waitFor();
    },
  ],
  [
    'a page as somebody else reads it, with a link for a class',
    async (page) => {
      await page.locator('.attune-details .attune-actions button').nth(1).click();
      await page.locator('.attune-answers select').nth(1).selectOption('Advanced');
      await page.locator('.attune-visit').waitFor();
      await page.locator('.attune-share button').nth(1).click();
      await page.locator('.attune-share__link').waitFor();
      await page.locator('.attune-visit button').click();
      await page.locator('.attune-visit').waitFor({ state: 'detached' });
    },
  ],
  [
    'the mark of a change, with the comparison and a report',
    async (page) => {
      await page.locator('.attune-mark__button').nth(1).click();
      await panel(page).locator('.attune-feedback').waitFor();
      const compare = panel(page).locator('.attune-change > button');
      if ((await compare.count()) > 0) await compare.click();
      await panel(page).locator('.attune-feedback .attune-link').click();
      await panel(page).locator('textarea').waitFor();
    },
  ],
  [
    'a version that somebody shared, and answers that a link proposes',
    async (page) => {
      await page.keyboard.press('Escape');
      const link = page.locator('.attune-share__link input');
      await page.locator('.attune-share button').first().click();
      await expect.poll(() => link.inputValue()).toContain('variant=');
      const hash = new URL(await link.inputValue()).searchParams.get('variant');
      await page.goto(`${product.url}/kinematics?variant=${hash}&reader=${offer}`);
      await page.locator('.attune-visit').nth(1).waitFor();
    },
  ],
];

async function violations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include('article');
  for (const authors of ['.katex', '.katex-display', '.prism-code', '.docusaurus-mermaid-container'])
    axe.exclude(authors);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

describe('axe finds no violation', () => {
  it.each([
    ['in English', { answers: BEGINNER }],
    ['in English in the dark on a phone', { answers: BEGINNER, dark: true, ...PHONE }],
    ['in Urdu on a phone', { answers: URDU, ...PHONE }],
    ['in Urdu in the dark', { answers: URDU, dark: true }],
  ])('%s, whatever is open', { timeout: 120_000 }, async (_how, options) => {
    const { page, context, complaints } = await visit(browser, options);
    await openPersonalized(page, `${product.url}/kinematics`);
    for (const [state, reach] of STATES) {
      await reach(page);
      expect([state, ...(await violations(page))]).toEqual([state]);
    }
    // A diagram that is drawn while the page is left complains of it.
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a finger', () => {
  it('finds every control 44 pixels wide and high, whatever is open, in both languages', async () => {
    for (const answers of [BEGINNER, URDU]) {
      const { page, context } = await visit(browser, { answers, ...PHONE });
      await openPersonalized(page, `${product.url}/kinematics`);
      for (const [state, reach] of STATES) {
        await reach(page);
        const small = await page
          .locator('.attune-bar :is(button, select, input), .attune-popover__panel:popover-open :is(button, textarea)')
          .filter({ visible: true })
          .evaluateAll((all) =>
            all
              .map((one) => ({ name: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
              .filter(({ box }) => Math.min(box.height, box.width) < 43.5)
              .map(({ name, box }) => `${name} ${box.width} × ${box.height}`),
          );
        expect([state, ...small]).toEqual([state]);
      }
      const reach = await page
        .locator('.attune-mark__button')
        .evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one, '::after').height)));
      expect(Math.min(...reach)).toBeGreaterThanOrEqual(44);
      await context.close();
    }
  });
});

describe('a page that is magnified four times', () => {
  it.each([
    ['in English', BEGINNER],
    ['in Urdu', URDU],
  ])('is one column without anything at its side, whatever is open, %s', async (_language, answers) => {
    // 1280 by 1024 pixels, of which each takes sixteen.
    const { page, context } = await visit(browser, { answers, width: 320, height: 256 });
    await openPersonalized(page, `${product.url}/kinematics`);
    for (const [state, reach] of STATES) {
      await reach(page);
      const [overflow, dock] = await page.evaluate(() => [
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        document.querySelector('.attune-dock')?.getBoundingClientRect().height ?? 0,
      ]);
      expect([state, overflow]).toEqual([state, 0]);
      // Most of the view is left to read in.
      expect(dock).toBeLessThanOrEqual(80);
    }
    await context.close();
  });
});

describe('what a reader asked of their system', () => {
  it('is kept to: nothing moves by itself where that was asked for', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    const durations = (): Promise<string[]> =>
      page
        .locator('[class*="attune-"]')
        .evaluateAll((all) => [
          ...new Set(
            all.flatMap((one) => [getComputedStyle(one).transitionDuration, getComputedStyle(one).animationName]),
          ),
        ]);
    await openPersonalized(page, `${product.url}/kinematics`);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect((await durations()).sort()).toEqual(['0s', 'none']);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await durations()).toContain('0.12s, 0.12s');
    await context.close();
  });

  it('is kept to: in their own colours the chosen tab and the thumb that was pressed are told from the others', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await page.emulateMedia({ forcedColors: 'active' });
    await openPersonalized(page, `${product.url}/kinematics`);
    const colours = (where: Locator): Promise<string[]> =>
      where.evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
    const tabs = await colours(page.getByRole('tab'));
    expect(new Set(tabs).size).toBe(2);
    await page.locator('.attune-mark__button').first().click();
    await panel(page).getByRole('button', { name: 'This helps' }).click();
    expect(new Set(await colours(panel(page).locator('.attune-thumb'))).size).toBe(2);
    await context.close();
  });
});

describe('by keyboard alone', () => {
  /** Presses Tab until something of that name has the focus. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const one = document.activeElement;
        const label = one && 'labels' in one ? (one.labels as NodeListOf<HTMLElement> | null)?.[0] : null;
        return (one?.getAttribute('aria-label') ?? label?.textContent ?? one?.textContent ?? '').trim();
      });
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    }
    throw new Error(`no Tab leads to ${String(name)}`);
  }

  it('a reader answers, switches, opens a change, takes it back, reports it, tries another reader and comes back', async () => {
    const { page, context, complaints } = await visit(browser);
    await page.goto(`${product.url}/kinematics`);
    await page.getByText('This book can adapt to you').waitFor();
    await tabTo(page, 'Choose answers');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/attune/welcome**');
    for (const down of [0, 0, 0, 0, 3]) {
      await page.locator('.attune-question input').first().waitFor();
      await tabTo(page, /./);
      await page.locator('.attune-question input:focus').waitFor();
      await page.keyboard.press('Space');
      for (let times = 0; times < down; times++) await page.keyboard.press('ArrowDown');
      await tabTo(page, 'Next');
      await page.keyboard.press('Enter');
    }
    await tabTo(page, 'Start reading');
    await page.keyboard.press('Enter');
    await page.locator('.attune-reader').waitFor();

    await tabTo(page, 'Personalized');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tab', { name: 'Original', selected: true }).waitFor();
    await page.keyboard.press('End');
    await page.locator('.attune-reader').waitFor();

    await tabTo(page, /^Reworded by a language model/);
    await page.keyboard.press('Enter');
    await panel(page).locator('.attune-feedback').waitFor();
    await tabTo(page, 'Report a problem');
    await page.keyboard.press('Enter');
    await tabTo(page, 'What is wrong here?');
    await page.keyboard.type('Too plain.');
    await tabTo(page, 'Send');
    await page.keyboard.press('Enter');
    await panel(page).getByText('Thank you').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('attune-mark__button');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Back to the author’s words');
    await page.keyboard.press('Enter');
    await page.locator('.attune-mark--undone').waitFor({ state: 'attached' });

    await page.keyboard.press('Control+Home');
    await page.getByRole('tab', { name: 'Personalized' }).focus();
    await tabTo(page, 'What was done');
    await page.keyboard.press('Enter');
    await page.locator('.attune-share').waitFor();
    await tabTo(page, 'Read as somebody else');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Programming');
    await page.keyboard.press('End');
    await page.locator('.attune-reader').filter({ hasText: 'Programming: Advanced' }).waitFor();
    await tabTo(page, 'Back to yourself');
    await page.keyboard.press('Enter');
    await page.locator('.attune-reader').filter({ hasText: 'Programming: Beginner' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('attune-tab-personalized');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a screen reader', () => {
  it('is told of the tabs, of a change beside its block, and what it opens', async () => {
    const { page, context } = await visit(browser, { answers: EXPERT });
    await openPersonalized(page, `${product.url}/kinematics`);
    expect(await page.locator('.attune-tabs').ariaSnapshot()).toBe(
      ['- tablist "Version of this chapter":', '  - tab "Original"', '  - tab "Personalized" [selected]'].join('\n'),
    );
    const mark = page.locator('.attune-mark').first();
    expect(await mark.ariaSnapshot()).toMatch(/^- 'button \\?"Reworded by a language model: [^"]+"'$/);
    await mark.getByRole('button').first().click();
    await panel(page).locator('.attune-feedback').waitFor();
    const said = await panel(page).ariaSnapshot();
    expect(said).toMatch(/strong: \w[^]*Reworded by a language model[^]*Because of your answers: \w+: \w/);
    expect(said).toMatch(
      /button "Back to the author’s words"[^]*The author’s words[^]*button "Compare word by word"[^]*button "This helps"[^]*button "This does not help"[^]*button "Report a problem"/,
    );
    expect(await page.locator('.attune-insert').first().ariaSnapshot()).toMatch(
      /^- note "[A-Z][a-z]+\. written by a language model, not by the author":/,
    );
    await context.close();
  });
});
