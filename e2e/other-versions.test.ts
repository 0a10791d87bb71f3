import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  BEGINNER,
  EXPERT,
  launchBrowser,
  openDetails,
  openPersonalized,
  visit,
  type VisitOptions,
} from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

// Versions that are not the reader's own: tried, shared by an address, proposed by a teacher.

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const answersOf = (page: Page): Promise<{ profile: Record<string, string>; onboarding: string } | null> =>
  page.evaluate(() => JSON.parse(localStorage.getItem('attune:/:answers') ?? 'null'));
const banner = (page: Page) => page.locator('.attune-visit');
const readerIs = (page: Page, text: string): Promise<void> =>
  page.locator('.attune-reader').filter({ hasText: text }).waitFor({ state: 'attached' });
/** Diagrams are drawn when they come into view. */
const wordsOf = async (page: Page): Promise<string> =>
  (await page.locator('#attune-panel :is(p, li, h2, h3, td)').allInnerTexts()).join('\n');

describe('a page tried as somebody else', () => {
  it('says so, is kept nowhere, goes on in other chapters, and leads back', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    const asked: { body: string | null; token: string | undefined }[] = [];
    page.on('request', (request) => {
      const { authorization } = request.headers();
      if (/\/v1\/(personalize|chapters\/)/.test(request.url()))
        asked.push({ body: request.postData(), token: authorization });
    });
    await openPersonalized(page, `${product.url}/kinematics`);
    const own = await wordsOf(page);
    await openDetails(page);
    await page.getByRole('button', { name: 'Read as somebody else' }).click();
    asked.length = 0;
    await page.getByLabel('Programming', { exact: true }).selectOption({ label: 'Advanced' });
    await readerIs(page, 'Programming: Advanced');
    expect(await wordsOf(page)).not.toBe(own);
    expect(await banner(page).innerText()).toContain('Nothing of it is kept');
    expect(asked.length).toBeGreaterThan(0);
    for (const { token } of asked) expect(token).toBeUndefined();
    expect(await answersOf(page)).toMatchObject({ profile: BEGINNER });

    await page
      .locator('.menu__link')
      .filter({ hasText: /^Control$/ })
      .click();
    await page.waitForURL('**/control');
    await readerIs(page, 'Programming: Advanced');
    await page.goBack();
    await page.waitForURL('**/kinematics');
    await banner(page).getByRole('button', { name: 'Back to yourself' }).click();
    await readerIs(page, 'Programming: Beginner');
    expect(await wordsOf(page)).toBe(own);
    expect(await banner(page).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is over after a reload', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER, width: 390, height: 844, touch: true });
    await openPersonalized(page, `${product.url}/kinematics`);
    await openDetails(page);
    await page.getByRole('button', { name: 'Read as somebody else' }).tap();
    await page.getByLabel('Language', { exact: true }).selectOption('Urdu');
    await page.locator('#attune-panel p[lang="ur"]').first().waitFor();
    // The interface stays in the language of whoever is sitting there.
    await banner(page).getByRole('button', { name: 'Back to yourself' }).waitFor();
    await page.reload();
    await readerIs(page, 'Language: English');
    expect(await banner(page).count()).toBe(0);
    await context.close();
  });
});

/** Makes the link to the version on screen. */
async function linkToVersion(page: Page): Promise<string> {
  await openDetails(page);
  await page.getByRole('button', { name: 'Copy a link to this very version' }).click();
  return page.getByLabel('The link, to be copied by hand:').inputValue();
}

describe('a link to a version', () => {
  it.each<[string, VisitOptions]>([
    ['with other answers', { answers: EXPERT }],
    ['who only reads the author’s page', { answers: EXPERT, view: 'original' as const }],
    ['without any', {}],
  ])('shows exactly that to a reader %s, who keeps their own', async (_who, options) => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    const words = await wordsOf(page);
    const link = await linkToVersion(page);
    expect(new URL(link).search).toMatch(/^\?variant=[0-9a-f]{64}$/);
    await context.close();

    const { page: other, context: theirs, complaints } = await visit(browser, options);
    await other.goto(link);
    await readerIs(other, 'Programming: Beginner');
    expect(await wordsOf(other)).toBe(words);
    expect(await banner(other).innerText()).toMatch(/that somebody shared.*Programming: Beginner/s);
    expect((await answersOf(other))?.profile).toEqual(options.answers);
    await other.getByRole('tab', { name: 'Original' }).click();
    await expect.poll(() => wordsOf(other)).not.toBe(words);
    await banner(other).getByRole('button', { name: 'Leave it' }).click();
    expect(new URL(other.url()).search).toBe('');
    if (options.answers && !options.view) await readerIs(other, 'Programming: Advanced');
    else await other.getByRole('tab', { name: 'Original', selected: true }).waitFor();
    expect(complaints).toEqual([]);
    await theirs.close();
  });

  it('stays good when nobody has used the version for a year', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/urdf`);
    const link = await linkToVersion(page);
    const hash = new URL(link).searchParams.get('variant');
    await context.close();
    const { openStore } = await import('@attune/store');
    const { findEmbedded } = await import('@attune/store/embedded');
    const store = openStore({ url: (await findEmbedded(`${product.dataDir}/postgres`)) ?? '' });
    onTestFinished(() => store.close());
    await store.pool.query('delete from variant_references');
    await store.pool.query("update variants set last_used_at = now() - interval '1 year'");
    await store.sweep();
    expect(await store.variants.findServed(hash ?? '')).toMatchObject({ chapter: 'default/current/en/04-urdf' });
  });

  it('shows what still applies when the chapter has changed, and says what does not', async () => {
    const more =
      '\n:::depth[More of it]{programming_experience="Beginner"}\n\nA passage of the newer edition.\n\n:::\n';
    const edited = await startProduct({
      copy: true,
      prepare: (siteDir) => appendFile(join(siteDir, 'docs/07-sensors.md'), more),
    });
    onTestFinished(() => edited.close());
    const { chapters } = (await (await fetch(`${edited.url}/v1/chapters`)).json()) as {
      chapters: { id: string; revision: string }[];
    };
    const { id, revision } = chapters.find((one) => one.id.endsWith('07-sensors'))!;
    const made = await fetch(`${edited.url}/v1/personalize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chapter: id, revision, profile: BEGINNER }),
    });
    const { variant, edits } = (await made.json()) as { variant: string; edits: { action: string }[] };
    const { page, context, complaints } = await visit(browser, { width: 390, height: 844, touch: true });
    await page.goto(`${edited.url}/sensors?variant=${variant}`);
    await page.getByText('1 change does not apply any more').waitFor();
    const glosses = edits.filter(({ action }) => action === 'gloss').length;
    expect(glosses).toBeGreaterThan(3);
    expect(await page.locator('.attune-gloss').count()).toBe(glosses);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says that the version was withdrawn, or that there is none, and shows the author’s page', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/control`);
    const link = await linkToVersion(page);
    const hash = new URL(link).searchParams.get('variant') ?? '';
    const { openStore } = await import('@attune/store');
    const { findEmbedded } = await import('@attune/store/embedded');
    const store = openStore({ url: (await findEmbedded(`${product.dataDir}/postgres`)) ?? '' });
    await store.variants.withdraw(hash);
    await store.close();
    const { page: other, context: theirs } = await visit(browser);
    await other.goto(link);
    await other.getByText('This version was withdrawn').waitFor();
    expect(await other.locator('.attune-gloss, .attune-mark').count()).toBe(0);
    // A version of another chapter is none of this one's.
    await page.goto(`${product.url}/sensors?variant=${'0'.repeat(64)}`);
    await page.getByText('There is no such version').waitFor();
    await theirs.close();
    await context.close();
  });
});

describe('a link for a class', () => {
  const link = (answers: string): string => `${product.url}/kinematics?reader=${encodeURIComponent(answers)}`;

  it('is made from the answers of whoever makes it', async () => {
    const { page, context } = await visit(browser, { answers: BEGINNER });
    await openPersonalized(page, `${product.url}/kinematics`);
    await openDetails(page);
    await page.getByRole('button', { name: 'Copy a link for a class' }).click();
    const made = await page.getByLabel('The link, to be copied by hand:').inputValue();
    await context.close();
    const { page: other, context: theirs } = await visit(browser);
    await other.goto(made);
    await banner(other).getByText('Programming: Beginner').waitFor();
    await other.getByRole('button', { name: 'Take them as my answers' }).click();
    await readerIs(other, 'Programming: Beginner');
    expect(await answersOf(other)).toMatchObject({ profile: BEGINNER, onboarding: 'done' });
    expect(new URL(other.url()).search).toBe('');
    await theirs.close();
  });

  it('changes no answer of a reader who has some until they say so', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await page.goto(link('programming_experience:Advanced;hardware_availability:None'));
    await readerIs(page, 'Programming: Beginner');
    expect(await banner(page).innerText()).toMatch(/would take the place of yours: Programming: Beginner\./);
    await page.getByRole('button', { name: 'No, thank you' }).click();
    expect(await banner(page).count()).toBe(0);
    expect(await answersOf(page)).toMatchObject({ profile: BEGINNER });

    await page.goto(link('programming_experience:Advanced'));
    await page.getByRole('button', { name: 'Only for this visit' }).click();
    await readerIs(page, 'Programming: Advanced');
    expect(await answersOf(page)).toMatchObject({ profile: BEGINNER });
    await page.getByRole('button', { name: 'Back to yourself' }).click();
    await readerIs(page, 'Programming: Beginner');

    await page.goto(link('programming_experience:Advanced'));
    await page.getByRole('button', { name: 'Take them as my answers' }).click();
    await readerIs(page, 'Programming: Advanced');
    expect(await answersOf(page)).toMatchObject({ profile: { ...BEGINNER, programming_experience: 'Advanced' } });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('with what the book does not ask proposes nothing', async () => {
    const { page, context, complaints } = await visit(browser, { answers: BEGINNER });
    await page.goto(link('programming_experience:<script>;__proto__:x;shoe_size:44'));
    await banner(page).getByText('none that this book asks for').waitFor();
    expect(await page.getByRole('button', { name: 'Take them as my answers' }).count()).toBe(0);
    expect(await answersOf(page)).toMatchObject({ profile: BEGINNER });
    expect(complaints).toEqual([]);
    await context.close();
  });
});
