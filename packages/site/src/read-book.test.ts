import { BookSettings, Syntax } from '@attune/contract';
import { expect, test } from 'vitest';
import { readBook } from './read-book.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const PRIMER = '---\ntitle: Vectors\nreaders: { robotics_experience: [None] }\n---\n\nA vector is an arrow.\n';
const read = (siteDir: string, settings: object = {}) =>
  readBook(siteDir, BookSettings.parse(settings), Syntax.parse({}));

test('glossary and primers are read from the paths that the settings name', async () => {
  const siteDir = await temporaryFolder({
    'words/terms.yaml': 'terms: [{ term: node, definitions: { en: A program. } }]',
    'pieces/vectors.md': PRIMER,
    'pieces/notes.txt': 'no primer',
    'glossary.yaml': 'terms: [{ term: unread, definitions: { en: Not this one. } }]',
    'primers/unread.md': PRIMER,
  });
  const { book, findings } = await read(siteDir, { glossary: 'words/terms.yaml', primers: 'pieces' });
  expect(book.glossary.terms.map(({ term }) => term)).toEqual(['node']);
  expect([...book.primers.keys()]).toEqual(['vectors']);
  expect(book.primers.get('vectors')).toMatchObject({ title: 'Vectors', source: '\nA vector is an arrow.\n' });
  expect(findings).toEqual([]);
});

test('a book without glossary and primers has none, and nothing is wrong with it', async () => {
  const { book, findings } = await read(await temporaryFolder());
  expect(book.glossary.terms).toEqual([]);
  expect(book.primers.size).toBe(0);
  expect(findings).toEqual([]);
});

test('what is wrong is reported with the path as the author knows it, and does not take the rest away', async () => {
  const siteDir = await temporaryFolder({
    'attune.config.mts': '',
    'glossary.yaml': 'terms:\n  - { term: node, readers: { rank: [High] }, definitions: { en: A program. } }\n',
    'primers/faulty.md': 'No front matter.\n',
    'primers/vectors.md': PRIMER,
  });
  const { book, findings } = await read(siteDir, { folds: { basics: { role: ['Wizard'] } } });
  expect(findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual([
    'attune.config.mts:1:1 value-unknown',
    'glossary.yaml:2:30 facet-unknown',
    'primers/faulty.md:1:1 primer-invalid',
  ]);
  expect(findings.every(({ remedy }) => remedy !== '')).toBe(true);
  expect([...book.primers.keys()]).toEqual(['vectors']);
});

test('an edited glossary or primer makes another book', async () => {
  const files = { 'glossary.yaml': 'terms: []', 'primers/vectors.md': PRIMER };
  const before = await read(await temporaryFolder(files));
  const same = await read(await temporaryFolder(files));
  const after = await read(await temporaryFolder({ ...files, 'primers/vectors.md': PRIMER.replace('arrow', 'line') }));
  expect(same.book.fingerprint).toBe(before.book.fingerprint);
  expect(after.book.fingerprint).not.toBe(before.book.fingerprint);
});

test('a primer that is no MDX is reported with its place and left out, so that the chapters that name it are built', async () => {
  const siteDir = await temporaryFolder({
    'primers/open.md': PRIMER.replace('is an arrow', 'is {an arrow'),
    'primers/vectors.md': PRIMER,
  });
  const { book, findings } = await read(siteDir);
  expect(findings).toMatchObject([{ rule: 'primer-invalid', severity: 'error', file: 'primers/open.md', line: 6 }]);
  expect(findings[0]?.message).toContain('does not compile as MDX: ');
  expect([...book.primers.keys()]).toEqual(['vectors']);
});
