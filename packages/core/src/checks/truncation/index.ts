import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import type { Passage } from '../reading.ts';
import { countOf, sentencesOf, wordsOf } from '../script.ts';

/** Signs at which a sentence ends or leads on to what follows, of whatever script. */
const STOP = String.raw`[\p{Sentence_Terminal}:;…؛：；]`;
const CLOSING = String.raw`[\s"'\p{Pe}\p{Pf}*_]*$`;
const ENDED = new RegExp(String.raw`${STOP}${CLOSING}|[)）][*_]*$`, 'u');
/** A sentence ends so; an abbreviation in brackets is none. */
const SENTENCE_ENDED = new RegExp(`${STOP}${CLOSING}`, 'u');
/** No sentence and no phrase ends so, in whatever language. */
const DANGLING_SIGN = /[,،、，([{（「\-–—/&+=][\s*_]*$/u;
/** Nor so, in English and Urdu. */
const DANGLING_WORD =
  /(?<![\p{L}\p{N}’'-])(?:the|a|an|and|or|but|of|to|with|for|from|by|which|that|because|while|(?<!(?:it|he|she|they|we|you|one|this|that|these|those|there)\s)(?:is|are|was|were)|than|their|its|اور|یا|کہ|کے|کی|کا|جو|لیکن|مگر|کیونکہ|تاکہ|اگر|نے)[\s*_]*$/iu;
const TITLE_WORDS = 6;

/**
 * A stream that was cut is not an answer: 5 % of what a shipped product kept as complete stopped in the middle (traps.md). Seen by an end
 * in mid-sentence, by signs that do not close, by the author's last sentences missing from what else is the author's text.
 */
export const truncation: Check = {
  name: 'truncation',
  version: 3,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, (passage, { place }) => [
      unended(passage, edit.language, place.block.kind === 'heading' || place.block.kind === 'table'),
      ...unclosed(passage),
      passage.source && edit.language === undefined ? cutAtSentence(passage) : undefined,
    ]),
};

function unended({ text, read, source }: Passage, language: string | undefined, isTitle: boolean): Fault | undefined {
  const written = text.trim();
  const found = (message: string): Fault => ({ message, offset: Math.max(0, written.length - 1) });
  if (BROKEN_OFF.test(written) && !/(?:\.\.\.|…)\s*$/.test(source?.text ?? '')) return found('it stops in the middle');
  const last = read.flows.at(-1);
  const isProse = last === undefined || last.type === 'paragraph';
  // A short title or cell ends as its language likes: a question may become none.
  const ends = source
    ? SENTENCE_ENDED.test(source.text.trim()) &&
      !(isTitle && language !== undefined && wordsOf(source.plain).length <= TITLE_WORDS)
    : isProse && wordsOf(read.plain).length > 5;
  if (ends && !ENDED.test(written)) return found('it stops in mid-sentence');
  const isCode = last?.type === 'code' || last?.type === 'table';
  if (ends || isCode || dangles(source?.text.trim() ?? '')) return undefined;
  return dangles(written, language) ? found('it stops in mid-phrase') : undefined;
}

const BROKEN_OFF = /(?:\.\.\.|…|\[(?:\.\.\.|…|truncated|continued|cont\.)\])$/iu;

const dangles = (text: string, language = 'en'): boolean =>
  DANGLING_SIGN.test(text) || (/^(?:en|ur)\b/i.test(language) && DANGLING_WORD.test(text));

const PAIRS = [
  ['(', ')'],
  ['[', ']'],
  ['«', '»'],
  ['「', '」'],
  ['《', '》'],
] as const;
const count = (text: string, letters: string): number => text.split(letters).length - 1;

const pairedUp = (plain: string): string => plain.replace(/\([^()]*\)/g, ' ');

/** Without what pairs and then without numbers of items, `a)`; brackets of East Asia as others, with which they are mixed. */
const forPairs = (plain: string): string =>
  pairedUp(pairedUp(plain.replace(/（/g, '(').replace(/）/g, ')'))).replace(/(^|\n|\s)\(?[\da-z]{1,2}\)/g, ' ');

/** Brackets, quotation marks, emphasis and code that do not close, where the author's do. */
function unclosed({ read, source }: Passage): Fault[] {
  const plain = forPairs(read.plain);
  const given = forPairs(source?.plain ?? '');
  const faults = PAIRS.flatMap(([open, close]): Fault[] => {
    if (count(given, open) !== count(given, close) || count(plain, open) === count(plain, close)) return [];
    return [{ message: `${open} and ${close} do not pair` }];
  });
  const quotes = (text: string, signs: RegExp): number => countOf(text, signs) % 2;
  // English opens with “ and closes with ”, German closes with “, Swedish does both with ”: two of them are a pair.
  if ([/"/g, /[“”„]/g].some((signs) => quotes(plain, signs) > quotes(given, signs)))
    faults.push({ message: 'a quotation does not close' });
  const emphasis = /\*\*|(?<![\p{L}\p{N}_])__|(?<![*\s\d])\*(?![*\d])|(?<![*\d])\*(?![*\s\d])|`/u;
  const sign = plain.match(emphasis)?.[0];
  if (sign !== undefined && !given.includes(sign)) faults.push({ message: `${sign} does not close` });
  return faults;
}

/** Everything so far is the author's, word for word, and the rest is missing. */
function cutAtSentence({ read, source }: Passage): Fault | undefined {
  const key = (text: string): string => wordsOf(text).join(' ');
  const given = key(source?.plain ?? '');
  const written = key(read.plain);
  const isCut =
    sentencesOf(source?.plain ?? '').length > 1 &&
    written !== '' &&
    given !== written &&
    given.startsWith(`${written} `);
  return isCut ? { message: 'the author’s last sentences are missing' } : undefined;
}
