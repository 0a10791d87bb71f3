import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Profile, project, Syntax } from '@attune/contract';
import {
  adapt,
  allBlocks,
  type Book,
  type Chapter,
  isRewritable,
  openChapter,
  openPage,
  type Page,
  planTask,
  recall,
  type Said,
  type Task,
} from '@attune/core';
import { bundlesIn, loadSettings, readBook, readBundle } from '@attune/site';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase } from '@attune/store/testing';
import { scriptedRewriter } from 'attune-test-support';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { importBundle } from './import-bundle.ts';

// S-06: what of a book's adaptations is known again once one paragraph of each of its chapters was edited, measured on the store.

const DEMO = fileURLToPath(new URL('../../../examples/physical-ai', import.meta.url));
const profiles = JSON.parse(readFileSync(join(DEMO, 'readers.json'), 'utf8')) as Profile[];

let book: Book;
let chapters: ReadonlyMap<string, Chapter>;
beforeAll(async () => {
  const { settings } = await loadSettings(DEMO);
  ({ book } = await readBook(DEMO, settings, Syntax.parse({})));
  const open = (file: string): Chapter => {
    const source = readFileSync(join(DEMO, 'docs', file), 'utf8');
    return openChapter({ id: `default/current/en/${file.replace(/\.mdx?$/, '')}`, path: `docs/${file}`, source }, book);
  };
  chapters = new Map(readdirSync(join(DEMO, 'docs')).map((file) => [open(file).id, open(file)]));
});

async function store(): Promise<Store> {
  const database = await createTestDatabase();
  const opened = openStore({ url: database.url });
  onTestFinished(async () => {
    await opened.close();
    await database.drop();
  });
  return opened;
}

const pagesOf = (chapter: Chapter): Page[] =>
  profiles.map((profile) => openPage(chapter, project(book.facets, profile, chapter.facets), book));

/** The middle one of those that are adapted for somebody, else of all, with a sentence more. */
function withEditedParagraph(chapter: Chapter, adapted: ReadonlySet<string>): { edited: Chapter; block: string } {
  const paragraphs = allBlocks(chapter.blocks).filter(
    (block) => block.kind === 'paragraph' && isRewritable({ chapter }, block),
  );
  const own = paragraphs.filter(({ id }) => adapted.has(id));
  const choice = own.length > 0 ? own : paragraphs;
  const paragraph = choice[Math.floor(choice.length / 2)]!;
  const { id, path, source } = chapter;
  const text = `${source.slice(0, paragraph.end)} Nothing else has changed.${source.slice(paragraph.end)}`;
  return { edited: openChapter({ id, path, source: text }, book), block: paragraph.id };
}

interface Reuse {
  /** Adaptations of blocks that were not edited, and how many of them are known after the edit. */
  others: number;
  again: number;
  /** The same of what was planned. */
  planned: number;
  plannedAgain: number;
  /** Blocks that are to be planned anew, of all readers. */
  asked: number;
}

/** Edits one paragraph and looks what the store still knows for each kind of reader. */
async function reuse(chapter: Chapter, { adaptations }: Store): Promise<Reuse> {
  const before = await Promise.all(pagesOf(chapter).map((page) => recall(page, adaptations)));
  const adapted = before.flatMap(({ blocks }) => [...blocks.values()].filter(({ adaptation }) => adaptation));
  const { edited, block } = withEditedParagraph(chapter, new Set(adapted.map((known) => known.block.id)));
  const after = await Promise.all(pagesOf(edited).map((page) => recall(page, adaptations)));
  const count: Reuse = { others: 0, again: 0, planned: 0, plannedAgain: 0, asked: 0 };
  before.forEach(({ blocks }, index) => {
    for (const known of blocks.values()) {
      if (known.block.id === block) continue;
      const now = after[index]!.blocks.get(known.block.id);
      count.others += Number(known.adaptation !== undefined);
      count.again += Number(known.adaptation !== undefined && now?.adaptation?.key === known.adaptation.key);
      count.planned += Number(known.entry !== undefined);
      count.plannedAgain += Number(known.entry !== undefined && now?.entry !== undefined);
    }
    count.asked += planTask(after[index]!)?.wanted.length ?? 0;
  });
  return count;
}

const GOAL = 0.95;
/** It adapts thirteen chapters for four kinds of reader, on the store. */
const LONG = 180_000;

function report(title: string, found: ReadonlyMap<string, Reuse>): number {
  const sum = (figure: keyof Reuse): number => [...found.values()].reduce((total, one) => total + one[figure], 0);
  const share = sum('again') / sum('others');
  const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;
  console.log(
    `${title}: one paragraph edited in each of ${found.size} chapters, ${profiles.length} kinds of reader: ${sum('again')} of ${sum('others')} other adaptations (${percent(share)}) and ${sum('plannedAgain')} of ${sum('planned')} other planned blocks (${percent(sum('plannedAgain') / sum('planned'))}) known again`,
  );
  return share;
}

it(
  'of what was prepared for the demo book, an edited paragraph in each chapter takes away its own alone',
  { timeout: LONG },
  async () => {
    const kept = await store();
    for (const path of await bundlesIn(join(DEMO, 'adaptations')))
      await importBundle(await readBundle(path), { chapters, book }, kept);
    const found = new Map<string, Reuse>();
    for (const chapter of chapters.values()) {
      const { adaptations } = await kept.adaptations.list([chapter.id]);
      if (adaptations.length > 0) found.set(chapter.id, await reuse(chapter, kept));
    }
    expect(found.size).toBeGreaterThan(0);
    expect(report('prepared', found)).toBeGreaterThanOrEqual(GOAL);
    for (const { others, again } of found.values()) expect(again / others).toBeGreaterThanOrEqual(GOAL);
  },
);

it('of a book whose every paragraph is adapted for every kind of reader, too', { timeout: LONG }, async () => {
  const kept = await store();
  const model = scriptedRewriter(answerEverything);
  const found = new Map<string, Reuse>();
  for (const chapter of chapters.values()) {
    for (const page of pagesOf(chapter))
      await adapt(await recall(page, kept.adaptations), { model, store: kept.adaptations });
    found.set(chapter.id, await reuse(chapter, kept));
  }
  expect(report('every paragraph', found)).toBeGreaterThanOrEqual(GOAL);
  for (const { others, again, asked } of found.values()) {
    expect(again / others).toBeGreaterThanOrEqual(GOAL);
    // The edited paragraph, of each kind of reader, and nothing else.
    expect(asked).toBeLessThanOrEqual(profiles.length);
  }
});

/** Plans a note to every block that takes one, and writes it: short, in the reader's language, with nothing that a check could mind. */
function* answerEverything(task: Task): Generator<Said> {
  if (task.kind === 'plan') {
    for (const block of task.wanted)
      yield { says: 'entry', entry: { block, terms: [], need: 'Say why.', does: ['insert'], tags: ['role-framing'] } };
    return;
  }
  if (task.kind !== 'section') return;
  const text = task.page.language === undefined ? 'This is what the rest stands on.' : 'باقی سب اسی پر کھڑا ہے۔';
  for (const block of task.wanted) {
    const why = [{ facet: 'role', value: 'Student' }];
    yield {
      says: 'edit',
      edit: { block, action: 'insert', position: 'after', kind: 'note', text, tag: 'role-framing', why },
    };
  }
}
