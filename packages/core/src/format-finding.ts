import type { Finding } from './types.ts';

/** `docs/nodes.md:12:1 error facet-unknown: … → remedy`, as editors and terminals link it. */
export function formatFinding({ file, line, column, severity, rule, message, remedy }: Finding): string {
  return `${file}:${line}:${column} ${severity} ${rule}: ${message} → ${remedy}`;
}
