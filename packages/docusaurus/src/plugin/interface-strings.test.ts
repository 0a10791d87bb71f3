import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Facet, PRESETS } from '@attune/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beyondEnglish, languagesIn, stringsIn, translationFile } from './interface-strings.ts';

const facets = PRESETS.onboarding.map((facet) => Facet.parse(facet));
const bundled = readdirSync(fileURLToPath(new URL('../strings', import.meta.url)))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

let siteDir: string;
const folderOf = (language: string): string => join(siteDir, 'i18n', language);
beforeAll(() => {
  siteDir = mkdtempSync(join(tmpdir(), 'attune-strings-'));
  const path = join(folderOf('tr'), 'attune/interface.json');
  mkdirSync(dirname(path), { recursive: true });
  const content = { 'attune.original': { message: 'Asıl metin' }, 'attune.terms.other': { message: '{count} terim' } };
  writeFileSync(path, JSON.stringify(content));
});
afterAll(() => rmSync(siteDir, { recursive: true }));

describe.each(bundled)('the strings in %s', (language) => {
  it('are all there, with the same places for numbers and names', async () => {
    const english = await translationFile('en');
    const other = await stringsIn(language, () => '/nowhere');
    for (const [key, { message }] of Object.entries(english.content)) {
      const [component = '', name = '', category] = key.split('.');
      const text = other[component]?.[name];
      const said = category === undefined ? text : (text as Record<string, string> | undefined)?.['other'];
      expect(said, key).toEqual(expect.any(String));
      const places = (value: string): string[] => [...value.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
      expect(places(said as string), key).toEqual(places(message));
    }
  });
});

describe('the strings of a site', () => {
  it('are given to write-translations in the language of the locale, a number by each of its plural forms', async () => {
    const { path, content } = await translationFile('ur');
    expect(path).toBe('interface');
    expect(content['attune.personalized']?.message).toBe('آپ کے لیے');
    const arabic = Object.keys((await translationFile('ar')).content).filter((key) => key.startsWith('attune.terms.'));
    expect(arabic).toHaveLength(6);
  });

  it('come from its translations, and those that come with Attune fill what is missing', async () => {
    expect(await stringsIn('tr', folderOf)).toEqual({
      attune: { original: 'Asıl metin', terms: { other: '{count} terim' } },
    });
    expect((await stringsIn('ur', folderOf))['attune']?.['original']).toBe('اصل');
    expect((await stringsIn('ur-PK', folderOf))['attune']?.['original']).toBe('اصل');
  });

  it('are none beside the code where the site is in English', async () => {
    expect(beyondEnglish(await stringsIn('en', folderOf))).toEqual({
      attune: {},
      details: {},
      account: {},
      transformations: {},
    });
  });

  it('are offered in the languages that its readers can choose and its locales', async () => {
    expect(await languagesIn(facets, ['en'], folderOf)).toEqual(['en', 'ur']);
    expect(await languagesIn(facets, ['en', 'tr', 'fr'], folderOf)).toEqual(['en', 'tr', 'ur']);
    expect(await languagesIn([], ['en'], folderOf)).toEqual(['en']);
  });
});
