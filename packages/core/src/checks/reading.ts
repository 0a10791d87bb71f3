import type { Edit } from '@attune/contract';
import { type MaskedText, maskLeaf } from '../parse/mask-text.ts';
import { formulasIn, readText, type ReadText, startsLikeBlock } from '../text/index.ts';
import type { Block, Book, Chapter, Leaf } from '../types.ts';
import { hasCode } from './has-code.ts';
import { type Place, placeOf } from './place-of.ts';

/** The author's prose that a text stands for. */
export interface SourceText extends MaskedText {
  readonly leaf: Leaf;
  /** Its words: without marks, code and signs of Markdown. */
  readonly plain: string;
}

/** One text of an edit, read, beside what it stands for. */
export interface Passage {
  /** Which leaf, from 0; absent in an insert and a gloss. */
  readonly leaf?: number;
  readonly text: string;
  readonly read: ReadText;
  readonly source?: SourceText;
}

/** What a model wrote in an edit. */
export interface Reading {
  readonly place: Place;
  readonly passages: readonly Passage[];
  /** Why a correction was made, which is shown beside it. */
  readonly reason?: Passage;
  /** The words of the whole block. */
  readonly sourcePlain: string;
}

const readings = new WeakMap<Edit, { chapter: Chapter; reading: Reading | undefined }>();

/** The prose of an edit, read once for all checks. None where a model wrote none, or the edit does not fit its block. */
export function readingOf(edit: Edit, chapter: Chapter, book: Book): Reading | undefined {
  const known = readings.get(edit);
  if (known?.chapter === chapter) return known.reading;
  const reading = read(edit, chapter, book);
  readings.set(edit, { chapter, reading });
  return reading;
}

function read(edit: Edit, chapter: Chapter, book: Book): Reading | undefined {
  const place = placeOf(chapter, edit.block);
  if (!place) return undefined;
  const { block } = place;
  const sources = sourcesOf(chapter, block);
  const sourcePlain = sources.map(({ plain }) => plain).join('\n');
  const { action, text } = edit;
  if (action === 'rewrite' || action === 'correct') {
    if (edit.texts?.length !== sources.length || sources.length === 0) return undefined;
    const passages = edit.texts.map((own, leaf) => readLeaf(own, leaf, sources[leaf] as SourceText, place, chapter));
    return { place, passages, sourcePlain, ...(text === undefined ? {} : { reason: readReason(text, chapter) }) };
  }
  if (text === undefined || (action !== 'insert' && (action !== 'gloss' || isAuthors(edit, book)))) return undefined;
  const masks = action === 'insert' ? block.leaves.flatMap((leaf) => leaf.masks) : [];
  const result = readText(text, {
    shape: action === 'insert' ? 'insert' : 'leaf',
    masks,
    hasCode: (code) => hasCode(chapter.source, code),
    generatedCode: chapter.policy.allow.includes('generatedCode'),
  });
  return { place, passages: [{ text, read: result }], sourcePlain };
}

/** Plain prose without marks: it stands beside the author's words and not in their place. */
function readReason(text: string, { source }: Chapter): Passage {
  const hasItsCode = (code: string): boolean => hasCode(source, code);
  return { text, read: readText(text, { shape: 'leaf', masks: [], hasCode: hasItsCode }) };
}

/** A definition that stands in the book's glossary: an author's words, which are not for us to judge. */
function isAuthors({ term, text }: Edit, { glossary }: Book): boolean {
  return glossary.terms.some(
    (known) =>
      known.term === term && Object.values(known.definitions).some((by) => Object.values(by).includes(text ?? '')),
  );
}

function readLeaf(text: string, leaf: number, source: SourceText, place: Place, chapter: Chapter): Passage {
  const rules = leafRules(source, place.section, place.block, chapter);
  return { leaf, text, source, read: readText(inQuote(place, text), rules) };
}

const leafRules = (source: MaskedText & { leaf: Leaf }, section: string, block: Block, { source: all }: Chapter) => ({
  shape: 'leaf' as const,
  masks: source.leaf.masks,
  originals: source.originals,
  hasCode: (code: string) => hasCode(section, code) || hasCode(all.slice(block.start, block.end), code),
  startsLikeBlock: startsLikeBlock(source.text),
  formulas: formulasIn(source.text).length > 0,
  footnotes: /\[\^/.test(source.text),
});

const sourceTexts = new WeakMap<Block, readonly SourceText[]>();

/** The author's prose of a block, a text a leaf. */
export function sourcesOf(chapter: Chapter, block: Block): readonly SourceText[] {
  const known = sourceTexts.get(block);
  if (known) return known;
  const place = placeOf(chapter, block.id);
  const texts = block.leaves.map((leaf): SourceText => {
    const masked = maskLeaf(chapter.source, leaf);
    const text = place ? inQuote(place, masked.text) : masked.text;
    const { plain } = readText(text, {
      shape: 'leaf',
      masks: leaf.masks,
      originals: masked.originals,
      hasCode: () => true,
      startsLikeBlock: startsLikeBlock(text),
    });
    return { ...masked, leaf, plain };
  });
  sourceTexts.set(block, texts);
  return texts;
}

/** A quote's lines begin with its sign, which is no part of the prose: blanks in its place, so that offsets stay. */
function inQuote({ block, within }: Place, text: string): string {
  if (block.kind !== 'quote' && !within.some(({ kind }) => kind === 'quote')) return text;
  return text.replace(/(?<=\n)[ \t]*(?:>[ \t]?)+/g, (signs) => ' '.repeat(signs.length));
}
