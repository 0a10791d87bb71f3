import type { Facet, Readers, Syntax } from '@attune/contract';
import { hashValue } from '@attune/contract/project';
import { checkReaders } from '../marks/readers.ts';
import type { Book, Finding, Primer } from '../types.ts';
import { readGlossary } from './read-glossary.ts';
import { readPrimer } from './read-primer.ts';

/** A file of the author's, with its path as people know it. */
export interface AuthorFile {
  readonly path: string;
  readonly text: string;
}

export interface BookInput {
  readonly facets: readonly Facet[];
  readonly syntax: Syntax;
  readonly folds: { readonly basics?: Readers | undefined; readonly depth?: Readers | undefined };
  /** false unless it is said otherwise. */
  readonly rewriting?: boolean;
  readonly glossary?: AuthorFile;
  /** By name. */
  readonly primers?: Readonly<Record<string, AuthorFile>>;
  /** Where the folds are configured, for findings. */
  readonly settingsPath?: string;
}

/** For whom passages are folded where neither mark nor settings say: by the first and last value of the level facet. */
function standardFolds(facets: readonly Facet[]): Book['folds'] {
  const level = facets.find((facet) => facet.axis === 'level');
  const values = level?.options.map((option) => option.value) ?? [];
  const lowest = values[0];
  const highest = values.at(-1);
  if (!level || lowest === undefined || highest === undefined) return {};
  return { basics: { [level.id]: [highest] }, depth: { [level.id]: [lowest] } };
}

/** Puts a book together from its settings and files. Never throws; what is wrong is in `findings`. */
export function openBook(input: BookInput): { book: Book; findings: Finding[] } {
  const { facets, syntax, rewriting = false } = input;
  const findings: Finding[] = [];
  const folds = { ...standardFolds(facets), ...definedOf(input.folds) };
  for (const readers of Object.values(folds)) {
    for (const problem of checkReaders(readers, facets)) {
      const place = { file: input.settingsPath ?? 'attune.config.ts', line: 1, column: 1 };
      findings.push({
        rule: problem.rule,
        severity: 'error',
        ...place,
        message: `folds: ${problem.message}`,
        remedy: problem.remedy,
      });
    }
  }
  const read = input.glossary && readGlossary(input.glossary.path, input.glossary.text, facets);
  findings.push(...(read?.findings ?? []));
  const primers = new Map<string, Primer>();
  for (const [name, file] of Object.entries(input.primers ?? {})) {
    const { primer, findings: wrong } = readPrimer(name, file.path, file.text, facets);
    findings.push(...wrong);
    if (primer) primers.set(name, primer);
  }
  const glossary = read?.glossary ?? { terms: [] };
  const fingerprint = hashValue({ facets, folds, rewriting, glossary, primers: [...primers.values()] });
  return { book: { facets, syntax, folds, rewriting, glossary, primers, fingerprint }, findings };
}

function definedOf({ basics, depth }: BookInput['folds']): Book['folds'] {
  return { ...(basics && { basics }), ...(depth && { depth }) };
}
