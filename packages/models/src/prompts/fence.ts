import { hashText } from '@attune/contract';

/**
 * Data for a model, between lines that name the data's own hash: no text can hold the hash of itself, so none closes its fence early, and
 * the same text always stands in the same fence.
 */
export function fenced(name: string, text: string): string {
  const code = hashText(text).slice(0, 16);
  return `<<<${name} ${code}\n${text}\n${code}>>>`;
}
