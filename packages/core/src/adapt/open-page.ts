import { type Projection, project } from '@attune/contract';
import { languageOf } from '../authored/glosses.ts';
import { allBlocks, resolvePresence } from '../authored/resolve.ts';
import { sourcesOf } from '../checks/reading.ts';
import { lockedBlocks, SAFETY_NOTICE } from '../policy/locked-blocks.ts';
import { MARK } from '../text/index.ts';
import type { Block, Book, Chapter } from '../types.ts';
import { sectionFacets, sectionText } from './section-facets.ts';
import type { Page, PageSection } from './types.ts';

/** Kinds that a reader sees: prose, and what a note may stand beside. */
const EDITABLE = new Set<Block['kind']>([
  'heading',
  'paragraph',
  'list',
  'table',
  'code',
  'math',
  'html',
  'jsx',
  'quote',
]);

/** BCP-47 tag of the language that a chapter is written in: what the book says, else the locale in its id, `plugin/version/locale/path`. */
export const chapterLanguage = ({ id }: Pick<Chapter, 'id'>, { written }: Pick<Book, 'written'>): string =>
  written?.get(id)?.language ?? id.split('/')[2] ?? 'en';

/** The languages in which a chapter's author has written it, here or on another page. */
const authorsLanguages = (chapter: Chapter, book: Book): string[] => [
  chapterLanguage(chapter, book),
  ...(book.written?.get(chapter.id)?.translations ?? []),
];

/** A chapter for one kind of reader: what stands on their page, and what may be adapted there. */
export function openPage(chapter: Chapter, projection: Projection, book: Book): Page {
  const { absent } = resolvePresence(chapter, projection, book);
  const hidden = new Set(allBlocks(chapter.blocks).flatMap((block) => (absent.has(block.id) ? idsIn(block) : [])));
  const languages = book.facets.filter(({ axis }) => axis === 'language').map(({ id }) => id);
  // What an author wrote for readers of a language is in that language, and better than what a model would make of it.
  const isAuthorsOwn = ({ mark }: Block): boolean => languages.some((id) => mark?.readers[id] !== undefined);
  const isLeftAlone = (block: Block): boolean => hidden.has(block.id) || isAuthorsOwn(block);
  const byId = new Map(chapter.blocks.map((block) => [block.id, block]));
  const wanted = languageOf(projection, book.facets);
  const isOther =
    wanted !== undefined && !authorsLanguages(chapter, book).some((tag) => baseOf(tag) === baseOf(wanted));
  const sections = chapter.sections.map((section, index): PageSection => {
    const text = sectionText(section, byId, chapter.source);
    const blocks = section.blocks.flatMap((id) => editableIn(byId.get(id), isLeftAlone));
    return { index, blocks, projection: project(book.facets, projection, sectionFacets(text, book.facets)) };
  });
  return {
    chapter,
    book,
    projection,
    ...(isOther ? { language: wanted } : {}),
    absent: hidden,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

const baseOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag;
const idsIn = (block: Block): string[] => [block.id, ...block.children.flatMap(idsIn)];

function editableIn(block: Block | undefined, isLeftAlone: (block: Block) => boolean): Block[] {
  if (!block || isLeftAlone(block)) return [];
  if (block.children.length > 0) return block.children.flatMap((child) => editableIn(child, isLeftAlone));
  return EDITABLE.has(block.kind) ? [block] : [];
}

/** Whether a block has prose that may be put in other words. */
export const isRewritable = ({ chapter }: Pick<Page, 'chapter'>, block: Block): boolean =>
  sourcesOf(chapter, block).some(({ text }) => hasWords(text)) && !lockedBlocks(chapter).has(block.id);

/** Anything beside pictures, code and formulas: the words of a link are some. */
const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replace(MARK, ''));

/** Whether nothing may be put beside a block either: it is part of a safety notice. */
export const isSealed = ({ chapter }: Pick<Page, 'chapter'>, block: Block): boolean =>
  lockedBlocks(chapter).get(block.id) === SAFETY_NOTICE;
