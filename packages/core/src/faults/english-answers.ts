import type { Book } from '../types.ts';
import { CLOSINGS, LEADS, SHORTER, WRITTEN_OUT } from './banks/english.ts';
import { type Random, shuffle } from './random.ts';
import { MARK, wordPattern, wordsIn } from './reading.ts';

type Rewording = (text: string, random: Random, book: Book) => string | undefined;

const replaceFirst = (text: string, pairs: readonly (readonly [RegExp, string])[]): string | undefined => {
  const found = pairs.find(([pattern]) => text.search(pattern) >= 0);
  return found && text.replaceAll(...found);
};

/** Whether a piece of text can be taken out whole: nothing opens in it that closes outside. */
function standsAlone(text: string): boolean {
  const opened = (text.match(/⟦\d+⟧/g) ?? []).filter((mark) => text.includes(mark.replace('⟦', '⟦/'))).length;
  const closed = (text.match(/⟦\/\d+⟧/g) ?? []).length;
  const even = [/\*/g, /_/g, /"/g, /`/g].every((pattern) => (text.match(pattern)?.length ?? 0) % 2 === 0);
  return even && opened === closed && text.split('(').length === text.split(')').length;
}

export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[^.\s][^.\s]{2}[.!?])(?<!\b(?:e\.g|i\.e|etc|vs|Fig|Eq|No)\.) (?=[A-Z])/);

const REWORDINGS: readonly Rewording[] = [
  // A lead in plain words, or a last sentence that ties it to what follows.
  (text, random) => (wordsIn(text) < 14 ? undefined : `${random.pick(LEADS)} ${text}`),
  (text, random) => (wordsIn(text) < 20 || !/[.!?]$/.test(text) ? undefined : `${text} ${random.pick(CLOSINGS)}`),
  // One long sentence as two.
  (text) => {
    const at = text.search(/(?<!&\w+); [a-z]{2}/);
    const [before, after] = [text.slice(0, at), text.slice(at + 2)];
    if (at < 0 || !standsAlone(before) || !/[.!?]$/.test(text)) return undefined;
    return `${before}. ${after.slice(0, 1).toUpperCase()}${after.slice(1)}`;
  },
  (text) => {
    const split = text.replace(/, which (is|allows|provides|makes|means|can) (?=[^,;:()]*\.(?: |$))/, '. This $1 ');
    return split === text || /\([^)]*\. This/.test(split) ? undefined : split;
  },
  // A term with its definition beside it.
  (text, _random, book) => {
    if (wordsIn(text) < 18 || !/[.!?]$/.test(text)) return undefined;
    const plain = text.replaceAll(/⟦(\d+)⟧[^]*?⟦\/\1⟧/g, ' ').replaceAll(MARK, ' ');
    for (const { term, definitions } of book.glossary.terms) {
      const definition = definitions['en']?.['Beginner'] ?? definitions['en']?.['default'];
      const form = wordPattern(term).exec(plain)?.[0];
      if (!form || !definition || definition.length > text.length * 0.8 || /\d|[`*[<{$]/.test(definition)) continue;
      return `${text} A word on ${form}: ${definition}`;
    }
    return undefined;
  },
  // The sentence with the link comes last, mark and words together.
  (text) => {
    const sentences = sentencesOf(text);
    const at = sentences.findIndex((sentence) => /⟦\/\d+⟧/.test(sentence));
    const linked = sentences[at];
    if (linked === undefined || at === sentences.length - 1 || !sentences.every(standsAlone)) return undefined;
    if (!/[.!?]$/.test(text)) return undefined;
    return [...sentences.slice(0, at), ...sentences.slice(at + 1), linked].join(' ');
  },
  // Shorter.
  (text) => {
    const short = text.replace(
      /(?<!\b(?:not|n['’]t)) (?:very|really|simply|basically|actually|quite|easily)(?= [a-z])/,
      '',
    );
    return short === text ? undefined : short;
  },
  (text) => replaceFirst(text, SHORTER),
  (text) => replaceFirst(text, WRITTEN_OUT),
];

/** One text in other words: up to three rewordings, every mark, number, term and denial kept. */
export function reword(text: string, random: Random, book: Book): string {
  let reworded = text;
  let left = 1 + random.below(3);
  for (const rewording of shuffle(REWORDINGS, random)) {
    const next = left > 0 ? rewording(reworded, random, book) : undefined;
    if (next === undefined) continue;
    reworded = next;
    left--;
  }
  return reworded;
}
