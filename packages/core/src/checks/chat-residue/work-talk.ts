import type { Chapter } from '../../types.ts';
import type { Passage } from '../reading.ts';
import { isArabicScript, sentencesOf, wordsOf } from '../script.ts';
import { stemOf, stemsIn, withoutSubjects } from './chapter-words.ts';
import { type WordKind, WORK_WORDS, type WorkKind } from './work-words.ts';

/** Of so few words, the text and what was done with it are too much, however weak: "Original meaning kept." */
const FEW = 5;

/**
 * A sentence about the work on the text, in whatever words: it has words of two kinds of which such talk is made (the text, what was done
 * with it, who reads, what was asked), one of them such as hardly means anything else, or one that surely does not; and they are none of
 * the chapter's.
 */
export function workTalk({ text, source }: Passage, sourcePlain: string, chapter: Chapter): string | undefined {
  const given = source?.plain ?? sourcePlain;
  return sentencesOf(text).find((sentence) => {
    const isUrdu = isArabicScript(sentence);
    const found = isUrdu ? kindsInUrdu(sentence, given, chapter) : kindsIn(sentence, chapter);
    const sureness = [...found.values()];
    const isNote = !isUrdu && found.has('text') && found.has('work') && wordsOf(sentence).length <= FEW;
    return isNote || sureness.includes('sure') || (sureness.includes('strong') && sureness.length >= 2);
  });
}

type Sureness = keyof WordKind;
type Kinds = ReadonlyMap<WorkKind, Sureness>;
const SURENESS = ['sure', 'strong', 'weak'] as const satisfies readonly Sureness[];

function kindsWhere(has: (kind: WorkKind, sureness: Sureness) => boolean): Kinds {
  const kinds = Object.keys(WORK_WORDS) as WorkKind[];
  return new Map(
    kinds.flatMap((kind) => {
      const found = SURENESS.find((sureness) => has(kind, sureness));
      return found ? [[kind, found] as const] : [];
    }),
  );
}

/** The kinds of words that a sentence has and its chapter has not, and how sure a sign they are. */
function kindsIn(sentence: string, chapter: Chapter): Kinds {
  const stems = stemsIn(chapter);
  return kindsWhere((kind, sureness) =>
    [...sentence.matchAll(WORK_WORDS[kind].en[sureness])].some(([word]) => !stems.has(stemOf(word))),
  );
}

/** Likewise in Urdu, where the author's words cannot be found again, but for those in English letters: what they speak of can. */
function kindsInUrdu(whole: string, given: string, chapter: Chapter): Kinds {
  const stems = stemsIn(chapter);
  const sentence = withoutSubjects(whole, chapter).replace(/\p{Script=Latin}+/gu, (word) =>
    stems.has(stemOf(word)) ? '' : word,
  );
  const isAuthors = (kind: WorkKind): boolean =>
    SURENESS.some((sureness) => given.search(WORK_WORDS[kind].en[sureness]) >= 0);
  return kindsWhere((kind, sureness) => sentence.search(WORK_WORDS[kind].ur[sureness]) >= 0 && !isAuthors(kind));
}
