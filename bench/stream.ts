import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BEGINNER, EXPERT, launchBrowser, visit } from '../e2e/support/browser.ts';
import { type Product, startProduct } from '../e2e/support/product.ts';
import { startTeacher, type Teacher } from '../e2e/support/teacher.ts';
import { buildDemoIfStale } from '../scripts/demo.ts';
import { median, round } from './statistics.ts';

/** A model writes about 80 tokens a second and four letters a token; here it is quicker, all of it in the same measure. */
const LETTERS_A_MS = 2;
const atModelsPace = (line: string): number => line.length / LETTERS_A_MS;
const ROUNDS = 5;
/** Of ten sections, all of which need something. */
const CHAPTER = 'default/current/en/12-safety';

type Figures = Record<string, number | string>;

/**
 * How soon what a model writes is on screen, in Chromium with a model on this machine (S-03), and how a chapter's whole time stands to that
 * of its plan and its slowest section (S-04).
 */
export async function measureStreaming(): Promise<Record<string, Figures>> {
  buildDemoIfStale();
  return {
    'first edit, closing brace to paint': await measureFirstEdits(),
    'ten sections, concurrency 10': await measureChapter(10),
    'ten sections, concurrency 4 (default)': await measureChapter(4),
  };
}

/** A product with a model of its own, and nothing prepared. */
async function withProduct<Result>(
  measure: (product: Product, teacher: Teacher) => Promise<Result>,
  settings: object = {},
): Promise<Result> {
  const teacher = await startTeacher();
  teacher.pace = atModelsPace;
  const product = await startProduct({
    copy: true,
    environment: teacher.environmentFor('anthropic'),
    prepare: (siteDir) => writeFile(join(siteDir, 'attune.config.json'), JSON.stringify(settings)),
  });
  try {
    return await measure(product, teacher);
  } finally {
    await product.close();
    await teacher.close();
  }
}

/** Twice every chapter, for readers who need other things: nothing of it is known before. Milliseconds. */
async function measureFirstEdits(): Promise<Figures> {
  return withProduct(async (product, teacher) => {
    const browser = await launchBrowser();
    const times: number[] = [];
    for (const answers of [BEGINNER, EXPERT]) {
      for (const path of await permalinks(product)) {
        const before = teacher.asked.length;
        const { page, context } = await visit(browser, { answers });
        await page.addInitScript(noteFirstPaint);
        await page.goto(product.url + path);
        await page.waitForFunction(() => 'painted' in window);
        const painted = await page.evaluate(() => (window as unknown as { painted: number }).painted);
        // What the page before had asked for may still be written.
        const own = new Set(teacher.asked.slice(before));
        const first = teacher.written.find(({ answers: one }) => one.kind === 'section' && own.has(one));
        times.push(painted - (first?.at ?? Number.NaN));
        await context.close();
      }
    }
    await browser.close();
    const [cold = Number.NaN, ...warm] = times;
    return {
      runs: times.length,
      medianMs: round(median(times), 0),
      maxMs: round(Math.max(...warm), 0),
      // Of the service's life: none of the checks has run before.
      firstMs: round(cold, 0),
      goalMs: 150,
    };
  });
}

async function permalinks({ url }: Product): Promise<string[]> {
  const { chapters } = (await (await fetch(`${url}/v1/chapters`)).json()) as { chapters: { permalink: string }[] };
  return chapters.map(({ permalink }) => permalink);
}

/** Runs in the page: notes when the frame with the first edit had been painted. */
function noteFirstPaint(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('#attune-panel :is(.attune-mark, .attune-insert)')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      // A message comes after the frame that this callback belongs to.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        Object.assign(window, { painted: performance.timeOrigin + performance.now() });
      });
      port1.start();
      port2.postMessage(undefined);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** One chapter on a service that knows nothing of it, again and again. Medians, in milliseconds. */
async function measureChapter(concurrency: number): Promise<Figures> {
  const runs: Run[] = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await withProduct(adaptOnce, { models: { concurrency } }));
  const of = (figure: keyof Run): number => median(runs.map((run) => run[figure]));
  return {
    runs: runs.length,
    sections: of('sections'),
    planMs: round(of('plan'), 0),
    slowestMs: round(of('slowest'), 0),
    sumMs: round(of('sum'), 0),
    wholeMs: round(of('whole'), 0),
    wholeToPlanAndSlowest: round(median(runs.map(({ whole, plan, slowest }) => whole / (plan + slowest)))),
    wholeToPlanAndSum: round(median(runs.map(({ whole, plan, sum }) => whole / (plan + sum)))),
    planLinesToSectionAskedMs: round(of('started'), 1),
    planLinesToFirstEditMs: round(of('firstEdit'), 0),
    ofWhichTheModelWritesMs: round(of('writing'), 0),
  };
}

/** Milliseconds. */
interface Run {
  readonly sections: number;
  /** From the request to its answer's last line, as the model sees it. */
  readonly plan: number;
  readonly slowest: number;
  readonly sum: number;
  /** From the reader's request to the end of the answer. */
  readonly whole: number;
  /** From the plan's line that closed the first section to the request for that section, and to its first edit at the reader. */
  readonly started: number;
  readonly firstEdit: number;
  /** From that request to the edit's last letter. */
  readonly writing: number;
}

async function adaptOnce(product: Product, teacher: Teacher): Promise<Run> {
  const { chapters } = (await (await fetch(`${product.url}/v1/chapters`)).json()) as {
    chapters: { id: string; revision: string }[];
  };
  const body = { chapter: CHAPTER, revision: chapters.find(({ id }) => id === CHAPTER)?.revision, profile: BEGINNER };
  const asked = performance.now();
  const response = await fetch(`${product.url}/v1/personalize`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
  });
  let text = '';
  let firstEdit = 0;
  for await (const part of (response.body as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream())) {
    text += part;
    if (firstEdit === 0 && text.includes('event: edit')) firstEdit = performance.timeOrigin + performance.now();
  }
  const whole = performance.now() - asked;
  if (!text.includes('"complete":true')) throw new Error(`the chapter was not adapted: ${text.slice(-500)}`);
  const took = ({ at, end = at }: Teacher['asked'][number]): number => end - at;
  const [plan, ...rest] = teacher.asked.filter(({ kind }) => kind === 'plan');
  const sections = teacher.asked.filter(({ kind }) => kind === 'section');
  if (!plan || rest.length > 0) throw new Error('one plan was to be asked for');
  const first = sections[0];
  // The first line about a block of another section says that nothing more comes for this one.
  const closing = teacher.written.find(({ answers: { kind }, line }) => {
    const name = /"block":"(b\d+)"/.exec(line)?.[1];
    return kind === 'plan' && name !== undefined && first?.names.includes(name) === false;
  });
  const times = sections.map(took);
  return {
    sections: sections.length,
    plan: took(plan),
    slowest: Math.max(...times),
    sum: times.reduce((sum, time) => sum + time, 0),
    whole,
    started: (first?.at ?? Number.NaN) - (closing?.at ?? Number.NaN),
    firstEdit: firstEdit - (closing?.at ?? Number.NaN),
    writing: (teacher.written.find(({ answers }) => answers === first)?.at ?? Number.NaN) - (first?.at ?? Number.NaN),
  };
}
