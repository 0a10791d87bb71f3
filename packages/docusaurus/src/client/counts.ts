import type { Edit } from '@attune/contract';
import type { messages } from './i18n.ts';

/** How much of what was done, in words; what was not done is left out. */
export function countsOf(edits: readonly Edit[], t: ReturnType<typeof messages.get>): string[] {
  const number = (isCounted: (edit: Edit) => boolean): number => edits.filter(isCounted).length;
  const counts = [
    [number((edit) => edit.action === 'rewrite'), t.rewritten],
    [number((edit) => edit.action === 'correct'), t.corrected],
    [number((edit) => edit.action === 'insert' && edit.kind !== 'primer'), t.notes],
    [number((edit) => edit.action === 'gloss'), t.terms],
    [number((edit) => edit.kind === 'primer'), t.primers],
    [number((edit) => edit.kind === 'condition'), t.passages],
    [number((edit) => edit.kind === 'substitute'), t.steps],
    [number((edit) => edit.action === 'fold'), t.folded],
  ] as const;
  return counts.filter(([count]) => count > 0).map(([count, text]) => text(count));
}
