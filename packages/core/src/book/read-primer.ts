import { Readers, type Facet } from '@attune/contract';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { checkReaders } from '../marks/readers.ts';
import type { Finding, Primer } from '../types.ts';

const FrontMatter = z.object({ title: z.string().min(1), readers: Readers }).strict();

/** Reads a primer's file: front matter with title and readers, then Markdown without headings. */
export function readPrimer(
  name: string,
  file: string,
  text: string,
  facets: readonly Facet[],
): { primer?: Primer; findings: Finding[] } {
  const findings: Finding[] = [];
  const find = (line: number, rule: string, message: string, remedy: string): void => {
    findings.push({ rule, severity: 'error', file, line, column: 1, message, remedy });
  };
  const parts = text.match(/^\uFEFF?---\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)([^]*)$/);
  if (!parts) {
    find(1, 'primer-invalid', 'a primer begins with front matter', 'begin with ---, title:, readers: and ---');
    return { findings };
  }
  const [, yaml = '', source = ''] = parts;
  const document = parseDocument(yaml);
  const parsed = FrontMatter.safeParse(document.errors.length > 0 ? undefined : document.toJS());
  if (!parsed.success) {
    const reason = document.errors[0]?.message.split('\n')[0] ?? parsed.error.issues[0]?.message ?? '';
    const place = parsed.error.issues[0]?.path.join('.');
    find(
      2,
      'primer-invalid',
      `front matter${place ? `, ${place}` : ''}: ${reason}`,
      'give title and readers, as in docs/authoring.md',
    );
    return { findings };
  }
  for (const problem of checkReaders(parsed.data.readers, facets))
    find(2, problem.rule, problem.message, problem.remedy);
  const before = text.slice(0, text.length - source.length).split('\n').length;
  let fenced = false;
  source.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (!fenced && /^#{1,6}\s/.test(line)) {
      find(
        before + index,
        'heading-in-mark',
        'a primer has no headings',
        'use bold text: the table of contents belongs to Original',
      );
    }
  });
  return { primer: { name, ...parsed.data, source }, findings };
}
