import { formatFinding, type Finding } from '@attune/core';
import { logger } from '@docusaurus/logger';

/** Prints what is wrong in the book, each with its place and remedy. The build goes on: a faulty mark spoils no other page. */
export function printFindings(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const lines = findings.map((finding) => `  ${formatFinding(finding)}`);
  const text = `Attune found ${findings.length} thing(s) to mend in this book:\n${lines.join('\n')}`;
  if (errors > 0) logger.error(text);
  else logger.warn(text);
}
