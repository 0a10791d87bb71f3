import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { BookSettings } from '@attune/contract';
import { describe, expect, it } from 'vitest';
import { loadSettings, siteFolderOf } from './load-settings.ts';
import { SiteError } from './site-error.ts';
import { temporaryFolder, writeFiles } from './testing/temporary-folder.ts';

const failureOf = (siteDir: string): Promise<SiteError> =>
  loadSettings(siteDir).then(
    () => expect.fail('the settings were loaded'),
    (error: SiteError) => error,
  );

describe('loadSettings', () => {
  it.each([
    ['attune.config.ts', `const glossary: string = 'terms.yaml';\nexport default { glossary };`],
    ['attune.config.mts', `const glossary: string = 'terms.yaml';\nexport default { glossary };`],
    ['attune.config.mjs', `export default { glossary: 'terms.yaml' };`],
    ['attune.config.js', `module.exports = { glossary: 'terms.yaml' };`],
    ['attune.config.json', `{ "glossary": "terms.yaml" }`],
  ])('reads %s and fills in the defaults', async (name, text) => {
    const siteDir = await temporaryFolder({ [name]: text });
    const { settings, path } = await loadSettings(siteDir);
    expect(settings).toEqual(BookSettings.parse({ glossary: 'terms.yaml' }));
    expect(path).toBe(join(siteDir, name));
  });

  it('is all defaults where there is no file', async () => {
    expect(await loadSettings(await temporaryFolder())).toEqual({ settings: BookSettings.parse({}) });
  });

  it('takes the first of several files, in a fixed order', async () => {
    const siteDir = await temporaryFolder({
      'attune.config.json': '{ "glossary": "second.yaml" }',
      'attune.config.mjs': `export default { glossary: 'first.yaml' };`,
    });
    expect((await loadSettings(siteDir)).settings.glossary).toBe('first.yaml');
  });

  it('reads an edited file again, as `docusaurus start` needs it', async () => {
    const siteDir = await temporaryFolder({ 'attune.config.mjs': `export default { glossary: 'before.yaml' };` });
    expect((await loadSettings(siteDir)).settings.glossary).toBe('before.yaml');
    await writeFiles(siteDir, { 'attune.config.mjs': `export default { glossary: 'after.yaml' };` });
    const later = new Date(Date.now() + 2_000);
    await utimes(join(siteDir, 'attune.config.mjs'), later, later);
    expect((await loadSettings(siteDir)).settings.glossary).toBe('after.yaml');
  });

  it('says of each wrong setting where it stands, and where settings are described', async () => {
    const siteDir = await temporaryFolder({
      'attune.config.json': JSON.stringify({ glosary: 'x', folds: { basics: { role: [] } } }),
    });
    const error = await failureOf(siteDir);
    expect(error).toBeInstanceOf(SiteError);
    expect(error.message).toContain(join(siteDir, 'attune.config.json'));
    expect(error.message).toMatch(/^ {2}folds\.basics\.role: /m);
    expect(error.message).toMatch(/^ {2}\(whole\): .*glosary/m);
    expect(error.remedy).toContain('docs/configuration.md');
  });

  it('says which facet of the book’s own is wrong', async () => {
    const facet = {
      id: 'tool',
      label: { en: 'Tool' },
      question: { en: 'Which tool?' },
      reason: { en: 'Because.' },
      options: [
        { value: 'Saw', label: { en: 'Saw' } },
        { value: 'File', label: { en: 'File' } },
      ],
      default: 'Hammer',
      matters: 'marked',
    };
    const siteDir = await temporaryFolder({ 'attune.config.json': JSON.stringify({ facets: [facet] }) });
    expect((await failureOf(siteDir)).message).toMatch(/^ {2}facets\.0\.default: must be declared values/m);
  });

  it.each([
    ['attune.config.json', '{ "glossary": ', 'mend the file'],
    ['attune.config.mjs', 'export default {', 'mend the file'],
    ['attune.config.mts', `import './nowhere.mts';\nexport default {};`, 'mend the file'],
    ['attune.config.mjs', 'throw new Error("no settings today");', 'mend the file'],
  ])('names %s that cannot be loaded (%s) with a remedy and the cause', async (name, text, remedy) => {
    const siteDir = await temporaryFolder({ [name]: text });
    const error = await failureOf(siteDir);
    expect(error).toBeInstanceOf(SiteError);
    expect(error.message).toMatch(new RegExp(`${name} cannot be loaded: .+`));
    expect(error).toMatchObject({ remedy });
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('refuses a file without a default export', async () => {
    const siteDir = await temporaryFolder({ 'attune.config.mjs': `export const glossary = 'terms.yaml';` });
    expect((await failureOf(siteDir)).message).toContain('(whole)');
  });
});

describe('siteFolderOf', () => {
  it('is the nearest folder at or above that has settings', async () => {
    const siteDir = await temporaryFolder({ 'attune.config.json': '{}', 'docs/part/chapter.md': '' });
    expect(siteFolderOf(join(siteDir, 'docs/part'))).toBe(siteDir);
    expect(siteFolderOf(siteDir)).toBe(siteDir);
  });

  it('is a Docusaurus site that has no settings of ours', async () => {
    const siteDir = await temporaryFolder({ 'docusaurus.config.ts': '', 'docs/chapter.md': '' });
    expect(siteFolderOf(join(siteDir, 'docs'))).toBe(siteDir);
  });

  it('is the folder itself where there is no site above it', async () => {
    const folder = await temporaryFolder({ 'docs/chapter.md': '' });
    expect(siteFolderOf(join(folder, 'docs'))).toBe(join(folder, 'docs'));
  });
});
