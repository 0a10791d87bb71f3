import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestions, BEGINNER, launchBrowser, openPersonalized, visit } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

describe('the questionnaire', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });
  const welcome = (back: string): string => `${product.url}/attune/welcome?return=${encodeURIComponent(back)}`;

  it('shows how far it is, goes back, and leads back to the page the reader came from', async () => {
    const { page, context } = await visit(browser);
    await page.goto(welcome('/urdf'));
    await page.getByText('Question 1 of 5').waitFor();
    await page.getByLabel('I teach').check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Question 2 of 5').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('I teach').isChecked()).toBe(true);
    await answerQuestions(page, ['I teach', 'Beginner', 'Not yet', 'English', 'A cloud GPU']);
    await page.waitForURL('**/urdf');
    await page.locator('.attune-reader').waitFor();
    await context.close();
  });

  it('is taken up where it was left', async () => {
    const { page, context } = await visit(browser);
    await page.goto(welcome('/urdf'));
    await page.getByLabel('I do research').check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Question 2 of 5').waitFor();
    await page.goto(`${product.url}/sensors`);
    await page.goto(welcome('/urdf'));
    await page.getByText('Question 2 of 5').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('I do research').isChecked()).toBe(true);
    await context.close();
  });

  it('can be skipped whole: the usual answers hold then', async () => {
    const { page, context } = await visit(browser);
    await page.goto(welcome('/jetson'));
    await page.getByRole('button', { name: 'Skip all questions' }).click();
    await page.waitForURL('**/jetson');
    await page.locator('.attune-reader').waitFor();
    expect(await page.locator('.attune-reader').innerText()).toContain('Programming: Intermediate');
    expect(await page.locator('.attune-reader').innerText()).toContain('Hardware: Just a laptop');
    await context.close();
  });

  it('takes single questions as skipped, and reviews before it ends', async () => {
    const { page, context } = await visit(browser);
    await page.goto(welcome('/jetson'));
    for (let question = 1; question <= 5; question++)
      await page.getByRole('button', { name: 'Skip this question' }).click();
    await page.getByRole('heading', { name: 'Your answers' }).waitFor();
    expect(await page.getByText('usual answer: Intermediate').count()).toBe(1);
    await page.getByRole('button', { name: 'Change this answer: Programming' }).click();
    await page.getByLabel('Advanced').check();
    for (let question = 2; question <= 5; question++)
      await page.getByRole('button', { name: /Next|Skip this question/ }).click();
    await page.getByRole('button', { name: 'Start reading' }).click();
    await page.locator('.attune-reader').waitFor();
    expect(await page.locator('.attune-reader').innerText()).toContain('Programming: Advanced');
    await context.close();
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads away from the site: %s',
    async (target) => {
      const { page, context } = await visit(browser);
      await page.goto(welcome(target));
      await page.getByRole('button', { name: 'Skip all questions' }).click();
      await page.waitForURL(`${product.url}/`);
      await context.close();
    },
  );

  it('keeps what is answered on the server under the reader’s own token', async () => {
    const { page, context } = await visit(browser);
    await page.goto(welcome('/'));
    await answerQuestions(page, ['I teach', 'Advanced', 'In simulation', 'English', 'A cloud GPU']);
    await page.locator('.attune-bar').waitFor();
    const { token } = await page.evaluate(() => JSON.parse(localStorage.getItem('attune:/:reader') ?? '{}'));
    const response = await fetch(`${product.url}/v1/readers/me/preferences`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({
      onboarding: 'done',
      answered: { role: 'Instructor', programming_experience: 'Advanced', hardware_availability: 'Cloud' },
    });
    await context.close();
  });

  it('says so when the service did not take the answers, and keeps them', async () => {
    const { page, context } = await visit(browser);
    await page.goto(`${product.url}/attune/preferences`);
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByLabel('I teach').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Could not be saved').waitFor();
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await context.close();
  });

  it('takes an answer at the step that needs something, and the page follows', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/jetson`);
    const substitute = page.locator('.attune-passage--instead').first();
    await substitute.waitFor();
    expect(await page.locator('.attune-passage--step').count()).toBe(0);
    await substitute.getByRole('button', { name: 'I have this: A Jetson kit' }).click();
    await page.locator('.attune-passage--step').first().waitFor();
    expect(await page.locator('.attune-reader').innerText()).toContain('Hardware: A Jetson kit');
    await page.reload();
    await page.locator('.attune-passage--step').first().waitFor();
    await page.goto(`${product.url}/attune/preferences`);
    expect(await page.getByLabel('A Jetson kit').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('asks a reader whom it does not know all at once, and offers nothing at a step', async () => {
    const { page, context } = await visit(browser);
    await page.goto(`${product.url}/jetson`);
    await page.locator('.attune-passage--step').first().waitFor();
    await page.getByRole('link', { name: 'Choose answers' }).waitFor();
    expect(await page.locator('.attune-have').count()).toBe(0);
    await context.close();
  });
});
