import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@attune/store';
import { findEmbedded } from '@attune/store/embedded';
import { type ModelServer, startModelServer } from '@attune/models/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../scripts/demo.ts';
import { BEGINNER, launchBrowser, URDU, visit } from './support/browser.ts';
import { type Malice, sampleMalice } from './support/malice.ts';
import { type Product, startProduct } from './support/product.ts';
import { answerTo, askedIn } from './support/teacher-answers.ts';

// A model that answers with malice, through the whole way: its lines, the checks, the store, the page in a real browser.

const ANSWERS = 1_000;
const SEED = 20_251_120;
/** Every so many answers are as they should be: what is shown is not nothing. */
const SOUND_EVERY = 6;
/** A joiner that Urdu is written with: between letters that would join without it. */
const WITH_JOINER = 'چند ملی\u200Cسیکنڈ میں۔';

type Line = Record<string, unknown> & {
  readonly changes?: readonly { readonly say: string }[];
  readonly texts?: readonly string[];
  readonly text?: string;
};

/** A line of a sound answer with malice in its own words. */
function twisted(line: string, { twist, fields }: Malice): string {
  const { changes, texts, text, ...rest } = JSON.parse(line) as Line;
  return JSON.stringify({
    ...rest,
    ...(changes && { changes: changes.map((change) => ({ ...change, say: twist(change.say) })) }),
    ...(texts && { texts: texts.map((own) => twist(own)) }),
    ...(text !== undefined && { text: twist(text) }),
    ...fields,
  });
}

const isUrdu = (line: string): boolean => line.includes('"translate"');
const withJoiner = (line: string): string => {
  const { texts = [], ...rest } = JSON.parse(line) as Line;
  return JSON.stringify({ ...rest, texts: texts.map((text) => `${text} ${WITH_JOINER}`) });
};

describe('a model that answers with malice', { retry: 0 }, () => {
  let provider: ModelServer;
  let product: Product;
  let browser: Browser;
  let given = 0;
  let lines = 0;
  beforeAll(async () => {
    const malice = sampleMalice(ANSWERS * 2, SEED);
    const spoil = (line: string): string => {
      if (line.includes('"keep"')) return line;
      lines += 1;
      if (lines % SOUND_EVERY === 0) return isUrdu(line) && line.includes('"texts"') ? withJoiner(line) : line;
      given += 1;
      return twisted(line, malice[given % malice.length] as Malice);
    };
    provider = await startModelServer(({ prompt }) => {
      const asked = askedIn(prompt);
      const sound = answerTo(asked);
      return { chunks: (asked.kind === 'plan' ? sound : sound.map(spoil)).map((line) => `${line}\n`) };
    });
    const { anthropicKey, anthropicUrl } = provider.credentials;
    [product, browser] = await Promise.all([
      startProduct({
        copy: true,
        environment: {
          ATTUNE_MODEL: 'anthropic/test',
          ANTHROPIC_API_KEY: anthropicKey,
          ANTHROPIC_BASE_URL: anthropicUrl,
        },
      }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await provider.close();
  });

  it(
    'runs nothing, reaches nobody and hides nothing on any page, in a thousand answers',
    { timeout: 240_000 },
    async () => {
      const book = JSON.parse(readFileSync(join(demoSite, 'build/attune/book.json'), 'utf8')) as {
        chapters: { permalink: string }[];
      };
      // As many as there are answers for.
      const chapters = book.chapters.slice(0, 9);
      const found: string[] = [];
      const authors = await authorsElements(chapters.map(({ permalink }) => permalink));
      const shown = { edits: 0, joiners: 0 };
      await Promise.all(
        [BEGINNER, URDU].map(async (answers) => {
          const { page, context } = await visit(browser, { answers });
          const home = new URL(product.url).host;
          context.on('request', (request) => {
            const { protocol, host } = new URL(request.url());
            if (protocol.startsWith('http') && host !== home) found.push(`a request for ${request.url()}`);
          });
          page.on('dialog', (dialog) => {
            found.push(`a dialog: ${dialog.message()}`);
            void dialog.dismiss();
          });
          await context.addInitScript(() =>
            Object.assign(window, { ran: () => document.documentElement.setAttribute('data-ran', '') }),
          );
          for (const { permalink } of chapters) {
            await page.goto(product.url + permalink);
            await page.locator('.attune-reader').waitFor();
            await page.locator('.attune-progress').waitFor({ state: 'detached' });
            const seen = await inspect(page);
            shown.edits += seen.edits;
            shown.joiners += seen.text.split(WITH_JOINER).length - 1;
            found.push(
              ...seen.elements.filter((element) => !authors.has(element)).map((element) => `${permalink}: ${element}`),
            );
            found.push(...seen.wrong.map((what) => `${permalink}: ${what}`));
            found.push(...invisibleIn(seen.text).map((what) => `${permalink}: ${what}`));
          }
          await context.close();
        }),
      );
      expect(found).toEqual([]);
      expect(given).toBeGreaterThan(ANSWERS);
      expect(shown.edits).toBeGreaterThan(100);
      expect(shown.joiners).toBeGreaterThan(5);
    },
  );

  /** What stands on the pages as their author wrote them. */
  async function authorsElements(permalinks: readonly string[]): Promise<Set<string>> {
    const { page, context } = await visit(browser, { answers: BEGINNER, view: 'original' });
    const elements = new Set<string>();
    for (const permalink of permalinks) {
      await page.goto(product.url + permalink);
      await page.getByRole('tab', { name: 'Personalized' }).waitFor();
      for (const element of (await inspect(page)).elements) elements.add(element);
    }
    await context.close();
    return elements;
  }

  it('has kept nothing that cannot be seen, and no address that the author has not', async () => {
    const url = await findEmbedded(join(product.dataDir, 'postgres'));
    const store = openStore({ url: url as string });
    const { rows } = await store.pool.query<{ edits: string }>('select edits from variants');
    await store.close();
    expect(rows.length).toBeGreaterThan(12);
    // As a model wrote them: what stands in the trees is what is shown.
    const trees = rows.flatMap(({ edits }) =>
      (JSON.parse(edits) as { leaves?: unknown; content?: unknown }[]).map(({ leaves, content }) =>
        JSON.stringify([leaves, content]),
      ),
    );
    expect(trees.flatMap(invisibleIn)).toEqual([]);
    expect(trees.filter((tree) => /(?:h..ps?|ftp|ws):\/\/evil|javascript:|vbscript:|data:text/i.test(tree))).toEqual(
      [],
    );
  });
});

/** Characters that cannot be seen, but for a joiner between letters of the Arabic script. */
const invisibleIn = (text: string): string[] =>
  [
    ...text
      .replaceAll(/(?<=\p{Script=Arabic}\p{M}*)\u200C(?=\p{Script=Arabic})/gu, '')
      .matchAll(/[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034F\u115F\u1160\u3164\uFFA0]|(?![\t\n\r])\p{Cc}/gu),
  ].map(
    ({ 0: sign, index }) =>
      `U+${sign.codePointAt(0)?.toString(16)} in ${JSON.stringify(text.slice(Math.max(0, index - 30), index + 30))}`,
  );

interface Seen {
  /** Elements that load, run or lead somewhere, with where to. */
  readonly elements: string[];
  /** What must be nowhere on a page. */
  readonly wrong: string[];
  /** All words but those that the author's compilers made. */
  readonly text: string;
  readonly edits: number;
}

/** Looks at the chapter, after touching every element of it. */
function inspect(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const panel = document.querySelector('#attune-panel') as HTMLElement;
    const all = [...panel.querySelectorAll('*')].filter((one) => !one.closest('.katex, .docusaurus-mermaid-container'));
    for (const element of all)
      for (const type of ['mouseover', 'pointerenter', 'focus', 'load', 'error', 'toggle', 'animationstart'])
        element.dispatchEvent(new Event(type));
    const LOADING =
      'a[href],area,img,picture,source,video,audio,track,iframe,frame,object,embed,script,style,link,meta,base,form,input,textarea,svg,math,template,use,image,foreignObject,marquee,portal';
    const loading = [...panel.querySelectorAll(LOADING)].filter(
      (one) => !one.closest('.katex, .docusaurus-mermaid-container'),
    );
    const elements = loading.map((one) =>
      [
        one.tagName,
        ...['href', 'src', 'srcset', 'data', 'action', 'poster', 'xlink:href'].map(
          (name) => one.getAttribute(name) ?? '',
        ),
      ].join(' '),
    );
    const attributes = all.flatMap((one) => [...one.attributes].map(({ name, value }) => ({ one, name, value })));
    const wrong = attributes
      .filter(({ name, value }) => name.startsWith('on') || /^\s*(?:javascript|vbscript):/i.test(value))
      .map(({ one, name, value }) => `${one.tagName} ${name}=${value}`);
    if (document.documentElement.hasAttribute('data-ran')) wrong.push('a script ran');
    const copy = panel.cloneNode(true) as HTMLElement;
    for (const made of copy.querySelectorAll('.katex, .hash-link, .docusaurus-mermaid-container')) made.remove();
    return {
      elements,
      wrong,
      text: copy.textContent ?? '',
      edits: panel.querySelectorAll('.attune-mark, .attune-insert').length,
    };
  });
}
