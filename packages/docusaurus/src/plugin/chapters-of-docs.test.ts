import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { chaptersOfDocs } from './chapters-of-docs.ts';

const doc = (source: string, sourceDirName = '.') => ({
  source,
  sourceDirName,
  title: `Title of ${source}`,
  permalink: `/${source}`,
});
const chapters = (instances: Record<string, unknown>, locale = 'en') =>
  chaptersOfDocs({ 'docusaurus-plugin-content-docs': instances }, { siteDir: '/book', locale });

test('a chapter’s id is plugin, version, locale and path; folders and number prefixes are kept', () => {
  const docs = [
    doc('@site/docs/intro.mdx'),
    doc('@site/docs/02-parts/01-deep.md', '02-parts'),
    doc('@site/docs/02-parts/inner/index.md', '02-parts/inner'),
    doc('@site/docs/v1.2-notes.md'),
  ];
  expect(chapters({ default: { loadedVersions: [{ versionName: 'current', docs }] } }).map(({ id }) => id)).toEqual([
    'default/current/en/intro',
    'default/current/en/02-parts/01-deep',
    'default/current/en/02-parts/inner/index',
    'default/current/en/v1.2-notes',
  ]);
});

test('a chapter has title, address, and its file’s path in the site and on the disk', () => {
  const docs = [doc('@site/docs/02-parts/01-deep.md', '02-parts')];
  expect(chapters({ default: { loadedVersions: [{ versionName: 'current', docs }] } })).toEqual([
    {
      id: 'default/current/en/02-parts/01-deep',
      title: 'Title of @site/docs/02-parts/01-deep.md',
      permalink: '/@site/docs/02-parts/01-deep.md',
      source: 'docs/02-parts/01-deep.md',
      absolutePath: '/book/docs/02-parts/01-deep.md',
    },
  ]);
});

test('versions, locales and several docs plugins tell the same path apart', () => {
  const same = (versionName: string, folder: string) => ({ versionName, docs: [doc(`@site/${folder}/intro.md`)] });
  const instances = {
    default: { loadedVersions: [same('current', 'i18n/ur/docs/current'), same('1.0', 'i18n/ur/docs/version-1.0')] },
    labs: { loadedVersions: [same('current', 'labs')] },
  };
  const found = chapters(instances, 'ur');
  expect(found.map(({ id }) => id)).toEqual([
    'default/current/ur/intro',
    'default/1.0/ur/intro',
    'labs/current/ur/intro',
  ]);
  expect(found.map(({ source }) => source)).toEqual([
    'i18n/ur/docs/current/intro.md',
    'i18n/ur/docs/version-1.0/intro.md',
    'labs/intro.md',
  ]);
});

test('docs that lie outside the site’s folder are found there', () => {
  const [chapter] = chapters({
    default: { loadedVersions: [{ versionName: 'current', docs: [doc('@site/../chapters/a.md')] }] },
  });
  expect(chapter).toMatchObject({
    id: 'default/current/en/a',
    source: '../chapters/a.md',
    absolutePath: '/chapters/a.md',
  });
});

test('a site without docs, or whose docs are not loaded, has no chapters', () => {
  expect(chaptersOfDocs({}, { siteDir: '/book', locale: 'en' })).toEqual([]);
  expect(chapters({ default: {} })).toEqual([]);
});

describe('in a site of several locales', () => {
  const folders = { en: 'i18n/en', ur: 'i18n/ur', tr: 'i18n/tr' };
  const source = 'i18n/ur/docusaurus-plugin-content-docs/version-1.0/parts/arm.md';
  let siteDir: string;
  beforeAll(() => {
    siteDir = mkdtempSync(join(tmpdir(), 'attune-locales-'));
    mkdirSync(dirname(join(siteDir, source)), { recursive: true });
    writeFileSync(join(siteDir, source), '# تعارف');
  });
  afterAll(() => rmSync(siteDir, { recursive: true }));

  it.each([
    [
      'is told to be translated, where another locale has a file for it',
      'en',
      'versioned_docs/version-1.0/parts/arm.md',
      { translations: ['ur'] },
    ],
    ['that is translated is told to stand in the first locale too', 'ur', source, { translations: ['en'] }],
    [
      'that is not is in the language of the first locale',
      'tr',
      'versioned_docs/version-1.0/parts/arm.md',
      { language: 'en', translations: ['ur'] },
    ],
  ] as const)('a chapter %s', (_what, locale, path, told) => {
    const docs = [doc(`@site/${path}`, 'parts')];
    const [chapter] = chaptersOfDocs(
      { 'docusaurus-plugin-content-docs': { default: { loadedVersions: [{ versionName: '1.0', docs }] } } },
      { siteDir, locale, defaultLocale: 'en', folders },
    );
    const { language, translations } = chapter ?? {};
    expect({ ...(language ? { language } : {}), translations }).toEqual(told);
  });
});

test.each([
  [true, '/a/b/'],
  [false, '/a/b'],
  [undefined, '/a/b'],
])('with trailingSlash %s a chapter stands at %s', (trailingSlash, permalink) => {
  const docs = [{ ...doc('@site/docs/b.md'), permalink: '/a/b' }];
  const [chapter] = chaptersOfDocs(
    { 'docusaurus-plugin-content-docs': { default: { loadedVersions: [{ versionName: 'current', docs }] } } },
    { siteDir: '/book', locale: 'en', trailingSlash },
  );
  expect(chapter?.permalink).toBe(permalink);
});
