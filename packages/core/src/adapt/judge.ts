import type { Edit, RefusedEdit } from '@attune/contract';
import { CHECKS, checkEdit } from '../checks/index.ts';
import type { Page } from './types.ts';
import { unreadable } from './unreadable.ts';

/** The checks of today, with their versions: what an edit that is accepted now has passed. */
export const certificate: Readonly<Record<string, number>> = Object.fromEntries(
  CHECKS.map(({ name, version }) => [name, version]),
);

export interface Judged {
  readonly edit: Edit;
  /** Present where a check refused it. */
  readonly refused?: RefusedEdit;
}

/** What the checks say of an edit that a model made. */
export function judge(edit: Edit, { chapter, book }: Pick<Page, 'chapter' | 'book'>): Judged {
  const why = unreadable(edit, chapter);
  if (why !== undefined) return { edit, refused: { edit, findings: [{ check: 'length', message: why }] } };
  const errors = checkEdit(edit, chapter, book).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { edit };
  const findings = errors.map(({ check, message, leaf }) => ({
    check,
    message: leaf === undefined ? message : `text ${leaf + 1}: ${message}`,
  }));
  return { edit, refused: { edit, findings } };
}
