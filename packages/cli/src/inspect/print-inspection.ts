import { formatFinding } from '@attune/core';
import type { Inspection } from './inspect-folder.ts';

/** An inspection as people read it. */
export function printInspection(inspection: Inspection): string {
  const { findings, ...counts } = inspection;
  const width = Math.max(...Object.keys(counts).map((name) => name.length));
  const lines = Object.entries(counts).map(([name, count]) => `${name.padEnd(width)}  ${count}`);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const summary =
    findings.length === 0
      ? 'Nothing to mend.'
      : `${number(errors, 'error')}, ${number(findings.length - errors, 'warning')}:`;
  return [...lines, '', summary, ...findings.map(formatFinding)].join('\n');
}

const number = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
