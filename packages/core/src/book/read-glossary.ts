import { Readers, type Facet } from '@attune/contract';
import { isAlias, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { checkReaders } from '../marks/readers.ts';
import type { Finding, Glossary, GlossaryTerm } from '../types.ts';

const Definition = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);

const GlossaryFile = z
  .object({
    readers: Readers.default({}),
    terms: z.array(
      z
        .object({
          term: z.string().min(1).max(200),
          forms: z.array(z.string().min(1).max(200)).default([]),
          keepInEnglish: z.boolean().default(false),
          readers: Readers.optional(),
          definitions: z.object({ en: Definition }).catchall(Definition),
        })
        .strict(),
    ),
  })
  .strict();
type GlossaryFile = z.output<typeof GlossaryFile>;

type Path = readonly PropertyKey[];
type Find = (path: Path, rule: string, message: string, remedy: string) => void;

/** Reads a glossary file (YAML). What is wrong is reported with its place; a file that cannot be read gives an empty glossary. */
export function readGlossary(
  file: string,
  text: string,
  facets: readonly Facet[],
): { glossary: Glossary; findings: Finding[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const findings: Finding[] = [];
  const findAt = (offset: number, rule: string, message: string, remedy: string): void => {
    const { line, col } = lines.linePos(offset);
    findings.push({ rule, severity: 'error', file, line, column: col, message, remedy });
  };
  for (const error of document.errors) {
    findAt(
      error.pos[0],
      'glossary-invalid',
      (error.message.split('\n')[0] ?? '').replace(/ at line.*$/, ''),
      'mend the YAML',
    );
  }
  if (document.errors.length > 0) return { glossary: { terms: [] }, findings };
  const find: Find = (path, ...rest) => findAt(offsetOf(document.contents, path), ...rest);
  const parsed = GlossaryFile.safeParse(document.toJS() ?? { terms: [] });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const where = issue.path.join('.') || 'the file';
      find(issue.path, 'glossary-invalid', `${where}: ${issue.message}`, 'see docs/authoring.md, Glossary');
    }
    return { glossary: { terms: [] }, findings };
  }
  checkTerms(parsed.data, facets, find);
  return { glossary: { terms: parsed.data.terms.map((term) => asTerm(term, parsed.data.readers)) }, findings };
}

function asTerm(term: GlossaryFile['terms'][number], standard: Readers): GlossaryTerm {
  const definitions = Object.entries(term.definitions).map(([language, definition]) => [
    language,
    typeof definition === 'string' ? { default: definition } : definition,
  ]);
  return { ...term, readers: term.readers ?? standard, definitions: Object.fromEntries(definitions) };
}

function checkTerms({ readers, terms }: GlossaryFile, facets: readonly Facet[], find: Find): void {
  const seen = new Map<string, string>();
  const levels = facets.find((facet) => facet.axis === 'level')?.options.map((option) => option.value) ?? [];
  checkReaders(readers, facets).forEach((problem) =>
    find(['readers', problem.facet], problem.rule, problem.message, problem.remedy),
  );
  terms.forEach((term, index) => {
    [term.term, ...term.forms].forEach((form, at) => {
      const path = at === 0 ? ['terms', index, 'term'] : ['terms', index, 'forms', at - 1];
      const owner = seen.get(form.toLowerCase());
      if (owner !== undefined)
        find(path, 'glossary-clash', `"${form}" stands under "${owner}" already`, 'keep it under one term');
      else seen.set(form.toLowerCase(), term.term);
    });
    for (const problem of checkReaders(term.readers ?? {}, facets)) {
      find(['terms', index, 'readers', problem.facet], problem.rule, problem.message, problem.remedy);
    }
    for (const [language, definition] of Object.entries(term.definitions)) {
      if (typeof definition === 'string') continue;
      for (const level of Object.keys(definition)) {
        if (level === 'default' || levels.includes(level)) continue;
        const remedy = `use one of: ${[...levels, 'default'].join(', ')}`;
        find(
          ['terms', index, 'definitions', language, level],
          'value-unknown',
          `"${level}" is no level of this book`,
          remedy,
        );
      }
    }
  });
}

/** Offset of what stands at a path, or of the nearest that exists above it. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((item) => String((item.key as { value?: unknown }).value) === String(key))
      : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(key)] : undefined;
    const place = (pair?.key ?? next) as Node | undefined;
    if (!place?.range || isAlias(next)) break;
    offset = place.range[0];
    node = next;
  }
  return offset;
}
