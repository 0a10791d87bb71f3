import type { Edit } from '@attune/contract';
import type { Book, Chapter } from '../types.ts';
import { chatResidue } from './chat-residue/index.ts';
import type { Check, EditFinding, Fault } from './check.ts';
import { glossInText } from './gloss-in-text/index.ts';
import { invisible } from './invisible/index.ts';
import { knownBlock } from './known-block/index.ts';
import { language } from './language/index.ts';
import { leafCount } from './leaf-count/index.ts';
import { length } from './length/index.ts';
import { locked } from './locked/index.ts';
import { mustKeep } from './must-keep/index.ts';
import { negations } from './negations/index.ts';
import { noHtml } from './no-html/index.ts';
import { noNewUrls } from './no-new-urls/index.ts';
import { notTheSourceAgain } from './not-the-source-again/index.ts';
import { numbers } from './numbers/index.ts';
import { permitted } from './permitted/index.ts';
import { placeholders } from './placeholders/index.ts';
import { quoted } from './quoted/index.ts';
import { readingLevel } from './reading-level/index.ts';
import { restrictedSyntax } from './restricted-syntax/index.ts';
import { rightPlace } from './right-place/index.ts';
import { truncation } from './truncation/index.ts';

/** All checks, in the order in which they run: first whether an edit fits its block, then what its texts say. */
export const CHECKS: readonly Check[] = [
  knownBlock,
  rightPlace,
  glossInText,
  leafCount,
  locked,
  permitted,
  placeholders,
  restrictedSyntax,
  noNewUrls,
  noHtml,
  invisible,
  chatResidue,
  truncation,
  length,
  numbers,
  mustKeep,
  negations,
  language,
  notTheSourceAgain,
  quoted,
  readingLevel,
];

/** What is wrong with an edit, for one that repairs it: everything, or what a structural check says, on which the others rely. */
export function checkEdit(edit: Edit, chapter: Chapter, book: Book): EditFinding[] {
  const findings: EditFinding[] = [];
  for (const check of CHECKS) {
    const verdict = check.check(edit, chapter, book) ?? [];
    const faults: readonly Fault[] = typeof verdict === 'string' ? [{ message: verdict }] : verdict;
    const severity = check.warns ? 'warning' : 'error';
    findings.push(...faults.map((fault) => ({ check: check.name, severity, block: edit.block, ...fault }) as const));
    if (check.structural && faults.length > 0) break;
  }
  return findings;
}

/** Whether an edit with these findings is not shown. Warnings alone refuse nothing. */
export const isRefused = (findings: readonly EditFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');
