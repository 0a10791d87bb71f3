import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest } from './read-manifest.ts';
import { SiteError } from './site-error.ts';
import { manifestOf } from './testing/manifest.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const english = JSON.stringify(manifestOf({ 'default/current/en/intro': 'docs/intro.md' }));

test('a build without a manifest is no built site: the error says where and what to do', async () => {
  const outDir = await temporaryFolder({ 'index.html': '' });
  const error: SiteError = await readManifest(outDir).catch((reason) => reason);
  expect(error).toBeInstanceOf(SiteError);
  expect(error.message).toBe(`there is no attune/book.json in ${outDir}`);
  expect(error.remedy).toContain('build the site');
  await expect(readManifest(join(outDir, 'nowhere'))).rejects.toThrow(SiteError);
});

test.each([
  ['of another version', JSON.stringify({ ...manifestOf({}), attune: 2 })],
  ['cut off', english.slice(0, -20)],
  ['empty', ''],
])('a manifest that is %s is refused with its path and a remedy', async (_what, text) => {
  const outDir = await temporaryFolder({ 'attune/book.json': text });
  await expect(readManifest(outDir)).rejects.toMatchObject({
    name: 'SiteError',
    message: expect.stringContaining(join(outDir, 'attune/book.json')),
    remedy: 'build the site again',
  });
});

test('the chapters of all locales are the book’s, each at its own address', async () => {
  const outDir = await temporaryFolder({
    'attune/book.json': english,
    'ur/attune/book.json': JSON.stringify(
      manifestOf({ 'default/current/ur/intro': 'i18n/ur/intro.md' }, { baseUrl: '/ur/' }),
    ),
    'assets/js/main.js': '',
    'docs/index.html': '',
  });
  const manifest = await readManifest(outDir);
  expect(manifest.chapters.map(({ id, source }) => [id, source])).toEqual([
    ['default/current/en/intro', 'docs/intro.md'],
    ['default/current/ur/intro', 'i18n/ur/intro.md'],
  ]);
  expect(manifest.baseUrl).toBe('/');
});

test('a locale left over from another version is refused, not left out', async () => {
  const outDir = await temporaryFolder({ 'attune/book.json': english, 'ur/attune/book.json': '{ "attune": 0 }' });
  await expect(readManifest(outDir)).rejects.toThrow('ur/attune/book.json');
});
