import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildSite, demoSite } from '../scripts/demo.ts';
import { answerQuestions, EXPERT, launchBrowser, openDetails, openPersonalized, visit } from './support/browser.ts';
import { run } from './support/commands.ts';
import { type FileServer, serveFiles } from './support/files.ts';
import { startProduct } from './support/product.ts';

// A book without a service behind it, and a book whose service is told nothing of its readers.

const root = fileURLToPath(new URL('..', import.meta.url));
const POINTER = /^\/(?:course\/)?v1\/chapters\/.+\/[0-9a-f]{64}\/[0-9a-f]{64}\.json$/;

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'attune-export-'));
beforeAll(async () => {
  // As root, Postgres runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const attuneExport = (args: string, data: string): Promise<string> =>
  run(`npx attune export ${args}`, { cwd: root, env: { ATTUNE_DATA: join(folder, data), ATTUNE_LOG: 'error' } });

describe('an export of the demo book, served by a plain server of files', () => {
  let files: FileServer;
  beforeAll(async () => {
    const site = join(folder, 'demo');
    await attuneExport(`${site} ${demoSite} --profiles ${demoSite}/readers.json`, 'demo-data');
    files = await serveFiles(site);
  });
  afterAll(() => files?.close());

  it('asks its questions, keeps the answers in the browser, and shows what a model prepared', async () => {
    const { page, context, complaints } = await visit(browser);
    await page.goto(`${files.url}/kinematics`);
    await page.getByRole('link', { name: 'Choose answers' }).click();
    await answerQuestions(page, ['I am a student', 'Beginner', 'Not yet', 'English', 'Just a laptop']);
    await page.waitForURL('**/kinematics');
    await openDetails(page);
    await page.getByText('written by a language model (anthropic/').waitFor();
    await page.getByText('They were prepared beforehand').waitFor();
    expect(await page.locator('.attune-mark__button').count()).toBeGreaterThan(10);
    expect(await page.locator('.attune-gloss').count()).toBeGreaterThan(5);

    await page.reload();
    await page.locator('.attune-reader').waitFor();
    expect(await page.locator('.attune-reader').innerText()).toContain('Programming: Beginner');
    await page.goto(`${files.url}/attune/preferences`);
    await page.getByLabel('Urdu').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('محفوظ ہو گیا').waitFor();
    // There is nothing of a reader to be forgotten but what is in the browser.
    expect(await page.locator('.attune-question h2').count()).toBe(0);
    await page.goto(`${files.url}/kinematics`);
    await page.locator('#attune-panel p[lang="ur"][dir="rtl"]').first().waitFor();

    expect(files.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(files.asked.filter(({ status }) => status !== 200)).toEqual([]);
    expect(files.asked.filter(({ path }) => POINTER.test(path)).length).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says so to readers for whom a chapter was not prepared: the one thing that is not there is the pointer', async () => {
    const before = files.asked.length;
    const { page, context, complaints } = await visit(browser, { answers: { ...EXPERT, role: 'Instructor' } });
    await page.goto(`${files.url}/jetson`);
    await page.getByText('has not been prepared for readers like you').waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    const failed = files.asked.slice(before).filter(({ status }) => status !== 200);
    expect(failed.map(({ path }) => POINTER.test(path))).toEqual([true]);
    expect(files.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a book that keeps answers in the browser', () => {
  const siteDir = join(folder, 'goals');
  const ANSWERS = {
    education_level: 'undergraduate',
    programming_experience: 'beginner',
    learning_goals: ['building_projects', 'career_change'],
  };
  beforeAll(() => {
    cpSync(fileURLToPath(new URL('fixtures/learning-goals', import.meta.url)), siteDir, { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(siteDir, 'node_modules'));
    // A chapter to which one answer matters.
    const depth = ':::depth[Why]{programming_experience="none, beginner"}\n\nBecause of the sun.\n\n:::';
    writeFileSync(join(siteDir, 'docs/plain.md'), `---\nslug: /plain\n---\n\n# Plain\n\nOf the weather.\n\n${depth}\n`);
    const config = join(siteDir, 'docusaurus.config.ts');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace(/\}\);\s*$/, "}, { profiles: 'browser' });\n"));
    buildSite(siteDir);
  });

  it('tells its service the projection and no more: no reader, no token, no answer that does not matter', async () => {
    const product = await startProduct({ site: siteDir });
    onTestFinished(() => product.close());
    const { page, context, complaints } = await visit(browser, { answers: ANSWERS, baseUrl: '/course/' });
    const requests: Request[] = [];
    page.on('request', (request) => request.url().includes('/v1/') && requests.push(request));
    for (let time = 0; time < 2; time += 1) {
      await openPersonalized(page, `${product.url}/course/`);
      expect(await page.locator('#attune-panel').innerText()).toContain('Put the grasping demo into your portfolio.');
    }
    const told = requests.map((request) => `${request.method()} ${new URL(request.url()).pathname.split('/')[2]}`);
    expect(told).toEqual(['GET chapters', 'POST personalize', 'GET chapters', 'GET variants']);
    for (const request of requests) expect(Object.keys(request.headers())).not.toContain('authorization');
    const { profile } = requests[1]!.postDataJSON() as { profile: Record<string, unknown> };
    const { chapters } = (await (await fetch(`${product.url}/v1/chapters`)).json()) as {
      chapters: { facets: string[] }[];
    };
    expect(chapters.map(({ facets }) => facets)).toContainEqual(Object.keys(profile));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sends nothing else over the wire, whatever the reader does: neither answers that do not matter nor who reads', async () => {
    const product = await startProduct({ site: siteDir });
    onTestFinished(() => product.close());
    const answers = { ...ANSWERS, robotics_background: 'yes', ai_ml_experience: 'advanced' };
    const { page, context, complaints } = await visit(browser, { baseUrl: '/course/' });
    const sent: string[] = [];
    const whole = async (request: Request): Promise<void> => {
      const headers = await request.allHeaders();
      sent.push(`${request.method()} ${request.url()} ${JSON.stringify(headers)} ${request.postData() ?? ''}`);
    };
    const waiting: Promise<void>[] = [];
    context.on('request', (request) => waiting.push(whole(request)));
    await page.goto(`${product.url}/course/attune/preferences/`);
    for (const [facet, values] of Object.entries(answers)) {
      for (const value of [values].flat()) await page.locator(`input[name="${facet}"][value="${value}"]`).check();
    }
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    for (const absent of ['Your account', 'Prepared chapters']) expect(await page.getByText(absent).count()).toBe(0);
    await openPersonalized(page, `${product.url}/course/plain/`);
    await page.getByRole('tab', { name: 'Original' }).click();
    await page.getByRole('tab', { name: 'Personalized' }).click();
    await page.reload();
    await page.locator('.attune-reader').waitFor();
    await Promise.all(waiting);

    const { chapters } = (await (await fetch(`${product.url}/v1/chapters`)).json()) as {
      chapters: { facets: string[]; permalink: string }[];
    };
    const mattering = chapters.find(({ permalink }) => permalink.startsWith('/course/plain'))?.facets ?? [];
    const kept = Object.entries(answers).filter(([facet]) => !mattering.includes(facet));
    expect(mattering).toEqual(['preferred_language', 'programming_experience']);
    expect(kept.map(([facet]) => facet)).toEqual(expect.arrayContaining(['learning_goals', 'robotics_background']));
    const service = sent.filter((request) => request.includes('/v1/'));
    expect(service.length).toBeGreaterThan(3);
    expect(sent.length).toBeGreaterThan(service.length);
    // `yes` is a word of Chromium's own headers.
    const values = kept.flatMap(([, value]) => value).filter((value) => value.length > 3);
    const secrets = [...kept.map(([facet]) => facet), ...values, 'authorization', 'cookie'];
    for (const request of sent) {
      for (const secret of secrets) expect(request.includes(secret), `${secret} in ${request}`).toBe(false);
      expect(new URL(request.split(' ')[1] ?? '').origin).toBe(product.url);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is exported under its base path', async () => {
    const [profiles, site] = [join(folder, 'goals.json'), join(folder, 'goals-files')];
    writeFileSync(profiles, JSON.stringify([ANSWERS]));
    await attuneExport(`${site} ${siteDir} --profiles ${profiles}`, 'goals-data');
    const files = await serveFiles(site, '/course/');
    onTestFinished(() => files.close());
    const { page, context, complaints } = await visit(browser, { answers: ANSWERS, baseUrl: '/course/' });
    await openPersonalized(page, `${files.url}/course/`);
    expect(await page.locator('#attune-panel').innerText()).toContain('Put the grasping demo into your portfolio.');
    expect(files.asked.filter(({ path }) => path.startsWith('/course/v1/')).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
