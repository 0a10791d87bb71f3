import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Syntax } from '@attune/contract';
import { type Book, type Finding, openChapter } from '@attune/core';
import { loadSettings, readBook, readManifest, siteFolderOf } from '@attune/site';
import { restoresByMasks, restoresBySlices } from './restores.ts';

/** What `attune inspect` says of a folder. */
export interface Inspection {
  readonly files: number;
  /** Top-level blocks of all files. */
  readonly blocks: number;
  readonly sections: number;
  /** UTF-8 bytes of all files. */
  readonly bytes: number;
  /** Files that do not compile as MDX and are read as plain Markdown. */
  readonly plainMarkdown: number;
  /** Files whose slices, joined, are the file byte for byte. */
  readonly identicalJoin: number;
  /** Files whose prose, masked and unmasked, is the same byte for byte. */
  readonly identicalMask: number;
  readonly findings: readonly Finding[];
}

/** Reads every chapter in a folder with the settings of the site that it belongs to, and says what is in them and what is wrong. */
export async function inspectFolder(folder: string): Promise<Inspection> {
  const root = resolve(folder);
  const paths = (await filesIn(root)).filter((path) => /\.mdx?$/.test(path));
  const siteDir = siteFolderOf(root);
  const { settings } = await loadSettings(siteDir);
  const { book, findings } = await readBook(siteDir, settings, await syntaxOf(siteDir));
  const primers = join(siteDir, settings.primers);
  const ofBook = findings.map((finding) => ({ ...finding, file: shown(join(siteDir, finding.file)) }));
  let inspection: Inspection = { ...EMPTY, findings: ofBook };
  // One after the other: a large book is not in memory as a whole, nor all its files open at once.
  for (const path of paths.filter((candidate) => isOutside(candidate, primers))) {
    inspection = add(inspection, await inspectFile(path, book));
  }
  return inspection;
}

/** A path from where the command was given, so that terminals and editors open it. */
const shown = (path: string): string => relative(process.cwd(), path) || path;

const isOutside = (path: string, folder: string): boolean => relative(folder, path).startsWith('..');

const EMPTY: Inspection = {
  files: 0,
  blocks: 0,
  sections: 0,
  bytes: 0,
  plainMarkdown: 0,
  identicalJoin: 0,
  identicalMask: 0,
  findings: [],
};

function add(sum: Inspection, one: Inspection): Inspection {
  return {
    files: sum.files + one.files,
    blocks: sum.blocks + one.blocks,
    sections: sum.sections + one.sections,
    bytes: sum.bytes + one.bytes,
    plainMarkdown: sum.plainMarkdown + one.plainMarkdown,
    identicalJoin: sum.identicalJoin + one.identicalJoin,
    identicalMask: sum.identicalMask + one.identicalMask,
    findings: [...sum.findings, ...one.findings],
  };
}

async function inspectFile(path: string, book: Book): Promise<Inspection> {
  const shownPath = shown(path);
  const bytes = await readFile(path);
  const source = bytes.toString('utf8');
  const chapter = openChapter({ id: shownPath, path: shownPath, source }, book);
  return {
    files: 1,
    blocks: chapter.blocks.length,
    sections: chapter.sections.length,
    bytes: bytes.length,
    plainMarkdown: Number(chapter.plainMarkdown),
    // Compared with the bytes of the file, so that what decoding loses shows too.
    identicalJoin: Number(restoresBySlices(chapter, bytes)),
    identicalMask: Number(restoresByMasks(chapter)),
    findings: chapter.findings,
  };
}

/** How the site's build reads Markdown, where it has been built; else as Docusaurus does by itself. */
async function syntaxOf(siteDir: string): Promise<Syntax> {
  return readManifest(join(siteDir, 'build')).then(
    (manifest) => manifest.syntax,
    () => Syntax.parse({}),
  );
}

/** All files but those of programs and those made from the chapters. A chapter may well stand in `docs/build`. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isProject = entries.some((entry) => entry.name === 'package.json');
  const isSkipped = (name: string): boolean =>
    name === 'node_modules' || name.startsWith('.') || (isProject && (name === 'build' || name === 'dist'));
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) files.push(path);
    else if (entry.isDirectory() && !isSkipped(entry.name)) files.push(...(await filesIn(path)));
  }
  return files.sort();
}
