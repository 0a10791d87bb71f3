import { Readers, type Facet } from '@attune/contract';
import { z } from 'zod';
import { checkReaders } from '../marks/readers.ts';
import type { Finding, Glossary, GlossaryTerm } from '../types.ts';
import { readYaml } from './read-yaml.ts';

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

type Find = (path: readonly PropertyKey[], rule: string, message: string, remedy: string) => void;

/** Reads a glossary file (YAML). What is wrong is reported with its place; a file that cannot be read gives an empty glossary. */
export function readGlossary(
  file: string,
  text: string,
  facets: readonly Facet[],
): { glossary: Glossary; findings: Finding[] } {
  const { data, problems, placeOf } = readYaml(text, GlossaryFile.nullable());
  const findings: Finding[] = problems.map(({ line, column, message, malformed }) => {
    const remedy = malformed ? 'mend the YAML' : 'see docs/authoring.md, Glossary';
    return { rule: 'glossary-invalid', severity: 'error', file, line, column, message, remedy };
  });
  if (!data) return { glossary: { terms: [] }, findings };
  checkTerms(data, facets, (path, rule, message, remedy) =>
    findings.push({ rule, severity: 'error', file, ...placeOf(path), message, remedy }),
  );
  return { glossary: { terms: data.terms.map((term) => asTerm(term, data.readers)) }, findings };
}

function asTerm(term: GlossaryFile['terms'][number], standard: Readers): GlossaryTerm {
  const definitions: GlossaryTerm['definitions'] = Object.fromEntries(
    Object.entries(term.definitions).map(([language, definition]) => [
      language,
      typeof definition === 'string' ? { default: definition } : definition,
    ]),
  );
  return { ...term, readers: term.readers ?? standard, definitions };
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
