import type { Book } from '../types.ts';
import type { Random } from './random.ts';
import { keptTerms, MARK, NEGATION, wordsIn } from './reading.ts';

/** Sentences of one language, to weave into them what a source's sentences hold. */
export interface LanguageBank {
  /** With `{}` for one thing of the source's, without a full stop. */
  readonly clauses: readonly string[];
  readonly sentences: readonly string[];
  /** Sentences that deny something, for those of the source that do. */
  readonly negations: readonly string[];
  /** The word alone, for a cell or an item. */
  readonly negation: string;
  /** For a source that warns, and for one that obliges. */
  readonly safety: string;
  readonly caution: string;
  readonly must: string;
  readonly duty: string;
  /** For titles, items and cells. */
  readonly phrases: readonly string[];
  readonly linkWords: readonly string[];
  readonly stop: string;
}

const UNIT =
  '(?:N ?m|rad ?/? ?s|m/s[²2]?|k?m/h|GB/s|Mbit/s|ms|s|Hz|[kMG]Hz|[KMGT]i?B|[nμmck]?m|k?g|m?V|m?A|W|N|rad|deg|°C?|%|fps|bits?|bytes?|px|(?:milli)?seconds?|minutes?|hours?|days?|degrees|volts?|dollars)';
const LINK = /⟦(\d+)⟧((?:(?!⟦\1⟧)[^])*?)⟦\/\1⟧/g;
/** A number with its unit goes first: `km/h` is no path. */
const MEASURE = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.,/–-])(?:\d+(?:[.,]\d+)*[–-])?[+±−-]?\d+(?:[.,]\d+)*\s?${UNIT}(?![\p{L}\p{N}/])`,
  'gu',
);
const WITH_DIGIT = new RegExp(
  String.raw`[^\s⟦⟧*\x60()[\]"“”'’|]*\d[^\s⟦⟧*\x60()[\]"“”'’|]*(?:\s?${UNIT}(?![\p{L}\p{N}]))?`,
  'gu',
);
const IDENTIFIER =
  /(?<![\p{L}\p{N}])(?:https?:\/\/[\p{L}\p{N}_/.:-]*|_?\p{L}[\p{L}\p{N}]*[_/.][\p{L}\p{N}_/.-]*)[\p{L}\p{N}]/gu;
const NAME = /(?<![\p{L}\p{N}_])(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}\w*)(?![\p{L}\p{N}_])/gu;
const NO_NAME = /^(?:NOT|NO|MUST|NEVER|DO|OR|AND|ALL|ONLY|NOTE|WARNING|IMPORTANT|TODO|IF|IS|THE)$/;
const HAZARD =
  /\b(?:warnings?|dangers?|dangerous|caution|hazard\w*|unsafe|injur\w*|emergency|careful\w*|risk\w*|safety|safely|fatal|harm\w*|damag\w*|critical|avoid)\b/i;
const DUTY = /\b(?:must|required|requires|ha(?:s|ve) to|shall|always|should|important|necessary|need|needs)\b/i;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What of a source's leaf stands in any translation of it, in order: marks, numbers with units, kept terms, names. */
function carried(source: string, book: Book, bank: LanguageBank, random: Random): Span[] {
  const spans: Span[] = [];
  const add = (pattern: RegExp, textOf: (match: RegExpMatchArray) => string = ([found]) => found): void => {
    for (const match of source.matchAll(pattern)) {
      const text = textOf(match);
      const start = match.index;
      const end = start + match[0].length;
      if (text !== '' && !spans.some((span) => start < span.end && span.start < end)) spans.push({ start, end, text });
    }
  };
  add(LINK, ([, number, words]) => {
    if (/^https?:/.test(words as string)) return `⟦${number}⟧${words}⟦/${number}⟧`;
    const inner = carried(words as string, book, bank, random).map(({ text }) => text);
    const own = wordsIn(words as string) === 0 && inner.length > 0 ? [] : [random.pick(bank.linkWords)];
    return `⟦${number}⟧${[...own, ...inner].join(' ')}⟦/${number}⟧`;
  });
  add(MARK);
  add(MEASURE);
  add(keptTerms(book).all);
  add(WITH_DIGIT, ([found]) => found.replaceAll(/^[_~,;:]+|[.,;:!?_~…—–-]+$/g, ''));
  add(IDENTIFIER, ([found]) => (/^(?:e\.g|i\.e)/i.test(found) ? '' : found));
  // A text all in capitals has no names that capitals would show.
  const shouts = (source.match(/\p{Lu}/gu)?.length ?? 0) > (source.match(/\p{Ll}/gu)?.length ?? 0) * 2;
  if (!shouts || wordsIn(source) < 8) add(NAME, ([found]) => (NO_NAME.test(found) ? '' : found));
  return spans.sort((a, b) => a.start - b.start);
}

/** The source's leaf said in another language: its marks, numbers and terms in sentences of the bank, about as long. */
export function weave(
  source: string,
  { book, bank, random }: { book: Book; bank: LanguageBank; random: Random },
): string {
  const spans = carried(source, book, bank, random);
  const rest = spans.reduceRight((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, source);
  const linked = spans.some(({ text }) => bank.linkWords.some((words) => text.includes(words)));
  const isSignature = /^[\w :*\\<>]+\([\w ,:*\\<>[\]]*\)$/.test(source) && source.includes('_');
  if ((wordsIn(rest) === 0 && !linked) || isSignature) return source;
  // A name is said once; marks and numbers stand as often as in the source.
  const things = spans
    .map(({ text }) => text)
    .filter((text, at, all) => /[⟦\d]/.test(text) || all.indexOf(text) === at);
  const said = source.replaceAll(MARK, ' ');
  const negations = said.match(NEGATION)?.length ?? 0;
  if (wordsIn(rest) < 6 && !/[.!?]$/.test(source)) {
    const negation = negations > 0 ? [bank.negation] : [];
    const warns = HAZARD.test(said) ? [bank.caution] : [];
    const obliges = DUTY.test(said) ? [bank.must] : [];
    const colon = /:\**$/.test(source) ? ':' : '';
    // What stood in parentheses at the end mostly still does.
    if (/\)\**$/.test(source) && things.length > 0) things.push(`(${things.pop()})`);
    return [random.pick(bank.phrases), ...things, ...negation, ...warns, ...obliges].join(' ') + colon;
  }
  const comma = /\p{Script=Arabic}/u.test(bank.negation) ? '، ' : ', ';
  const sentences: string[] = [];
  while (things.length > 0) {
    const clauses = things
      .splice(0, 1 + random.below(2))
      .map((thing) => random.pick(bank.clauses).replace('{}', () => thing));
    sentences.push(clauses.join(comma) + bank.stop);
  }
  for (let count = 0; count < negations; count++)
    sentences.push(bank.negations[count % bank.negations.length] as string);
  if (HAZARD.test(said)) sentences.push(bank.safety);
  if (DUTY.test(said)) sentences.push(bank.duty);
  const from = random.below(bank.sentences.length);
  for (let next = 0; next < bank.sentences.length * 4; next++) {
    const length = sentences.join(' ').length;
    if (length > 0 && length >= source.length * 0.75) break;
    sentences.splice(
      random.below(sentences.length + 1),
      0,
      bank.sentences[(from + next) % bank.sentences.length] as string,
    );
  }
  const text = sentences.join(' ');
  return source.endsWith(':') ? text.replace(/.$/u, ':') : text;
}
