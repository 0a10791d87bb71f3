import { AxeBuilder } from '@axe-core/playwright';
import type { Edit, Inline } from '@attune/contract';
import { allBlocks, type Block, type Chapter } from '@attune/core';
import { openSite } from '@attune/site';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../scripts/demo.ts';
import { BEGINNER, EXPERT, launchBrowser, openPersonalized, URDU, visit, type Visit } from './support/browser.ts';
import { changeChapter } from './support/events.ts';
import { type Product, startProduct } from './support/product.ts';

// The page with edits of text, in a real browser: the service's answer is replaced by edits made here.

const CHAPTER = 'default/current/en/04-urdf';
const WHY = [{ facet: 'programming_experience', value: 'Beginner' }];

let product: Product;
let browser: Browser;
let chapter: Chapter;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  chapter = (await openSite(demoSite)).chapters.get(CHAPTER) as Chapter;
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const textOf = (block: Block): string => chapter.source.slice(block.start, block.end);
const blockWith = (words: string, kind: Block['kind'] = 'paragraph'): Block => {
  const found = allBlocks(chapter.blocks).find((block) => block.kind === kind && textOf(block).includes(words));
  if (!found) throw new Error(`the demo book has no ${kind} with "${words}"`);
  return found;
};
const edit = (block: Block, fields: Partial<Edit>): Edit => ({
  block: block.id,
  action: 'rewrite',
  tag: 'beginner-simplify',
  why: WHY,
  ...fields,
});
const insert = (block: Block, fields: Partial<Edit>): Edit =>
  edit(block, { action: 'insert', position: 'after', kind: 'note', ...fields });

/** A leaf's masks, last first, with words between them; a link is called `linkText`. */
function backwards(block: Block, linkText: string): Inline[] {
  const masks = (block.leaves[0]?.masks ?? []).filter((mask) => mask.kind !== 'close').toReversed();
  return [
    'In other words: ',
    ...masks.flatMap(({ number, kind }): Inline[] => [
      { type: 'mask', number, ...(kind === 'open' ? { children: [linkText] } : {}) },
      ', then ',
    ]),
    { type: 'strong', children: ['the end'] },
    '.',
  ];
}

/** Each leaf with its masks kept and other words. */
const reworded = (block: Block, words = 'Reworded'): Inline[][] =>
  block.leaves.map((leaf, index) => [
    `${words} ${index} `,
    ...leaf.masks.filter(({ kind }) => kind !== 'close').map(({ number }): Inline => ({ type: 'mask', number })),
  ]);

/** Opens the chapter as the service would give it with these edits. */
async function open(edits: readonly Edit[], options: Parameters<typeof visit>[1] = {}): Promise<Visit> {
  const visited = await visit(browser, { answers: BEGINNER, ...options });
  await changeChapter(visited.page, (made) => ({ ...made, edits: [...edits] }));
  await openPersonalized(visited.page, `${product.url}/urdf`);
  return visited;
}

/** The elements of the author's that must stay theirs, as a reader has them. */
const authorsElements = (within: Locator): Promise<string[]> =>
  within
    .locator('code:not(.katex code), .katex, a')
    .evaluateAll((all) =>
      all.map((element) => [element.tagName, element.getAttribute('href'), element.textContent].join(' ')),
    );

const paragraph = (page: Page, words: string): Locator =>
  page.locator('#attune-panel p').filter({ hasText: words }).first();

const toOriginal = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Original' }).click();
  await page.locator('.attune-reader').waitFor({ state: 'detached' });
};

const HOSTILE = '<img src=x onerror="window.hacked=1"> [go](javascript:alert(1)) {window.hacked=1} <script>1</script>';

/** An edit of each kind, as a model might make them. */
function everyKind(): Edit[] {
  const axis = blockWith('Here a sign decides');
  const exercises = blockWith('How many links does its URDF have', 'list');
  const types = blockWith('`prismatic`', 'table');
  const suspects = blockWith('Links pile up');
  return [
    edit(axis, { leaves: [backwards(axis, 'the chapter after this')] }),
    edit(exercises, { leaves: reworded(exercises, 'Exercise') }),
    edit(types, { leaves: reworded(types, 'Cell') }),
    edit(blockWith('usual suspects', 'container'), {
      leaves: [['Five things to look at ', { type: 'emphasis', children: ['first'] }]],
    }),
    edit(suspects, { leaves: reworded(suspects, 'Look here:') }),
    edit(blockWith('Two elements of a joint'), {
      action: 'correct',
      tag: 'correct',
      original: 'zero. `xyz` is a shift in meters',
      text: 'The unit is the meter; the sentence left open of what.',
      leaves: reworded(blockWith('Two elements of a joint'), 'Corrected'),
    }),
    insert(blockWith('The description is worth writing'), {
      tag: 'robotics-context',
      content: [
        { type: 'paragraph', children: ['A note, with ', { type: 'strong', children: ['weight'] }, '.'] },
        { type: 'list', ordered: true, items: [['First.'], ['Second, ', { type: 'code', value: 'xacro' }, '.']] },
      ],
    }),
    insert(blockWith('If the elbow in the file'), {
      kind: 'example',
      content: [
        { type: 'paragraph', children: ['Take a forearm of 0.25 m.'] },
        { type: 'code', language: 'python', value: 'print(0.25 * 9.81)' },
      ],
    }),
    insert(blockWith('One file, many readers', 'heading'), {
      kind: 'primer',
      content: [{ type: 'paragraph', children: ['A frame is three arrows that stick to a thing.'] }],
    }),
    insert(blockWith('URDF knows two kinds of things'), {
      kind: 'table',
      position: 'before',
      content: [
        {
          type: 'table',
          head: [['Link'], ['Joint']],
          rows: [
            [['a body'], ['a hinge']],
            [['has mass'], ['has an axis']],
          ],
        },
      ],
    }),
  ];
}

describe('a rewritten paragraph', () => {
  it('has the author’s own code, formulas and links, in another order and with other words in the link', async () => {
    const block = blockWith('Here a sign decides');
    const { page, context, complaints } = await open([
      edit(block, { leaves: [backwards(block, 'the chapter after this')] }),
    ]);
    const shown = paragraph(page, 'In other words');
    const after = await authorsElements(shown);
    expect(after).toContain('A /kinematics the chapter after this');
    expect(await shown.locator('.katex-html').count()).toBeGreaterThan(5);
    expect(await shown.locator('strong').innerText()).toBe('the end');
    await toOriginal(page);
    const before = await authorsElements(paragraph(page, 'Here a sign decides'));
    expect(before.length).toBeGreaterThan(10);
    expect(after.map((one) => one.replace('the chapter after this', 'the next chapter'))).toEqual(before.toReversed());
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is the same element of the page, so that nothing is made anew', async () => {
    const block = blockWith('Here a sign decides');
    const { page, context } = await open([edit(block, { leaves: [backwards(block, 'x')] })]);
    await toOriginal(page);
    await paragraph(page, 'Here a sign decides').evaluate((element) => element.setAttribute('data-kept', ''));
    await page.getByRole('tab', { name: 'Personalized' }).click();
    await paragraph(page, 'In other words').waitFor();
    expect(await page.locator('[data-kept]').innerText()).toContain('In other words');
    await context.close();
  });

  it('has its glosses in the words that it has now', async () => {
    const block = blockWith('Two elements of a joint');
    const leaves = reworded(block, 'Mind the gimbal, and once more the gimbal:');
    const gloss = { term: 'gimbal', form: 'gimbal', text: 'A ring that turns.', tag: 'glossary' };
    const { page, context } = await open([edit(block, { leaves }), edit(block, { ...gloss, action: 'gloss' })]);
    const shown = paragraph(page, 'Mind the gimbal');
    expect(await shown.locator('button.attune-gloss').allInnerTexts()).toEqual(['gimbal']);
    expect(await shown.innerText()).toContain('Mind the gimbal, and once more the gimbal: 0');
    await context.close();
  });

  it('stays the author’s where an edit does not fit it, and shows no mark of ours', async () => {
    const block = blockWith('Here a sign decides');
    const other = blockWith('Two elements of a joint');
    const { page, context, complaints } = await open([
      edit(block, { leaves: [['Names ', { type: 'mask', number: 99 }]] }),
      edit(other, { leaves: [['One'], ['too many']] }),
      edit(blockWith('If the elbow in the file'), { leaves: [['A raw ⟦3⟧']] }),
      insert(other, { content: [{ type: 'paragraph', children: ['Names ', { type: 'mask', number: 99 }] }] }),
    ]);
    const text = await page.locator('#attune-panel').innerText();
    for (const words of ['Here a sign decides', 'Two elements of a joint', 'If the elbow in the file'])
      expect(text).toContain(words);
    expect(text).not.toMatch(/⟦|Names |A raw/);
    expect(await page.locator('.attune-mark, .attune-insert').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows as text whatever a model writes', async () => {
    const block = blockWith('If the elbow in the file');
    const { page, context, complaints } = await open([
      edit(block, { leaves: [[HOSTILE, { type: 'code', value: HOSTILE }]], tag: 'x-y' }),
      insert(block, {
        content: [
          { type: 'paragraph', children: [HOSTILE] },
          { type: 'code', language: '"><img>', value: HOSTILE },
        ],
      }),
    ]);
    await page.locator('.attune-insert').waitFor();
    expect(await page.locator('#attune-panel').getByText('<img src=x onerror').count()).toBeGreaterThanOrEqual(3);
    expect(await page.locator('#attune-panel :is(img[src="x"], script, a[href^="javascript"])').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('what else has prose', () => {
  it('is rewritten leaf by leaf: a list’s items, a table’s cells, an admonition’s title and text', async () => {
    const { page, context, complaints } = await open(everyKind());
    const items = await page
      .locator('#attune-panel ol > li')
      .filter({ hasText: /^Exercise \d/ })
      .allInnerTexts();
    expect(items.map((item) => item.slice(0, 10))).toEqual([0, 1, 2, 3, 4].map((index) => `Exercise ${index}`));
    const table = page.locator('#attune-panel table').filter({ hasText: 'Cell 0' });
    expect(await table.locator('th, td').count()).toBe(18);
    expect(await table.locator('tr').nth(3).locator('td').first().innerText()).toBe('Cell 9 prismatic');
    expect(await table.locator('td code').allInnerTexts()).toContain('prismatic');
    const admonition = page.locator('.theme-admonition-warning');
    expect(await admonition.locator('[class*=admonitionHeading]').innerText()).toMatch(/five things to look at first/i);
    expect(await admonition.locator('em').innerText()).toMatch(/first/i);
    expect(await admonition.locator('p').first().innerText()).toMatch(/^Look here: 0/);
    expect(await admonition.locator('code').count()).toBe(4);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is counted at the top', async () => {
    const { page, context } = await open(everyKind());
    expect(await page.locator('.attune-status').innerText()).toContain(
      '5 passages reworded · 1 correction · 3 notes added · 1 primer added',
    );
    await context.close();
  });
});

describe('a heading in another language', () => {
  it('is the heading it was, and the table of contents leads to it', async () => {
    const heading = blockWith('Links and joints', 'heading');
    const { page, context, complaints } = await open(
      [edit(heading, { leaves: [['کڑیاں اور جوڑ']], language: 'ur', tag: 'translate' })],
      { answers: URDU },
    );
    const shown = page.locator('h2#links-and-joints');
    expect(await shown.textContent()).toContain('کڑیاں اور جوڑ');
    expect([await shown.getAttribute('lang'), await shown.getAttribute('dir')]).toEqual(['ur', 'rtl']);
    expect(await shown.locator('a.hash-link').getAttribute('href')).toBe('#links-and-joints');
    expect(await shown.locator('a.hash-link').getAttribute('title')).toBe('Direct link to کڑیاں اور جوڑ');
    await page.locator('.table-of-contents a[href="#links-and-joints"]').click();
    await page.waitForFunction(
      () => (document.querySelector('#links-and-joints')?.getBoundingClientRect().top ?? 999) < 120,
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('text in Urdu', () => {
  it('runs from right to left with its lists and tables; code and formulas from left to right', async () => {
    const blocks = [
      blockWith('Here a sign decides'),
      blockWith('How many links does its URDF have', 'list'),
      blockWith('`prismatic`', 'table'),
    ];
    const edits = blocks.map((block) =>
      edit(block, { leaves: reworded(block, 'یہ اردو میں ہے'), language: 'ur', tag: 'translate' }),
    );
    const { page, context } = await open(edits, { answers: URDU, width: 390, height: 844 });
    for (const tag of ['p', 'ol', 'table']) {
      const shown = page.locator(`#attune-panel ${tag}[lang="ur"][dir="rtl"]`).filter({ hasText: 'یہ اردو میں ہے' });
      expect([tag, await shown.count()]).toEqual([tag, 1]);
      const inside = shown.locator('code, .katex').first();
      expect(await inside.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
    }
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const mark = await page.locator('.attune-mark__button').first().boundingBox();
    expect(mark && mark.x >= 0 && mark.x < 16).toBe(true);
    // The chapter has a wide formula, in Original too.
    const personalized = await overflow();
    await page.getByRole('tab', { name: 'اصل' }).click();
    await page.locator('.attune-reader').waitFor({ state: 'detached' });
    expect(personalized).toBeLessThanOrEqual(await overflow());
    await context.close();
  });
});

describe('an insert', () => {
  it.each(['Note', 'Example', 'Primer', 'Overview'])(
    'of the kind %s names itself as a model’s, and says why it is there',
    async (kind) => {
      const { page, context } = await open(everyKind());
      const shown = page
        .locator('.attune-insert')
        .filter({ has: page.locator('.attune-insert__label', { hasText: kind }) });
      expect(await shown.count()).toBe(1);
      expect(await shown.innerText()).toContain('written by a language model, not by the author');
      await shown.getByRole('button', { name: kind }).click();
      expect(await page.locator('.attune-popover__panel:popover-open').innerText()).toMatch(
        /Because of your answers: .*Beginner/,
      );
      await context.close();
    },
  );

  it('has paragraphs, lists, tables, and code that nobody takes for the author’s', async () => {
    const { page, context } = await open(everyKind());
    expect(await page.locator('.attune-insert--note ol > li').allInnerTexts()).toEqual(['First.', 'Second, xacro.']);
    expect(await page.locator('.attune-insert--table :is(th, td)').allInnerTexts()).toEqual([
      'Link',
      'Joint',
      'a body',
      'a hinge',
      'has mass',
      'has an axis',
    ]);
    const example = page.locator('.attune-insert--example');
    expect(await example.locator('pre').innerText()).toContain('print(0.25 * 9.81)');
    expect(await example.locator('.attune-code__mark').innerText()).toBe('Code by a language model, not the author’s');
    const order = await page.locator('#attune-panel').innerText();
    expect(order.indexOf('a hinge')).toBeLessThan(order.indexOf('URDF knows two kinds'));
    expect(order.indexOf('A frame is three arrows')).toBeGreaterThan(order.indexOf('One file, many readers'));
    expect(order.indexOf('A frame is three arrows')).toBeLessThan(order.indexOf('The description is worth'));
    await context.close();
  });

  it('can be taken away, and be had again', async () => {
    const { page, context } = await open(everyKind());
    const note = page.locator('.attune-insert--note');
    await note.getByRole('button', { name: 'Note' }).click();
    await page.getByRole('button', { name: 'Take this away' }).click();
    await note.getByText('First.').waitFor({ state: 'detached' });
    await note.getByRole('button', { name: 'Note' }).click();
    await page.getByRole('button', { name: 'Show this again' }).click();
    await note.getByText('First.').waitFor();
    await context.close();
  });
});

describe('a correction', () => {
  it('stands in the text, with the author’s words and the reason in the open', async () => {
    const { page, context } = await open(everyKind());
    expect(await paragraph(page, 'Corrected 0').innerText()).toContain('xyz');
    const note = page.locator('.attune-correction');
    expect(await note.innerText()).toContain('Corrected by a language model');
    expect(await note.locator('q').innerText()).toContain('xyz is a shift in meters');
    expect(await note.innerText()).toContain('The unit is the meter');
    await context.close();
  });
});

describe('the mark beside a rewritten block', () => {
  it('moves nothing, and says what was done, why, and how the author put it', async () => {
    const block = blockWith('If the elbow in the file');
    const same = textOf(block).replaceAll('\n', ' ');
    const { page, context } = await open([edit(block, { leaves: [[same]] })]);
    const shown = paragraph(page, 'If the elbow');
    const place = (): Promise<number[]> =>
      shown.evaluate((one) => {
        const { top, width, height } = one.getBoundingClientRect();
        return [top - (one.closest('#attune-panel')?.getBoundingClientRect().top ?? 0), width, height];
      });
    const marked = await place();
    await page.locator('.attune-mark button').first().click();
    const panel = page.locator('.attune-popover__panel:popover-open');
    await panel.locator('.attune-feedback').waitFor();
    expect(await panel.innerText()).toMatch(
      /Put in plainer words[^]*Reworded by a language model[^]*Because of your answers[^]*The author’s words[^]*agree perfectly/i,
    );
    await page.keyboard.press('Escape');
    await toOriginal(page);
    expect(marked).toEqual(await place());
    await context.close();
  });

  it('stands at the height of its block’s first line, also at headings', async () => {
    const blocks = [
      blockWith('Links and joints', 'heading'),
      blockWith('Mass and inertia', 'heading'),
      blockWith('If the elbow in the file'),
    ];
    const { page, context } = await open(blocks.map((block) => edit(block, { leaves: [['Other words']] })));
    for (const mark of await page.locator('.attune-mark').all()) {
      const [top, button] = await mark.evaluate((one) => [
        one.nextElementSibling?.getBoundingClientRect().top ?? 0,
        one.querySelector('button')?.getBoundingClientRect().top ?? 0,
      ]);
      expect(Math.abs((top ?? 0) - (button ?? 0))).toBeLessThanOrEqual(6);
    }
    await context.close();
  });

  it('gives one block its author’s words back for this visit, by keyboard too, and leaves the others', async () => {
    const { page, context, complaints } = await open(everyKind());
    const marked = paragraph(page, 'In other words')
      .locator('xpath=preceding-sibling::div[1]')
      .locator('button')
      .first();
    await marked.focus();
    await page.keyboard.press('Enter');
    await page.locator('.attune-popover__panel:popover-open').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Back to the author’s words');
    await page.keyboard.press('Enter');
    await paragraph(page, 'Here a sign decides').waitFor();
    expect(await page.locator('.attune-popover__panel:popover-open').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('attune-mark__button');
    expect(await page.locator('#attune-panel').innerText()).toContain('Exercise 0');
    await toOriginal(page);
    await page.getByRole('tab', { name: 'Personalized' }).click();
    await page.getByText('Exercise 0').waitFor();
    await paragraph(page, 'Here a sign decides').waitFor();
    await page.locator('.attune-mark--undone button').click();
    await page.getByRole('button', { name: 'Show the version for you' }).click();
    await paragraph(page, 'In other words').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is within the screen of a phone and large enough to tap', async () => {
    const { page, context } = await open(everyKind(), { width: 390, height: 844, touch: true });
    for (const button of await page.locator('.attune-mark__button').all()) {
      const box = await button.boundingBox();
      expect(box && box.width >= 24 && box.height >= 24 && box.x + box.width <= 390).toBe(true);
    }
    await page.locator('.attune-mark__button').first().tap();
    const panel = await page.locator('.attune-popover__panel:popover-open').boundingBox();
    expect(panel && panel.x >= 0 && panel.x + panel.width <= 390).toBe(true);
    await context.close();
  });
});

describe('accessibility of edits of text', () => {
  it.each([
    ['in the light', { answers: EXPERT }],
    ['in the dark', { dark: true }],
    ['on a phone', { width: 390, height: 844 }],
    ['on a phone in the dark', { width: 390, height: 844, dark: true }],
  ])('finds no violation %s, with a panel open', async (_name, options) => {
    const { page, context } = await open(everyKind(), options);
    await page.locator('.attune-mark__button').first().click();
    await page.locator('.attune-popover__panel:popover-open').waitFor();
    const { violations } = await new AxeBuilder({ page })
      .include('article')
      .exclude('.katex')
      .exclude('.katex-display')
      .exclude('.prism-code')
      .exclude('.mermaid')
      .exclude('.docusaurus-mermaid-container')
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
    ).toEqual([]);
    await context.close();
  });
});
