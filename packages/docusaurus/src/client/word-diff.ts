import { type ChangeObject, diffArrays } from 'diff';

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Marks, code, words with their inner signs, white space, and all else by itself. */
const TOKEN = /⟦\d+⟧|`[^`\n]+`|[\p{L}\p{M}\p{N}]+(?:['’_.-][\p{L}\p{M}\p{N}]+)*|\s+|[^]/gu;
const tokens = (text: string): string[] => text.replaceAll(/\s+/g, ' ').trim().match(TOKEN) ?? [];

/** How one text became another, word by word. */
export function diffWords(before: string, after: string): DiffPart[] {
  const parts: DiffPart[] = [];
  const changes = diffArrays(tokens(before), tokens(after));
  for (let at = 0; at < changes.length;) {
    const end = endOfChange(changes, at);
    const run = changes.slice(at, Math.max(end, at + 1));
    const text = (without: 'added' | 'removed'): string =>
      run.flatMap((change) => (change[without] ? [] : change.value)).join('');
    if (end > at) parts.push({ kind: 'removed', text: text('added') }, { kind: 'added', text: text('removed') });
    else parts.push({ kind: 'same', text: text('added') });
    at += run.length;
  }
  return parts.filter(({ text }) => text !== '');
}

/** Where a stretch of changes ends that begins here; white space between two changes is part of both. */
function endOfChange(changes: readonly ChangeObject<string[]>[], from: number): number {
  const isChange = (at: number): boolean => Boolean(changes[at]?.added || changes[at]?.removed);
  let end = from;
  while (end < changes.length) {
    const isGap = end > from && isChange(end + 1) && changes[end]?.value.every((token) => token.trim() === '');
    if (!isChange(end) && !isGap) break;
    end += 1;
  }
  return end;
}
