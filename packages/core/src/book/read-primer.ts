import { Readers, type Facet } from '@attune/contract';
import { z } from 'zod';
import { checkReaders } from '../marks/readers.ts';
import type { Finding, Primer } from '../types.ts';
import { readYaml, type YamlPlace } from './read-yaml.ts';

const FrontMatter = z.object({ title: z.string().min(1), readers: Readers }).strict();

/** Reads a primer's file: front matter with title and readers, then Markdown without headings. */
export function readPrimer(
  name: string,
  file: string,
  text: string,
  facets: readonly Facet[],
): { primer?: Primer; findings: Finding[] } {
  const findings: Finding[] = [];
  const find = (place: YamlPlace, rule: string, message: string, remedy: string): void => {
    findings.push({ rule, severity: 'error', file, ...place, message, remedy });
  };
  const parts = text.match(/^\uFEFF?---\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)([^]*)$/);
  if (!parts) {
    find(
      { line: 1, column: 1 },
      'primer-invalid',
      'a primer begins with front matter',
      'begin with ---, title:, readers: and ---',
    );
    return { findings };
  }
  const [, yaml = '', source = ''] = parts;
  const { data, problems, placeOf } = readYaml(yaml, FrontMatter);
  for (const { line, column, message } of problems) {
    const remedy = 'give title and readers, as in docs/authoring.md';
    find({ line: line + 1, column }, 'primer-invalid', `front matter, ${message}`, remedy);
  }
  if (!data) return { findings };
  for (const { facet, rule, message, remedy } of checkReaders(data.readers, facets)) {
    const { line, column } = placeOf(['readers', facet]);
    find({ line: line + 1, column }, rule, message, remedy);
  }
  const before = text.slice(0, text.length - source.length).split('\n').length;
  let fenced = false;
  source.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (!fenced && /^#{1,6}\s/.test(line)) {
      find(
        { line: before + index, column: 1 },
        'heading-in-mark',
        'a primer has no headings',
        'use bold text: the table of contents belongs to Original',
      );
    }
  });
  return { primer: { name, ...data, source }, findings };
}
