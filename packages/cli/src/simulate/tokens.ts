import { LETTERS_A_TOKEN } from '@attune/models';

/** Letters of these scripts take about so many times the tokens of a Latin one: what requests allow for (models, request-for.ts). */
export const DENSE_SCRIPT = 2.5;
const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu;

/** Estimated tokens of letters, as a batch is estimated. */
export const tokensIn = (letters: number): number => letters / LETTERS_A_TOKEN;

/** Estimated tokens of a text, in whatever script. */
export function tokensOf(text: string): number {
  const dense = text.match(NOT_LATIN)?.length ?? 0;
  return tokensIn(text.length + dense * (DENSE_SCRIPT - 1));
}

/** A text of so many tokens: what a model would write is known by its length alone. */
export const filler = (tokens: number): string => 'x'.repeat(Math.max(1, Math.round(tokens * LETTERS_A_TOKEN)));
