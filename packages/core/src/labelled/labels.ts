import type { Stratum } from './sample.ts';

/** What a reader can say of a translated block: that it is sound, or in what it is not. */
export const LABELS = {
  sound: 'a careful editor would let it pass. Style, word choice and a term left in English are no defects.',
  untranslated:
    'all of it (a heading too), or a whole sentence, cell or item of prose, stands there in English still. Names, terms of the field, commands, labels of buttons and code excepted.',
  'wrong-language': 'it, or a sentence of it, is in a language that is neither the one asked for nor English.',
  placeholder:
    'a mark ⟦n⟧, or what one stands for (code, link, image), is lost, doubled, changed, or round the wrong words.',
  number: 'a number, unit or version is lost, changed or new. A number written as a word, or in other digits, is none.',
  'meaning-lost': 'a claim, condition or negation is lost, reversed or made another one.',
  added: 'it says something that the source does not: a remark, a note, a summary, words of a model about its work.',
  truncated: 'it stops before the source does.',
  markup: 'Markdown that is broken, or HTML that the source does not have.',
  other: 'something else that would be sent back; say what.',
} as const;
export type Label = keyof typeof LABELS;
const LABEL_NAMES = Object.keys(LABELS) as Label[];
export type Defect = Exclude<Label, 'sound'>;
export const DEFECTS = LABEL_NAMES.filter((label): label is Defect => label !== 'sound');

/** What two readers, who had not seen what the checks say, said of a block. */
export interface LabelledBlock {
  /** Of the aligned block. */
  readonly id: string;
  readonly stratum: Stratum;
  readonly first: readonly Label[];
  readonly second: readonly Label[];
  /** What is taken as the truth. Absent as long as they differ and nobody has decided. */
  readonly agreed?: readonly Label[];
}

/** A line of a reader's answers. */
export interface Answer {
  readonly item: number;
  readonly labels: readonly Label[];
  readonly reason: string;
}

/** Reads a reader's answers, a JSON object a line; lines that are none are skipped. Throws at an answer that cannot be one. */
export function readAnswers(text: string): Answer[] {
  return text
    .split('\n')
    .filter((line) => line.trim().startsWith('{'))
    .map((line) => {
      const { item, labels, reason = '' } = JSON.parse(line) as { item: number; labels: Label[]; reason?: string };
      const isKnown = Array.isArray(labels) && labels.length > 0 && labels.every((label) => label in LABELS);
      const isTorn = isKnown && labels.includes('sound') && labels.length > 1;
      if (!Number.isInteger(item) || !isKnown || isTorn) throw new Error(`this is no answer: ${line}`);
      return { item, labels: LABEL_NAMES.filter((label) => labels.includes(label)), reason };
    });
}
