import type { Browser, Page } from 'playwright-core';
import { BEGINNER, launchBrowser, visit } from '../e2e/support/browser.ts';
import { serveFiles } from '../e2e/support/files.ts';
import { startProduct } from '../e2e/support/product.ts';
import { startTeacher } from '../e2e/support/teacher.ts';
import { builtIn, type Bytes, countBytes, less } from './reader/bytes.ts';
import { timeSwitch, watchLine } from './reader/in-page.ts';
import { buildBenchSites } from './reader/site.ts';
import { median, round } from './statistics.ts';

const ROUNDS = 10;
const SLOWER = 4;

type Figures = Record<string, number>;

/** What Attune asks of a reader's browser, on a chapter of a hundred blocks, most of which a model on this machine has rewritten (S-07). */
export async function measureReader(): Promise<Record<string, Figures>> {
  const sites = await buildBenchSites();
  const teacher = await startTeacher();
  const product = await startProduct({ site: sites.attuned, environment: teacher.environmentFor('anthropic') });
  const browser = await launchBrowser();
  try {
    const plain = await serveFiles(builtIn(sites.plain));
    teacher.pace = () => 15;
    const arriving = await measureArrival(browser, product.url);
    const results = {
      'added, nothing personalized yet (brotli)': await measureAdded(browser, plain.url, product.url),
      'line being read, pixels': { ...arriving, ...(await measureSwitching(browser, product.url)), goal: 1 },
      [`switch to paint, ${SLOWER}x slower processor, ms`]: await measureSwitchTimes(browser, product.url),
      'cached chapter, click to paint, ms': await measureClicks(browser, product.url),
    };
    plain.close();
    return results;
  } finally {
    await browser.close();
    await product.close();
    await teacher.close();
    await sites.remove();
  }
}

async function measureAdded(browser: Browser, plainUrl: string, url: string): Promise<Figures> {
  const load = async (address: string, answers?: typeof BEGINNER): Promise<Bytes> => {
    const { page, context } = await visit(browser, answers ? { answers } : {});
    const count = countBytes(page);
    await page.goto(address);
    if (answers) await page.locator('.attune-reader').waitFor();
    const bytes = await count();
    await context.close();
    return bytes;
  };
  const [plain, original, personalized] = [await load(plainUrl), await load(url), await load(url, BEGINNER)];
  const added = less(original, plain);
  return {
    jsBytes: added.js,
    cssBytes: added.css,
    jsGoalBytes: 25_000,
    onDemandJsBytes: less(personalized, original).js,
    onDemandCssBytes: less(personalized, original).css,
  };
}

/** A reader in the middle of the chapter, in the author's view. */
async function openInTheMiddle(browser: Browser, url: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  return { page, close: () => context.close() };
}

const choose = (page: Page, view: string): Promise<void> =>
  page.evaluate((id) => document.getElementById(id)?.click(), `attune-tab-${view}`);

/** How far the line moves while a model's blocks come in. */
async function measureArrival(browser: Browser, url: string): Promise<Figures> {
  const { page, close } = await openInTheMiddle(browser, url);
  await page.evaluate(watchLine);
  await choose(page, 'personalized');
  await page.locator('.attune-mark').first().waitFor({ state: 'attached' });
  await page.locator('.attune-adapting').waitFor({ state: 'detached' });
  const edits = await page.locator('.attune-mark, .attune-insert').count();
  const whileBlocksArrive = round(await page.evaluate(() => window.moved));
  await close();
  return { editsArrived: edits, whileBlocksArrive };
}

async function measureSwitching(browser: Browser, url: string): Promise<Figures> {
  const { page, close } = await openInTheMiddle(browser, url);
  const moved = async (view: 'original' | 'personalized'): Promise<number> => {
    await page.evaluate(watchLine);
    await choose(page, view);
    await page.waitForFunction(
      (isThere) => (document.querySelector('#attune-panel .attune-mark') !== null) === isThere,
      view === 'personalized',
    );
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate(() => (window.stopWatching(), window.moved));
  };
  const there: number[] = [];
  const back: number[] = [];
  for (let time = 0; time < ROUNDS; time += 1) {
    there.push(await moved('personalized'));
    back.push(await moved('original'));
  }
  await close();
  return { toPersonalized: round(Math.max(...there)), toOriginal: round(Math.max(...back)) };
}

async function measureSwitchTimes(browser: Browser, url: string): Promise<Figures> {
  const { page, close } = await openInTheMiddle(browser, url);
  await page.evaluate(timeSwitch, 'personalized');
  await page.evaluate(timeSwitch, 'original');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const there: number[] = [];
  const back: number[] = [];
  for (let time = 0; time < ROUNDS; time += 1) {
    there.push(await page.evaluate(timeSwitch, 'personalized'));
    back.push(await page.evaluate(timeSwitch, 'original'));
  }
  await close();
  return {
    rounds: ROUNDS,
    toPersonalizedMedian: round(median(there), 0),
    toPersonalizedMax: round(Math.max(...there), 0),
    toOriginalMedian: round(median(back), 0),
    toOriginalMax: round(Math.max(...back), 0),
    goal: 50,
  };
}

/** In a browser that has not had it before; the service has. */
async function measureClicks(browser: Browser, url: string): Promise<Figures> {
  const times: number[] = [];
  for (let time = 0; time < ROUNDS; time += 1) {
    const { page, close } = await openInTheMiddle(browser, url);
    times.push(await page.evaluate(timeSwitch, 'personalized'));
    await close();
  }
  return { rounds: ROUNDS, median: round(median(times), 0), max: round(Math.max(...times), 0) };
}
