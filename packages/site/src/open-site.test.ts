import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openBook, openChapter } from '@attune/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSite, type Site, type SiteOptions } from './open-site.ts';
import { SiteError } from './site-error.ts';
import { manifestOf } from './testing/manifest.ts';
import { temporaryFolder, writeFiles } from './testing/temporary-folder.ts';

const INTRO = 'default/current/en/intro';
const NODES = 'default/current/en/nodes';
const manifest = manifestOf({ [INTRO]: 'docs/intro.md', [NODES]: 'docs/nodes.md' });
const FILES = {
  'build/attune/book.json': JSON.stringify(manifest),
  'docs/intro.md': '# Intro\n\nThe first paragraph.\n',
  'docs/nodes.md': '# Nodes\n\nA node is a program.\n',
  'glossary.yaml': 'terms: [{ term: node, readers: { role: [Student] }, definitions: { en: A program. } }]',
  'primers/vectors.md': '---\ntitle: Vectors\nreaders: { role: [Student] }\n---\n\nAn arrow.\n',
};

function revisionOf(source: string): string {
  const { facets, folds } = manifest.settings;
  const { book } = openBook({ facets, folds, syntax: manifest.syntax });
  return openChapter({ id: INTRO, path: 'docs/intro.md', source }, book).revision;
}

async function open(siteDir: string, options?: SiteOptions): Promise<Site> {
  const site = await openSite(siteDir, options);
  onTestFinished(() => site.close());
  return site;
}

/** A site that is followed, and the calls that its changes made. */
async function followed(files: Record<string, string> = FILES) {
  const siteDir = await temporaryFolder(files);
  const onChange = vi.fn<(ids: string[]) => void>();
  const onError = vi.fn<(error: unknown) => void>();
  const site = await open(siteDir, { watch: true, onChange, onError });
  const changed = () => vi.waitFor(() => expect(onChange).toHaveBeenCalled(), { timeout: 5_000, interval: 10 });
  return { siteDir, site, onChange, onError, changed };
}

/** Long enough for a change that was made to have been noticed. */
const settle = () => pause(500);

test('a built site is its manifest’s chapters as they are on disk, read with its glossary and primers', async () => {
  const siteDir = await temporaryFolder(FILES);
  const site = await open(siteDir);
  expect(site.outDir).toBe(join(siteDir, 'build'));
  expect(site.manifest).toEqual(manifest);
  expect([...site.chapters.keys()]).toEqual([INTRO, NODES]);
  expect(site.chapters.get(INTRO)).toMatchObject({
    path: 'docs/intro.md',
    revision: revisionOf(FILES['docs/intro.md']),
  });
  expect(site.chapters.get(NODES)?.facets).toContain('role');
  expect([...site.book.primers.keys()]).toEqual(['vectors']);
  expect(site.findings).toEqual([]);
});

test('a chapter whose file is gone is absent, and the others are there', async () => {
  const siteDir = await temporaryFolder(FILES);
  await rm(join(siteDir, 'docs/intro.md'));
  expect([...(await open(siteDir)).chapters.keys()]).toEqual([NODES]);
});

test('a site that is not built is refused with a remedy; another output folder may be named', async () => {
  const siteDir = await temporaryFolder(FILES);
  await rename(join(siteDir, 'build'), join(siteDir, 'public'));
  await expect(openSite(siteDir, { watch: true })).rejects.toThrow(SiteError);
  expect((await open(siteDir, { outDir: 'public' })).chapters.size).toBe(2);
});

test('what is wrong in glossary and chapters is in its findings', async () => {
  const files = { ...FILES, 'glossary.yaml': 'terms: 3', 'docs/intro.md': '# Intro\n\n:::otherwise\n\nNo.\n\n:::\n' };
  const site = await open(await temporaryFolder(files));
  expect(site.findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'glossary.yaml glossary-invalid',
    'docs/intro.md otherwise-alone',
  ]);
});

test('an edited chapter is told by its id, and is there with its new revision', async () => {
  const { siteDir, site, onChange, changed } = await followed();
  const edited = `${FILES['docs/intro.md']}\nOne paragraph more.\n`;
  await writeFiles(siteDir, { 'docs/intro.md': edited });
  await changed();
  expect(onChange.mock.calls).toEqual([[[INTRO]]]);
  expect(site.chapters.get(INTRO)?.revision).toBe(revisionOf(edited));
});

test('an editor that saves by renaming a new file over the old one is followed, again and again', async () => {
  const { siteDir, site, onChange, changed } = await followed();
  for (const word of ['more', 'again']) {
    onChange.mockClear();
    const edited = `${FILES['docs/intro.md']}\nOne paragraph ${word}.\n`;
    await writeFiles(siteDir, { 'docs/intro.md~': edited });
    await rename(join(siteDir, 'docs/intro.md~'), join(siteDir, 'docs/intro.md'));
    await changed();
    await settle();
    expect(onChange.mock.calls.at(-1)).toEqual([[INTRO]]);
    expect(site.chapters.get(INTRO)?.revision).toBe(revisionOf(edited));
  }
});

test.each([
  ['edited glossary', 'glossary.yaml', FILES['glossary.yaml'].replace('A program', 'A process')],
  ['edited primer', 'primers/vectors.md', FILES['primers/vectors.md'].replace('arrow', 'line')],
  ['new primer', 'primers/frames.md', FILES['primers/vectors.md']],
])('an %s touches every chapter', async (_what, path, text) => {
  const { siteDir, site, onChange, changed } = await followed();
  const { fingerprint } = site.book;
  await writeFiles(siteDir, { [path]: text });
  await changed();
  expect(onChange.mock.calls).toEqual([[[INTRO, NODES]]]);
  expect(site.book.fingerprint).not.toBe(fingerprint);
});

test('a glossary and primers that come later are followed too', async () => {
  const { 'glossary.yaml': glossary, 'primers/vectors.md': primer, ...rest } = FILES;
  const { siteDir, site, onChange, changed } = await followed(rest);
  await writeFiles(siteDir, { 'glossary.yaml': glossary });
  await changed();
  expect(site.book.glossary.terms).toHaveLength(1);
  onChange.mockClear();
  await writeFiles(siteDir, { 'primers/vectors.md': primer });
  await changed();
  expect(site.book.primers.size).toBe(1);
});

test('a chapter that goes and comes back is told both times', async () => {
  const { siteDir, site, onChange, changed } = await followed();
  await rm(join(siteDir, 'docs/nodes.md'));
  await changed();
  expect(onChange.mock.calls).toEqual([[[NODES]]]);
  expect([...site.chapters.keys()]).toEqual([INTRO]);
  onChange.mockClear();
  await writeFiles(siteDir, { 'docs/nodes.md': FILES['docs/nodes.md'] });
  await changed();
  expect(onChange.mock.calls).toEqual([[[NODES]]]);
  expect(site.chapters.size).toBe(2);
});

test('a burst of edits is one change, and what was written last is what is there', async () => {
  const { siteDir, site, onChange, changed } = await followed();
  let edited = '';
  for (let count = 1; count <= 10; count++) {
    edited = `${FILES['docs/intro.md']}\nEdit number ${count}.\n`;
    await writeFiles(siteDir, { 'docs/intro.md': edited, 'docs/nodes.md': `# Nodes\n\nEdit ${count}.\n` });
    await pause(5);
  }
  await changed();
  await settle();
  expect(onChange.mock.calls).toEqual([[[INTRO, NODES]]]);
  expect(site.chapters.get(INTRO)?.revision).toBe(revisionOf(edited));
});

test('a file saved without a change tells nothing', async () => {
  const { siteDir, onChange } = await followed();
  await writeFiles(siteDir, { 'docs/intro.md': FILES['docs/intro.md'] });
  await settle();
  expect(onChange).not.toHaveBeenCalled();
});

test('a change that cannot be read is told as an error, and the site stays as it was', async () => {
  const { siteDir, site, onChange, onError } = await followed();
  await rm(join(siteDir, 'docs/intro.md'));
  await writeFiles(siteDir, { 'docs/intro.md/not-a-file': '' });
  await vi.waitFor(() => expect(onError).toHaveBeenCalled(), { timeout: 5_000 });
  expect(site.chapters.get(NODES)?.revision).toBeDefined();
  onChange.mockClear();
});

test('once closed it follows no more, not even what was under way', async () => {
  const { siteDir, site, onChange } = await followed();
  await writeFiles(siteDir, { 'docs/intro.md': '# Edited just before\n' });
  await pause(85);
  await site.close();
  onChange.mockClear();
  await writeFiles(siteDir, { 'docs/nodes.md': '# Edited after\n' });
  await settle();
  expect(onChange).not.toHaveBeenCalled();
});

test('a build while the site is followed brings its new chapters, and they are followed too', async () => {
  const { siteDir, site, onChange, changed } = await followed();
  const id = 'default/current/en/services';
  const more = manifestOf({ [INTRO]: 'docs/intro.md', [NODES]: 'docs/nodes.md', [id]: 'docs/services.md' });
  await writeFiles(siteDir, { 'docs/services.md': '# Services\n\nAsk and be answered.\n' });
  await writeFiles(siteDir, { 'build/attune/book.json': JSON.stringify(more) });
  await changed();
  expect(onChange).toHaveBeenLastCalledWith([id]);
  expect(site.manifest.chapters).toHaveLength(3);
  const before = site.chapters.get(id)?.revision;
  onChange.mockClear();
  await writeFiles(siteDir, { 'docs/services.md': '# Services\n\nAsk twice.\n' });
  await changed();
  expect(site.chapters.get(id)?.revision).not.toBe(before);
});

test('a build that is under way leaves the site as it was, and is read when it is done', async () => {
  const { siteDir, site, onError, changed } = await followed();
  await rm(join(siteDir, 'build'), { recursive: true });
  await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(expect.any(SiteError)), { timeout: 5_000 });
  expect([...site.chapters.keys()]).toEqual([INTRO, NODES]);
  await settle();
  await writeFiles(siteDir, { 'build/attune/book.json': JSON.stringify(manifestOf({ [INTRO]: 'docs/intro.md' })) });
  await changed();
  expect([...site.chapters.keys()]).toEqual([INTRO]);
});
