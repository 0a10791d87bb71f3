import type { Edit } from '@attune/contract';
import type { AnswerContext, Fault } from '../answer.ts';
import { EXAMPLES, NOTES } from '../banks/english.ts';
import { URDU, URDU_NOTES } from '../banks/urdu.ts';
import { sentencesOf } from '../english-answers.ts';
import type { Random } from '../random.ts';
import { MARK, wordsIn } from '../reading.ts';
import { changeOne, isInsert, textsOf, withText, withTexts } from './change.ts';

const STOPS = 'stop in the middle and be saved as complete';
const LENGTH = 'length bounds (design, checks)';

/** Cuts a text that ends as a sentence does, within a sentence: two words at least are lost, and what is left ends in one. */
const cutAt =
  (share: number, midWord: boolean): Fault['inject'] =>
  (edit, context, random) => {
    const changed = changeOne(edit, context, random, (text, source) => {
      if (
        !/[.!?۔]$/.test(text) ||
        (source !== '' && !/[.!?]$/.test(source)) ||
        wordsIn(text) < 12 ||
        text.includes('\n')
      )
        return undefined;
      const at = Math.floor(text.length * share);
      const within = midWord
        ? text.slice(at).search(/[\p{L}\p{M}]{2}/u) + 1
        : text.slice(at).search(/[\p{L}\p{M}](?= [\p{L}\p{M}])/u) + 1;
      const kept = text.slice(0, at + within);
      const lost = text.slice(at + within);
      // What falls into a mark is another fault, below.
      const inMark = kept.lastIndexOf('⟦') > kept.lastIndexOf('⟧');
      return within === 0 || inMark || wordsIn(lost) < 3 || !/[\p{L}\p{M}]$/u.test(kept) ? undefined : kept;
    });
    return changed;
  };

const cutInMark: Fault['inject'] = (edit, context, random) =>
  changeOne(edit, context, random, (text) => {
    const marks = [...text.matchAll(MARK)];
    return marks.length === 0 ? undefined : text.slice(0, random.pick(marks).index + 2);
  });

const lastLeavesEmpty = (edit: Edit): Edit | undefined => {
  const texts = textsOf(edit);
  if (texts.length < 3) return undefined;
  const from = Math.ceil(texts.length / 2);
  return withTexts(
    edit,
    texts.map((text, index) => (index < from ? text : '')),
  );
};

function longSentences({ language }: AnswerContext): string[] {
  const said: readonly string[] =
    language === 'ur' ? [...URDU.sentences, ...URDU_NOTES] : [...NOTES, ...EXAMPLES.filter((text) => !/\d/.test(text))];
  return said.flatMap((text) => sentencesOf(text));
}

/** No sentence twice in a row, so that only the length is wrong. */
function tenTimes(edit: Edit, context: AnswerContext, random: Random): Edit | undefined {
  if (isInsert(edit) || edit.action === 'correct' || context.sources.length > 1) return undefined;
  return changeOne(edit, context, random, (text, source) => {
    if (wordsIn(source) < 12) return undefined;
    const more = longSentences(context);
    const parts = [text];
    for (let next = random.below(more.length); parts.join(' ').length < source.length * 10; next++)
      parts.push(more[next % more.length] as string);
    return parts.join(' ');
  });
}

const repeated =
  (times: number, pieceOf: (text: string) => string | undefined): Fault['inject'] =>
  (edit, context, random) =>
    changeOne(edit, context, random, (text) => {
      const piece = pieceOf(text);
      return piece === undefined || /[⟦|\n`*_\d]/.test(piece) ? undefined : `${text}${` ${piece}`.repeat(times)}`;
    });

/** A word for a paragraph: every mark is there, and nothing is said. */
function oneWord(edit: Edit, context: AnswerContext, random: Random): Edit | undefined {
  if (edit.action !== 'rewrite') return undefined;
  const texts = textsOf(edit);
  const index = context.sources.findIndex((source) => wordsIn(source) >= 25);
  if (index < 0) return undefined;
  const marks = (texts[index] as string).match(MARK) ?? [];
  const word = random.pick(context.language === 'ur' ? ['ٹھیک ہے۔', 'جی۔', 'مکمل۔'] : ['Yes.', 'Done.', 'Okay.']);
  return marks.length > 3 ? undefined : withText(edit, index, [word, ...marks].join(' '));
}

const firstSentence = (text: string): string | undefined => text.split(/(?<=[.!?۔]) /)[0];

export const TRUNCATION_FAULTS: readonly Fault[] = [
  { name: 'empty', from: STOPS, inject: (edit, context, random) => changeOne(edit, context, random, () => '') },
  {
    name: 'white space only',
    from: STOPS,
    inject: (edit, context, random) =>
      changeOne(edit, context, random, () => random.pick([' ', '\n\n', '\u00A0 ', '\t'])),
  },
  {
    name: 'only punctuation',
    from: STOPS,
    inject: (edit, context, random) =>
      changeOne(edit, context, random, (text) => (wordsIn(text) > 3 ? random.pick(['…', '.', '-', '...']) : undefined)),
  },
  { name: 'cut at a third', from: STOPS, inject: cutAt(0.33, false) },
  { name: 'cut in the middle of a word', from: STOPS, inject: cutAt(0.5, true) },
  { name: 'cut at two thirds', from: STOPS, inject: cutAt(0.66, false) },
  { name: 'cut shortly before the end', from: STOPS, inject: cutAt(0.85, false) },
  { name: 'cut within a mark', from: STOPS, inject: cutInMark },
  { name: 'second half of the leaves empty', from: STOPS, inject: lastLeavesEmpty },
  { name: 'a sentence again and again', from: LENGTH, inject: repeated(40, firstSentence) },
  {
    name: 'a word again and again',
    from: LENGTH,
    inject: repeated(300, (text) => text.match(/[\p{L}\p{M}]{3,}/u)?.[0]),
  },
  { name: 'ten times the length', from: LENGTH, inject: tenTimes },
  { name: 'one word for a paragraph', from: LENGTH, inject: oneWord },
];
