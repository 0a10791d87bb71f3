import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import type { Passage } from '../reading.ts';
import { sentencesOf, wordsOf } from '../script.ts';

const ENDED = /[.!?:;…。۔؟؛][\s"'”’»)\]*_⟧]*$|\)[*_]*$/u;
/** A sentence ends so; an abbreviation in brackets is none. */
const SENTENCE_ENDED = /[.!?:;…。۔؟؛][\s"'”’»)\]*_⟧]*$/u;
/** No sentence and no phrase ends so. */
const DANGLING =
  /(?:[,،([{\-–—/&+=]|(?<![\p{L}\p{N}’'-])(?:the|a|an|and|or|but|of|to|with|for|from|by|which|that|because|while|is|are|was|were|than|their|its|اور|یا|کہ|کے|کی|کا|جو|لیکن|مگر|کیونکہ|تاکہ|اگر|نے))[\s*_]*$/iu;

/**
 * A stream that was cut is not an answer: 5 % of what a shipped product kept as complete stopped in the middle (traps.md). Seen by an end
 * in mid-sentence, by signs that do not close, by the author's last sentences missing from what else is the author's text.
 */
export const truncation: Check = {
  name: 'truncation',
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, (passage) => [
      unended(passage),
      ...unclosed(passage),
      passage.source && edit.language === undefined ? cutAtSentence(passage) : undefined,
    ]),
};

function unended({ text, read, source }: Passage): Fault | undefined {
  const written = text.trim();
  const at = { offset: Math.max(0, written.length - 1) };
  if (
    /(?:\.\.\.|…|\[(?:\.\.\.|…|truncated|continued|cont\.)\])$/iu.test(written) &&
    !/(?:\.\.\.|…)\s*$/.test(source?.text ?? '')
  )
    return { message: 'it stops in the middle', ...at };
  if (source) {
    if (SENTENCE_ENDED.test(source.text.trim()) && !ENDED.test(written))
      return { message: 'it stops in mid-sentence', ...at };
    return DANGLING.test(written) && !DANGLING.test(source.text.trim())
      ? { message: 'it stops in mid-phrase', ...at }
      : undefined;
  }
  const last = read.flows.at(-1);
  const isProse = last === undefined || last.type === 'paragraph';
  if (isProse && wordsOf(read.plain).length > 5 && !ENDED.test(written))
    return { message: 'it stops in mid-sentence', ...at };
  return last?.type !== 'code' && last?.type !== 'table' && DANGLING.test(written)
    ? { message: 'it stops in mid-phrase', ...at }
    : undefined;
}

const PAIRS = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['«', '»'],
] as const;
const count = (text: string, letters: string): number => text.split(letters).length - 1;

/** Brackets, quotation marks, emphasis and code that do not close, where the author's do. */
function unclosed({ read, source }: Passage): Fault[] {
  const plain = read.plain.replace(/(^|\n|\s)\(?[\da-z]{1,2}\)/g, ' ');
  const given = (source?.plain ?? '').replace(/(^|\n|\s)\(?[\da-z]{1,2}\)/g, ' ');
  const faults = PAIRS.flatMap(([open, close]): Fault[] => {
    if (count(given, open) !== count(given, close) || count(plain, open) === count(plain, close)) return [];
    return [{ message: `${open} and ${close} do not pair` }];
  });
  const isOdd = (text: string, sign: string): boolean => count(text, sign) % 2 === 1;
  if (isOdd(plain, '"') && !isOdd(given, '"')) faults.push({ message: 'a quotation does not close' });
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
