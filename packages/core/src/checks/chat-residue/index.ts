import type { Edit } from '@attune/contract';
import type { Chapter } from '../../types.ts';
import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import type { Passage } from '../reading.ts';
import { ENGLISH_SHAPES } from './shapes/english.ts';
import { READER_SHAPES } from './shapes/english-reader.ts';
import { OTHER_SHAPES } from './shapes/others.ts';
import { OUTPUT_SHAPES } from './shapes/output.ts';
import type { Shape } from './shapes/shape.ts';
import { URDU_SHAPES } from './shapes/urdu.ts';
import { withoutSubjects } from './chapter-words.ts';
import { workTalk } from './work-talk.ts';

const SHAPES: readonly Shape[] = [
  ...OUTPUT_SHAPES,
  ...ENGLISH_SHAPES,
  ...READER_SHAPES,
  ...URDU_SHAPES,
  ...OTHER_SHAPES,
];

/**
 * A page is no chat: nobody in it speaks of the request, of the work on the text, of themselves or of who reads; nothing stands there of
 * what a model was told. What the author says in such a way is the author's, and so is what somebody says in quotation marks.
 */
export const chatResidue: Check = {
  name: 'chat-residue',
  version: 2,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, (passage, { sourcePlain }) => {
      const shapes = SHAPES.filter(
        (shape) => !isAuthors(shape, passage, chapter) && !(shape.notInReasons && isReason(passage, edit)),
      );
      const spoken = { ...passage, text: withoutSubjects(passage.text, chapter) };
      const found = shapes.flatMap((shape) => findIn(spoken, shape));
      const talk = found.length > 0 || isReason(passage, edit) ? undefined : workTalk(passage, sourcePlain, chapter);
      return talk === undefined
        ? found
        : [{ offset: passage.text.indexOf(talk), message: said('talk about the work', talk) }];
    }),
};

const said = (name: string, words: string): string => `${name}, which is no lesson: ${words.slice(0, 60)}`;

function findIn({ text, source }: Passage, { name, pattern, ofChapter }: Shape): Fault[] {
  const match = (ofChapter ? withoutQuotes(text) : text).match(pattern);
  const words = match?.[0].trim() ?? '';
  if (words === '' || source?.text.toLowerCase().includes(words.toLowerCase())) return [];
  return [{ offset: match?.index ?? 0, message: said(name, words) }];
}

/** The author's own text is of this shape, in whatever words: its translation may be so too. */
const isAuthors = ({ pattern, about, ofChapter }: Shape, { source }: Passage, chapter: Chapter): boolean =>
  (source !== undefined && (pattern.test(source.text) || about?.test(source.text) === true)) ||
  (ofChapter === true && pattern.test(withoutQuotes(chapter.source)));

const isReason = ({ leaf }: Passage, { action }: Edit): boolean => action === 'correct' && leaf === undefined;

/** What somebody says is theirs. Blanks in its place, so that offsets stay. */
const withoutQuotes = (text: string): string =>
  text.replace(/“[^”\n]*”|"[^"\n]*"|«[^»\n]*»|`[^`\n]*`/g, (quote) => ' '.repeat(quote.length));
