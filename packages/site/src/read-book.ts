import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Manifest, Syntax } from '@attune/contract';
import { type AuthorFile, type Book, type Finding, openBook } from '@attune/core';
import { settingsPathOf } from './load-settings.ts';

/** Reads what a book gives to every chapter: glossary and primers, from the paths its settings name. Absent files are none. */
export async function readBook(
  siteDir: string,
  settings: Manifest['settings'],
  syntax: Syntax,
): Promise<{ book: Book; findings: Finding[] }> {
  const glossary = await readAuthorFile(siteDir, settings.glossary);
  const primers = await readPrimers(siteDir, settings.primers);
  const { facets, folds } = settings;
  const settingsPath = basename(settingsPathOf(siteDir) ?? 'attune.config.ts');
  return openBook({ facets, folds, syntax, primers, settingsPath, ...(glossary ? { glossary } : {}) });
}

async function readPrimers(siteDir: string, folder: string): Promise<Record<string, AuthorFile>> {
  const names = (await readdir(join(siteDir, folder)).catch(ignoreAbsent([]))).filter((name) => name.endsWith('.md')).sort();
  const files = await Promise.all(
    names.map(async (name) => [name.slice(0, -'.md'.length), await readAuthorFile(siteDir, `${folder}/${name}`)] as const),
  );
  return Object.fromEntries(files.flatMap(([name, file]) => (file ? [[name, file]] : [])));
}

async function readAuthorFile(siteDir: string, path: string): Promise<AuthorFile | undefined> {
  const text = await readFile(join(siteDir, path), 'utf8').catch(ignoreAbsent(undefined));
  return text === undefined ? undefined : { path, text };
}

function ignoreAbsent<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
}
