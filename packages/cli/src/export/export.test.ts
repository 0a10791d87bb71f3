import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BookSettings, hashText, hashValue, type Manifest, project, Syntax } from '@attune/contract';
import { pointerPath, variantPath } from '@attune/contract/client';
import { openBook, openChapter } from '@attune/core';
import { describe, expect, test } from 'vitest';
import { attune, type Run, temporaryFolder } from '../testing/attune.ts';

const ID = 'default/current/ur/حفاظت';
const SOURCE = `# Safety

:::for{hardware_availability="Jetson Kit"}

Flash the board first.

:::

:::otherwise

Any machine will do.

:::
`;
const { models: _, ...settings } = BookSettings.parse({ rewriting: false });
const { facets: asked, folds } = settings;
const { book } = openBook({ facets: asked, folds, rewriting: false, syntax: Syntax.parse({}) });
const chapter = openChapter({ id: ID, path: 'docs/safety.md', source: SOURCE }, book);

/** A built site of one chapter, to which only hardware matters, under a base path. */
function site(): Promise<string> {
  const { revision, facets } = chapter;
  const entry = {
    id: ID,
    title: 'Safety',
    permalink: '/book/safety',
    source: 'docs/safety.md',
    revision,
    facets: [...facets],
    blocks: [],
  };
  const manifest: Manifest = { attune: 1, baseUrl: '/book/', syntax: Syntax.parse({}), settings, chapters: [entry] };
  return temporaryFolder({
    'docs/safety.md': SOURCE,
    'readers.json': '[{"hardware_availability":"Jetson Kit","role":"Student"},{"hardware_availability":"Jetson Kit"}]',
    'build/attune/book.json': JSON.stringify(manifest),
    'build/index.html': '<!doctype html><html><title>Book</title><h1>Book</h1>',
    'build/assets/main.js': 'let a = 1;',
  });
}

const exportTo = (folder: string, siteDir: string, ...options: string[]): Promise<Run> =>
  attune(['export', folder, siteDir, ...options], { environment: { ATTUNE_DATA: join(siteDir, 'data') } });

/** What the files say of readers with this hardware. */
async function exported(folder: string, hardware: string): Promise<{ edits: { action: string }[] }> {
  const projection = project(book.facets, { hardware_availability: hardware }, chapter.facets);
  const path = pointerPath({ chapter: ID, revision: chapter.revision, profileHash: hashValue(projection) });
  const pointer = JSON.parse(await readFile(join(folder, decodeURIComponent(path)), 'utf8'));
  expect(pointer).toEqual({ variant: expect.any(String), current: true, complete: true });
  const text = await readFile(join(folder, variantPath(pointer.variant)), 'utf8');
  expect(hashText(text)).toBe(pointer.variant);
  return JSON.parse(text);
}

describe('attune export', () => {
  test('writes the pages of all answers that matter, each variant under the hash of its bytes, and marks the copied site', async () => {
    const siteDir = await site();
    const folder = join(siteDir, 'out');
    const { exitCode, stdout, stderr } = await exportTo(folder, siteDir);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^4 pages of 1 chapters, 0\.0 MB: /);
    expect((await readdir(join(folder, 'v1/variants'))).length).toBe(4);
    expect((await exported(folder, 'Jetson Kit')).edits.map(({ action }) => action)).toContain('show');
    expect((await exported(folder, 'None')).edits).toEqual([]);
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe(
      '<!doctype html><html><meta name="attune-files" content="/book/"><title>Book</title><h1>Book</h1>',
    );
    expect(await readFile(join(folder, 'assets/main.js'), 'utf8')).toBe('let a = 1;');
  });

  test('leaves out a page that was withdrawn, and says so', async () => {
    const siteDir = await site();
    await exportTo(join(siteDir, 'first'), siteDir, '--no-site');
    const pages = await readdir(join(siteDir, 'first/v1/variants'));
    const [name = ''] = pages;
    const environment = { ATTUNE_DATA: join(siteDir, 'data') };
    const withdrawn = await attune(['withdraw', siteDir, name.replace('.json', '')], { environment });
    expect([withdrawn.exitCode, withdrawn.stderr]).toEqual([0, '']);
    const { stdout } = await exportTo(join(siteDir, 'second'), siteDir, '--no-site');
    expect(stdout).toContain('withdrawn');
    expect(await readdir(join(siteDir, 'second/v1/variants'))).toEqual(pages.filter((other) => other !== name));
    const pointers = await readdir(join(siteDir, 'second/v1/chapters'), { recursive: true });
    expect(pointers.filter((path) => path.endsWith('.json'))).toHaveLength(pages.length - 1);
  });

  test('writes those of given readers alone, without the site where that is asked', async () => {
    const siteDir = await site();
    const folder = join(siteDir, 'out');
    const { stdout } = await exportTo(folder, siteDir, '--profiles', join(siteDir, 'readers.json'), '--no-site');
    expect(stdout).toMatch(/^1 pages/);
    expect(await readdir(folder)).toEqual(['v1']);
    expect((await exported(folder, 'Jetson Kit')).edits.length).toBeGreaterThan(0);
  });

  test.each([
    [
      'more pages than allowed',
      ['--limit', '3'],
      /^4 pages for all answers, more than 3\n→ name the readers with --profiles <file>, or allow as many with --limit 4\n$/,
    ],
    ['no number', ['--limit', 'many'], /a number of pages, at least 1/],
    ['no such profiles', ['--profiles', 'none.json'], /none\.json: there is no such file/],
  ])('says what is wrong and how to mend it: %s', async (_what, options, says) => {
    const siteDir = await site();
    const { exitCode, stderr } = await exportTo(join(siteDir, 'out'), siteDir, ...options);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(says)]);
  });

  test('writes nothing over what is there, into the built site, or of a chapter that has changed since', async () => {
    const siteDir = await site();
    const refusedBy = async (folder: string): Promise<string> =>
      (await exportTo(join(siteDir, folder), siteDir)).stderr;
    expect(await refusedBy('docs')).toMatch(/docs is not empty\n→ name a new folder/);
    expect(await refusedBy('build/out')).toMatch(/is in the built site\n→ name a folder beside it/);
    await writeFile(join(siteDir, 'docs/safety.md'), `${SOURCE}\nMore.\n`);
    expect(await refusedBy('out')).toBe(
      'docs/safety.md has changed since the site was built\n→ build the site again\n',
    );
    expect(await readdir(siteDir)).not.toContain('out');
  });
});
