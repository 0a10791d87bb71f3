import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import type { Passage } from '../reading.ts';
import { countOf, languageOfText, sentencesOf, wordsOf } from '../script.ts';
import { DENIALS, withoutVowelSigns } from './other-languages.ts';
import { DENIAL, NEGATION, SAFETY, withoutIdioms, writtenOut } from './words.ts';

/** Of the author's denials so many are found again in words that deny, turns of phrase included. */
const LEAST_SHARE = 0.5;
/** So much of a sentence's words in common, and two sentences are the same but for what differs. */
const ALIKE = 0.7;

/**
 * "Must not" without its "not" is the opposite. A rewrite denies what the author denies, and a sentence that is kept but for a "not" that
 * came or went is refused. What warns or obliges does so in the rewrite too.
 */
export const negations: Check = {
  name: 'negations',
  version: 3,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, (passage) => {
      const corrected = edit.action === 'correct' ? wordsOf(edit.original ?? '').join(' ') : '';
      const sentences = sentencesOf(writtenOut(onOneLine(passage.source?.plain ?? ''))).filter((sentence) => {
        const key = wordsOf(sentence).join(' ');
        return corrected === '' || !(corrected.includes(key) || key.includes(corrected));
      });
      if (sentences.length === 0) return [];
      const given = sentences.join(' ');
      const language = languageOfText(edit.language, given);
      if (language !== 'en' && language !== 'ur') return lostIn(language, given, passage);
      return [...lostDenials(given, passage), ...turned(sentences, passage), ...lostSafety(given, passage)];
    }),
};

/**
 * In a language of whose words we know which deny, but not how often they do: none at all is too few. A denial in English is none lost:
 * that it stands there is for another check.
 */
function lostIn(language: string, source: string, { read: { plain } }: Passage): Fault[] {
  const denies = DENIALS[language];
  if (!denies || countOf(withoutIdioms(source), NEGATION) === 0) return [];
  const isKept = denies.test(withoutVowelSigns(plain)) || countOf(plain, NEGATION) > 0;
  return isKept ? [] : [{ message: 'a negation is lost' }];
}

/** A line that breaks within a sentence does not end it. */
const onOneLine = (plain: string): string => plain.replace(/\n/g, ' ');

function lostDenials(source: string, { read }: Passage): Fault[] {
  const wanted = countOf(withoutIdioms(source), NEGATION);
  const there = countOf(read.plain, NEGATION) + countOf(read.plain, DENIAL);
  const isLost = wanted > 0 && (there === 0 || there < wanted * LEAST_SHARE);
  return isLost ? [{ message: `of ${wanted} negations ${there} are left` }] : [];
}

const denials = (sentence: string): string[] => sentence.toLowerCase().match(NEGATION) ?? [];

/** Sentences that are the author's but for their negations. */
function turned(sentences: readonly string[], { read }: Passage): Fault[] {
  const bare = (sentence: string): string[] =>
    wordsOf(sentence.replace(NEGATION, ' ')).filter((word) => word !== 'with' && word !== 'do' && word !== 'does');
  const given = sentences.map((sentence) => ({ words: bare(sentence), denies: denials(sentence).length, sentence }));
  return sentencesOf(writtenOut(onOneLine(read.plain))).flatMap((own): Fault[] => {
    const whole = { own, words: bare(own) };
    // What we say in brackets stands beside the author's sentence; where the author has brackets, it may be what they say.
    const beside = { own: withoutAsides(own), words: bare(withoutAsides(own)) };
    const [closest] = given
      .map((candidate) => ({
        ...candidate,
        ...(candidate.sentence.includes('(') ? whole : beside),
        author: candidate.words,
      }))
      .map((candidate) => ({ ...candidate, alike: likeness(candidate.words, candidate.author) }))
      .sort((a, b) => b.alike - a.alike);
    if (!closest || closest.words.length < 3 || closest.alike < ALIKE) return [];
    const denied = denials(closest.own).length;
    if (closest.denies === denied) return [];
    if (denied > 0 && closest.denies > 0 && closest.alike < 0.9) return [];
    if (closest.alike < 0.9 && closest.denies > 0 && countOf(closest.own, DENIAL) > 0) return [];
    return [{ message: `a negation came or went: ${own.slice(0, 80)}` }];
  });
}

/** A text without what it says in brackets, unless that is a word or two: "not" in brackets denies all the same. */
const withoutAsides = (text: string): string =>
  text.replace(/\s*\(([^()]*)\)/g, (aside, inner: string) => (wordsOf(inner).length > 2 ? '' : aside));

/** Share of the words of the longer that both have, from 0 to 1. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  const common = b.filter((word) => {
    const rest = left.get(word) ?? 0;
    left.set(word, rest - 1);
    return rest > 0;
  }).length;
  return common / Math.max(a.length, b.length, 1);
}

function lostSafety(source: string, { read }: Passage): Fault[] {
  return SAFETY.flatMap(([name, given, kept]) =>
    given.test(source) && !kept.test(read.plain) ? [{ message: `the author’s "${name}" is lost` }] : [],
  );
}
