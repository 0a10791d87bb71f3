import { diffWordsWithSpace } from 'diff';
import { tokensOf } from './tokens.ts';

/** Letters that a model quotes to say where a change goes: the mean of 1,145 changes that models wrote for three books. */
const QUOTED = 'x'.repeat(33);

/**
 * Estimated tokens of the changes by which a model makes these texts of the author's: in a chapter's own language it quotes where its words go and
 * writes no more than those (`weave`).
 */
export function wovenTokens(source: readonly string[], texts: readonly string[]): number {
  const changes = texts.flatMap((text, index) => changesOf(source[index] ?? '', text));
  return tokensOf(JSON.stringify(changes));
}

function changesOf(source: string, text: string): object[] {
  const changes: object[] = [];
  let [removed, added] = ['', ''];
  const end = (): void => {
    if (removed !== '') changes.push({ instead: removed, say: added });
    else if (added !== '') changes.push({ after: QUOTED, say: added });
    [removed, added] = ['', ''];
  };
  for (const { value, added: isAdded, removed: isRemoved } of diffWordsWithSpace(source, text)) {
    if (isRemoved) removed += value;
    else if (isAdded) added += value;
    else end();
  }
  end();
  return changes;
}
