import type { Edit } from '@attune/contract';
import { allBlocks } from '../authored/resolve.ts';
import type { Block, Book, Chapter } from '../types.ts';
import type { AnswerContext, AnswerLanguage, SoundAnswer } from './answer.ts';
import { EXAMPLES, NOTES, PRIMERS, TABLES } from './banks/english.ts';
import { URDU, URDU_NOTES, URDU_PRIMERS, URDU_TABLES } from './banks/urdu.ts';
import { correctionOf } from './corrections.ts';
import { reword } from './english-answers.ts';
import { type Random, randomOf, shuffle } from './random.ts';
import { isInEnglish, isOddProse, lockedBlocks, sourcesOf, wordsIn } from './reading.ts';
import { weave } from './weave.ts';

/** How many of each are asked of a chapter; a short one gives fewer. */
const PER_CHAPTER = { rewrites: 6, urdu: 6, inserts: 4, urduInserts: 1, corrections: 2 } as const;

const LEVEL = [{ facet: 'programming_experience', value: 'Beginner' }];
const IN_URDU = [{ facet: 'preferred_language', value: 'Urdu' }];

type Place = Omit<AnswerContext, 'language'>;

/** Answers to one chapter as a good model gives them, without a model. The same in every run. */
export function soundAnswers(chapter: Chapter, book: Book): SoundAnswer[] {
  const random = randomOf(chapter.path);
  const locked = lockedBlocks(chapter);
  const open = allBlocks(chapter.blocks).filter((block) => !locked.has(block.id));
  const places = shuffle(open, random)
    .map((block) => ({ chapter, book, block, sources: sourcesOf(block, chapter) }))
    .filter(({ sources }) => sources.length > 0 && !sources.some(isOddProse) && sources.every(isInEnglish));
  const take = (most: number, make: (place: Place, random: Random) => SoundAnswer | undefined): SoundAnswer[] => {
    const made: SoundAnswer[] = [];
    for (const place of places) {
      if (made.length === most) break;
      const answer = make(place, random);
      if (answer) made.push(answer);
    }
    return made;
  };
  return [
    ...take(PER_CHAPTER.rewrites, rewriteInEnglish),
    ...take(PER_CHAPTER.urdu, rewriteInUrdu),
    ...take(PER_CHAPTER.inserts, (place) => insertBeside(place, random, 'en')),
    ...take(PER_CHAPTER.urduInserts, (place) => insertBeside(place, random, 'ur')),
    ...take(PER_CHAPTER.corrections, correct),
  ];
}

const PROSE: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list']);
/** Titles change only with the language. */
const TRANSLATED: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list', 'heading', 'table', 'container']);

function answerFor(place: Place, language: AnswerLanguage, edit: Omit<Edit, 'block'>): SoundAnswer {
  const spoken = language === 'ur' ? { language } : {};
  return { edit: { block: place.block.id, ...edit, ...spoken }, context: { ...place, language } };
}

function rewriteInEnglish(place: Place, random: Random): SoundAnswer | undefined {
  if (!PROSE.has(place.block.kind)) return undefined;
  const texts = place.sources.map((source) => reword(source, random, place.book));
  if (texts.join() === place.sources.join()) return undefined;
  return answerFor(place, 'en', { action: 'rewrite', tag: 'beginner-simplify', why: LEVEL, texts });
}

function rewriteInUrdu(place: Place, random: Random): SoundAnswer | undefined {
  if (!TRANSLATED.has(place.block.kind)) return undefined;
  const texts = place.sources.map((source) => weave(source, { book: place.book, bank: URDU, random }));
  if (texts.join() === place.sources.join()) return undefined;
  return answerFor(place, 'ur', { action: 'rewrite', tag: 'translate', why: IN_URDU, texts });
}

const INSERTS = { primer: PRIMERS, note: NOTES, example: EXAMPLES, table: TABLES } as const;
const URDU_INSERTS = { primer: URDU_PRIMERS, note: URDU_NOTES, table: URDU_TABLES } as const;

function insertBeside(place: Place, random: Random, language: AnswerLanguage): SoundAnswer | undefined {
  const { block, sources } = place;
  // Nothing between a lead-in and what it leads to.
  if (block.kind !== 'paragraph' || sources.join('').endsWith(':') || wordsIn(sources.join(' ')) < 5) return undefined;
  const bank: Readonly<Record<string, readonly string[]>> = language === 'ur' ? URDU_INSERTS : INSERTS;
  const kind = random.pick(Object.keys(bank)) as keyof typeof INSERTS;
  const code = kind === 'note' ? quotedCode(place) : undefined;
  const own = language === 'en' && code ? `The name \`${code}\` is used as it stands: copy it letter by letter. ` : '';
  const position = kind === 'primer' ? 'before' : 'after';
  const why = language === 'ur' ? IN_URDU : LEVEL;
  const tag = kind === 'example' ? 'robotics-context' : 'beginner-simplify';
  return answerFor(place, language, {
    action: 'insert',
    tag,
    why,
    kind,
    position,
    text: own + random.pick(bank[kind] as readonly string[]),
  });
}

/** Inline code of the block, which an insert beside it may name. */
function quotedCode({ block, chapter }: Place): string | undefined {
  const masks = block.leaves.flatMap((leaf) => leaf.masks);
  const written = masks.map(({ start, end }) => /^`([^`\s]+)`$/.exec(chapter.source.slice(start, end))?.[1]);
  return written.find((code) => code !== undefined);
}

function correct(place: Place, random: Random): SoundAnswer | undefined {
  const [source] = place.sources;
  if (place.block.kind !== 'paragraph' || source === undefined) return undefined;
  const correction = correctionOf(source, random, place.book);
  if (!correction) return undefined;
  const { text, original } = correction;
  return answerFor(place, 'en', { action: 'correct', tag: 'correction', why: LEVEL, texts: [text], original });
}
