import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Manifest } from '@attune/contract';
import { allBlocks, openChapter } from '@attune/core';
import { readBook } from '@attune/site';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, contentsOf, headingIds, piecesOf } from './testing/html.ts';
import { runDocusaurus, type SmallSite, writeSmallSite } from './testing/small-site.ts';

// Three builds of one site: as it is without Attune, with Attune, and again after an edit of a primer.

const INTRO = 'default/current/en/intro';

let site: SmallSite;
let plain: { exitCode: number; output: string };
let attuned: { exitCode: number; output: string };

const page = (folder: 'plain' | 'build', path: string): Promise<string> =>
  readFile(join(site.siteDir, folder, path, 'index.html'), 'utf8');

/** The scripts of the built site that hold a text. */
async function scriptsWith(text: string): Promise<string[]> {
  const folder = join(site.siteDir, 'build/assets/js');
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return names.filter((_name, index) => texts[index]?.includes(text));
}

beforeAll(async () => {
  site = await writeSmallSite();
  plain = await runDocusaurus(site.siteDir, 'build', '--config', 'plain.config.ts', '--out-dir', 'plain');
  attuned = await runDocusaurus(site.siteDir, 'build', '--out-dir', 'build');
}, 180_000);
afterAll(() => site.remove());

describe('the build', () => {
  it('succeeds with Attune and, for the same chapters, without', () => {
    expect(plain.exitCode, plain.output).toBe(0);
    expect(attuned.exitCode, attuned.output).toBe(0);
  });

  it('prints each of the author’s errors with file, line, column and remedy, and goes on', () => {
    expect(attuned.output).toContain('Attune found 7 things to mend');
    for (const place of [
      'docs/faulty.md:3:1 error value-unknown:',
      'docs/faulty.md:9:1 error primer-unknown:',
      'docs/faulty.md:11:1 error primer-unknown:',
      'docs/faulty.md:13:3 error otherwise-alone:',
      'primers/frames.md:6:1 error heading-in-mark:',
      'primers/open.md:6:32 error primer-invalid:',
      'docs/intro.mdx:20:1 warning heading-in-mark:',
    ]) {
      const line = attuned.output.split('\n').find((candidate) => candidate.trim().startsWith(place));
      expect(line).toMatch(/ → \S/);
    }
  });

  it('leaves no mark unused: Docusaurus warns of them only where Attune is not', () => {
    expect(plain.output).toContain('unused Markdown directives');
    expect(attuned.output).not.toContain('unused Markdown directives');
  });
});

describe('a chapter with marks', () => {
  const shown = [
    'The default branch says this.',
    'The step on the board.',
    'The basics passage.',
    'The depth passage.',
    'Before the mark in an admonition.',
    'Before the mark in a quote.',
    'Inside the second tab.',
  ];
  const hidden = [
    'Only the Jetson branch says this.',
    'Hidden heading',
    'jetson',
    'An admonition of the Jetson branch.',
    'Only the cloud branch says this.',
    'Only instructors read this.',
    'The substitute in simulation.',
    'Only researchers read this.',
    'An arrow of the primer',
    'A vector is',
  ];

  it('has the default branches in its HTML, and no others', async () => {
    const { text } = piecesOf(articleOf(await page('build', '')));
    for (const words of shown) expect(text).toContain(words);
    for (const words of hidden) expect(text).not.toContain(words);
  });

  it('says for whom other versions exist, and what a step needs', async () => {
    const { text } = piecesOf(articleOf(await page('build', '')));
    expect(text).toMatch(/The default branch says this\. .*Jetson Kit · Cloud/);
    expect(text).toMatch(/Run it on the board .*Jetson Kit/);
  });

  it('has all that stands in marks on its page when the site is built without Attune', async () => {
    const { text } = piecesOf(articleOf(await page('plain', '')));
    const written = [...shown, ...hidden].filter((words) => !/primer|vector/.test(words));
    for (const words of written) expect(text).toContain(words);
  });

  it('has the headings’ ids of a build without Attune, but for a heading that Original does not show', async () => {
    const ids = headingIds(articleOf(await page('plain', '')));
    expect(ids).toEqual(expect.arrayContaining(['hardware', 'hidden-id', 'heading-of-the-step', 'chosen-id']));
    expect(headingIds(articleOf(await page('build', '')))).toEqual(ids.filter((id) => id !== 'hidden-id'));
  });

  it('keeps the heading that Original does not show for its readers, without the syntax of its id', async () => {
    expect(await scriptsWith('Hidden heading')).toHaveLength(1);
    expect(await scriptsWith('{#hidden-id}')).toEqual([]);
  });

  it('takes no headings from primers', async () => {
    expect(await scriptsWith('Heading of a primer')).toHaveLength(1);
    expect(headingIds(articleOf(await page('build', 'labs/first')))).toEqual(['heading-of-the-lab']);
    expect(contentsOf(await page('build', 'labs/first'))).toEqual(['Heading of the lab']);
  });

  it('has the table of contents of Original', async () => {
    const before = contentsOf(await page('plain', ''));
    expect(before).toEqual(expect.arrayContaining(['Hidden heading', 'Heading of the step', 'Named']));
    expect(contentsOf(await page('build', ''))).toEqual(before.filter((label) => label !== 'Hidden heading'));
  });
});

describe('a chapter without marks', () => {
  it('has the elements and the text that it has without Attune', async () => {
    const before = piecesOf(articleOf(await page('plain', 'unmarked')));
    const after = piecesOf(articleOf(await page('build', 'unmarked')));
    expect(before.elements.length).toBeGreaterThan(60);
    for (const kind of [
      '<table',
      '<details',
      'katex-display',
      'theme-admonition',
      'role="?tab"?',
      '<blockquote',
      '<sup',
      'language-python',
    ]) {
      expect(before.elements.join('\n')).toMatch(new RegExp(kind));
    }
    expect(after).toEqual(before);
    expect(contentsOf(await page('build', 'unmarked'))).toEqual(contentsOf(await page('plain', 'unmarked')));
  });

  it('has the bar with both views before its text', async () => {
    const html = await page('build', 'unmarked');
    expect(html).toMatch(/role="?tablist"?[^]*Original[^]*Personalized[^]*Plain things/);
    expect(await page('plain', 'unmarked')).not.toContain('attune');
  });
});

describe('attune/book.json', () => {
  let manifest: Manifest;
  beforeAll(async () => {
    manifest = Manifest.parse(JSON.parse(await readFile(join(site.siteDir, 'build/attune/book.json'), 'utf8')));
  });

  it('names the chapters of both docs plugins, with their addresses and files', () => {
    expect(manifest).toMatchObject({ attune: 1, baseUrl: '/book/', syntax: { math: true, format: 'mdx' } });
    const entries = manifest.chapters.map(({ id, title, permalink, source }) => ({ id, title, permalink, source }));
    expect(entries.sort((one, other) => one.id.localeCompare(other.id))).toEqual([
      {
        id: 'default/current/en/02-parts/01-deep',
        title: 'A nested chapter',
        permalink: '/book/parts/deep',
        source: 'docs/02-parts/01-deep.md',
      },
      {
        id: 'default/current/en/faulty',
        title: 'The faulty chapter',
        permalink: '/book/faulty',
        source: 'docs/faulty.md',
      },
      { id: INTRO, title: 'The marked chapter', permalink: '/book/', source: 'docs/intro.mdx' },
      {
        id: 'default/current/en/unmarked',
        title: 'The chapter without marks',
        permalink: '/book/unmarked',
        source: 'docs/unmarked.mdx',
      },
      { id: 'labs/current/en/first', title: 'The first lab', permalink: '/book/labs/first', source: 'labs/first.md' },
    ]);
  });

  it('has the revisions, blocks and facets that core computes from the files, and each page carries its own revision', async () => {
    const { book } = await readBook(site.siteDir, manifest.settings, manifest.syntax);
    for (const { id, source, revision, blocks, facets } of manifest.chapters) {
      const text = await readFile(join(site.siteDir, source), 'utf8');
      const chapter = openChapter({ id, path: source, source: text }, book);
      expect({ id, revision, blocks, facets }).toEqual({
        id,
        revision: chapter.revision,
        blocks: allBlocks(chapter.blocks).map((block) => block.id),
        facets: chapter.facets,
      });
      const scripts = await scriptsWith(revision);
      expect(scripts).toHaveLength(1);
      // Beside the page, the list of what matters to which chapter names it.
      expect(await scriptsWith(id)).toEqual(expect.arrayContaining(scripts));
    }
  });

  it('names the facets that matter to a chapter, and no others, where no model may rewrite it', () => {
    const facetsOf = (id: string) => manifest.chapters.find((chapter) => chapter.id === id)?.facets;
    expect(facetsOf(INTRO)).toEqual(['hardware_availability', 'programming_experience', 'robotics_experience', 'role']);
    expect(facetsOf('default/current/en/unmarked')).toEqual([]);
    expect(facetsOf('labs/current/en/first')).toEqual(['robotics_experience']);
  });
});

describe('a second build with the bundler’s kept cache', () => {
  it('compiles the chapters of both docs plugins again that name an edited primer', async () => {
    expect(await scriptsWith('A vector is an arrow of the primer.')).toHaveLength(2);
    const path = join(site.siteDir, 'primers/vectors.md');
    await writeFile(path, (await readFile(path, 'utf8')).replace('an arrow', 'a pointer'));
    const again = await runDocusaurus(site.siteDir, 'build', '--out-dir', 'build');
    expect(again.exitCode, again.output).toBe(0);
    expect(await scriptsWith('A vector is a pointer of the primer.')).toHaveLength(2);
    expect(await scriptsWith('A vector is an arrow of the primer.')).toEqual([]);
  }, 60_000);
});
