import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Manifest, Syntax } from '@attune/contract';
import { type AuthorFile, type Book, type Finding, openBook } from '@attune/core';
import { parseTree } from '@attune/core/stamp';
import { settingsPathOf } from './load-settings.ts';

/** Reads what a book gives to every chapter: glossary and primers, from the paths its settings name. Absent files are none. */
export async function readBook(
  siteDir: string,
  settings: Manifest['settings'],
  syntax: Syntax,
): Promise<{ book: Book; findings: Finding[] }> {
  const glossary = await readAuthorFile(siteDir, settings.glossary);
  const primers = await readPrimers(siteDir, settings.primers);
  const unreadable = primers.flatMap(([, file]) => unreadableMdx(file, syntax));
  const readable = primers.filter(([, file]) => unreadable.every((finding) => finding.file !== file.path));
  const { facets, folds, rewriting } = settings;
  const settingsPath = basename(settingsPathOf(siteDir) ?? 'attune.config.ts');
  const input = { facets, folds, rewriting, syntax, settingsPath, primers: Object.fromEntries(readable) };
  const { book, findings } = openBook(glossary ? { ...input, glossary } : input);
  return { book, findings: [...findings, ...unreadable] };
}

async function readPrimers(siteDir: string, folder: string): Promise<[name: string, file: AuthorFile][]> {
  const names = (await readdir(join(siteDir, folder)).catch(ignoreAbsent([])))
    .filter((name) => name.endsWith('.md'))
    .sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, file: await readAuthorFile(siteDir, `${folder}/${name}`) })),
  );
  return files.flatMap(({ name, file }) => (file ? [[name.slice(0, -'.md'.length), file]] : []));
}

/** A primer becomes part of chapters, which are MDX: one that is not would keep them from being built. */
function unreadableMdx({ path, text }: AuthorFile, syntax: Syntax): Finding[] {
  try {
    parseTree(text.replace(/^\uFEFF/, ''), 'mdx', syntax);
    return [];
  } catch (error) {
    const { reason, line, column } = error as { reason?: string; line?: number; column?: number };
    const message = `does not compile as MDX: ${reason ?? String(error)}`;
    const remedy = 'mend the place; where { or < is meant as it stands, write \\{ and \\<';
    return [
      { rule: 'primer-invalid', severity: 'error', file: path, line: line ?? 1, column: column ?? 1, message, remedy },
    ];
  }
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
