import { diffArrays } from 'diff';

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Marks, code, words with their inner signs, white space, and all else by itself. */
const TOKEN = /⟦\d+⟧|`[^`\n]+`|[\p{L}\p{M}\p{N}]+(?:['’_.-][\p{L}\p{M}\p{N}]+)*|\s+|[^]/gu;
const tokens = (text: string): string[] => text.replaceAll(/\s+/g, ' ').trim().match(TOKEN) ?? [];

/** How one text became another, word by word. */
export function diffWords(before: string, after: string): DiffPart[] {
  return diffArrays(tokens(before), tokens(after)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}
