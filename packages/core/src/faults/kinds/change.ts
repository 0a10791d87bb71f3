import type { Edit } from '@attune/contract';
import type { AnswerContext } from '../answer.ts';
import type { Random } from '../random.ts';

/** What an answer says: a text for each leaf, or an insert's one. */
export const textsOf = (edit: Edit): readonly string[] => edit.texts ?? (edit.text === undefined ? [] : [edit.text]);

export const isInsert = (edit: Edit): boolean => edit.action === 'insert';

export const withTexts = (edit: Edit, texts: readonly string[]): Edit =>
  isInsert(edit) ? { ...edit, text: texts[0] ?? '' } : { ...edit, texts: [...texts] };

export const withText = (edit: Edit, index: number, text: string): Edit =>
  withTexts(edit, textsOf(edit).with(index, text));

type Change = (text: string, source: string, index: number) => string | undefined;

/** Changes one text of an answer, of those that can be changed a chosen one. */
export function changeOne(edit: Edit, { sources }: AnswerContext, random: Random, change: Change): Edit | undefined {
  const texts = textsOf(edit);
  const first = random.below(texts.length);
  for (let step = 0; step < texts.length; step++) {
    const index = (first + step) % texts.length;
    const text = texts[index] as string;
    const changed = change(text, isInsert(edit) ? '' : (sources[index] as string), index);
    if (changed !== undefined && changed !== text) return withText(edit, index, changed);
  }
  return undefined;
}

/** Puts words into a text where a sentence ends, or last. */
export function addSentence(text: string, sentence: string, random: Random): string {
  const ends = [...text.matchAll(/[^.\s][^.\s]{2}[.!?۔](?= )/g)].map((match) => match.index + match[0].length);
  const at = random.below(2) === 0 || ends.length === 0 ? text.length : random.pick(ends);
  return `${text.slice(0, at)} ${sentence}${text.slice(at)}`;
}

/** Only where the author's chapter does not say it too. */
export const isNewTo = ({ chapter }: AnswerContext, words: string): boolean =>
  !chapter.source.toLowerCase().includes(words.toLowerCase());
