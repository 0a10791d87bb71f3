import { expect, test } from 'vitest';
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
