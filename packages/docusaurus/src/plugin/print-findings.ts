import { formatFinding, type Finding } from '@attune/core';
import { logger } from '@docusaurus/logger';

/**
 * Gives what prints what is wrong in the book, each with its place and remedy; in `docusaurus start`, only when it is something else than
 * before. The build goes on: a faulty mark spoils no other page.
 */
export function findingsPrinter(): (findings: readonly Finding[]) => void {
  let last = '';
  return (findings) => {
    const lines = findings.map((finding) => `\n  ${formatFinding(finding)}`).join('');
    if (lines === last) return;
    last = lines;
    const errors = findings.filter((finding) => finding.severity === 'error').length;
    if (findings.length === 0) logger.success('Attune found nothing more to mend in this book.');
    else
      logger[errors > 0 ? 'error' : 'warn'](
        `Attune found ${findings.length} ${findings.length === 1 ? 'thing' : 'things'} to mend in this book:${lines}`,
      );
  };
}
