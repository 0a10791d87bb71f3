import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.ts';

export const BEGINNER = {
  role: 'Student',
  programming_experience: 'Beginner',
  robotics_experience: 'None',
  preferred_language: 'English',
  hardware_availability: 'None',
};
export const EXPERT = {
  role: 'Professional',
  programming_experience: 'Advanced',
  robotics_experience: 'Hardware',
  preferred_language: 'English',
  hardware_availability: 'Jetson Kit',
};
export const URDU = { ...BEGINNER, preferred_language: 'Urdu' };

export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: npm test installs one, or says how');
  // Without the last three, Chromium looks for Google at every start.
  const quiet = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: errors on the console and exceptions. */
  readonly complaints: string[];
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly touch?: boolean;
  /** A reader who has answered before, and how they left the view. */
  readonly answers?: Record<string, string | string[]>;
  readonly view?: 'original' | 'personalized';
  readonly baseUrl?: string;
}

/** A new visitor with a browser of their own. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const {
    width = 1280,
    height = 900,
    dark = false,
    touch = false,
    answers,
    view = 'personalized',
    baseUrl = '/',
  } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: touch,
  });
  if (answers) {
    await context.addInitScript(
      ([prefix, profile, chosen]) => {
        if (localStorage.getItem(`${prefix}answers`)) return;
        localStorage.setItem(`${prefix}answers`, JSON.stringify({ profile, onboarding: 'done' }));
        localStorage.setItem(`${prefix}view`, chosen);
      },
      [`attune:${baseUrl}:`, answers, view] as const,
    );
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A site without an icon of its own is asked for one all the same.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    // That a page has not been made yet is an answer; Chromium notes it as an error.
    const isUnmade = /\/v1\/chapters\/.+\.json$/.test(message.location().url) && message.text().includes('404');
    if (message.type() === 'error' && !isIcon && !isUnmade) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => {
    // A diagram that is drawn while its library still loads (mermaid's d3, now and then): it is drawn all the same.
    if (!message.endsWith('.transition is not a function')) complaints.push(message);
  });
  return { page, context, complaints };
}

/** Opens a chapter and waits until it is personalized. */
export async function openPersonalized(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.attune-reader').waitFor();
}

/** Opens what the page says of its changes. */
export async function openDetails(page: Page): Promise<void> {
  await page.locator('.attune-bar__more').click();
  await page.locator('.attune-share').waitFor();
}

/** Answers the questionnaire that is open, by the labels of the options, and starts reading. */
export async function answerQuestions(page: Page, labels: readonly (string | readonly string[])[]): Promise<void> {
  for (const label of labels) {
    for (const one of [label].flat()) await page.getByLabel(one, { exact: true }).check();
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await page.getByRole('button', { name: 'Start reading' }).click();
}
