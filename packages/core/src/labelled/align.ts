import type { Edit } from '@attune/contract';
import type { Block, Book, Chapter } from '../types.ts';
import { allBlocks } from '../authored/resolve.ts';
import { openChapter } from '../parse/open-chapter.ts';
import { longestCommon } from './longest-common.ts';
import { rewrittenTexts } from './map-masks.ts';

/** A published translation beside what it was made from: an entry of `pairs.json`. */
interface Pair {
  readonly source: string;
  readonly translation: string;
  /** BCP-47 tag. */
  readonly lang: string;
}

/** A block of a source with what a published translation made of it, as an edit that the checks can judge. */
export interface AlignedBlock {
  /** Language, source file, and the ids of both blocks, which are hashes of their content. */
  readonly id: string;
  readonly language: string;
  readonly chapter: Chapter;
  readonly block: Block;
  readonly edit: Edit & { readonly texts: readonly string[] };
}

/**
 * The blocks with prose of all pairs that stand for each other beyond doubt, and how many blocks with prose the sources have. `read` gives a
 * file of the folder in which `pairs.json` is.
 */
export function alignPairs(read: (path: string) => string, book: Book): { blocks: AlignedBlock[]; of: number } {
  const pairs = JSON.parse(read('pairs.json')) as Pair[];
  const chapters = new Map<string, Chapter>();
  const open = (path: string): Chapter => {
    const chapter = chapters.get(path) ?? openChapter({ id: path, path, source: read(path) }, book);
    chapters.set(path, chapter);
    return chapter;
  };
  let of = 0;
  const blocks = pairs.flatMap((pair) => {
    const source = open(pair.source);
    of += allBlocks(source.blocks).filter(({ leaves }) => leaves.length > 0).length;
    return alignChapters(source, open(pair.translation), pair.lang);
  });
  return { blocks, of };
}

/** The blocks with prose of a chapter and its translation that stand for each other. */
export function alignChapters(source: Chapter, translation: Chapter, language: string): AlignedBlock[] {
  const why = [{ facet: 'preferred_language', value: language === 'ur' ? 'Urdu' : 'Other' }];
  return matchBlocks(source, translation).map(([block, own]) => ({
    id: `${language}/${source.path.replace(/^source-at-translation\//, '')}#${block.id}=${own.id}`,
    language,
    chapter: source,
    block,
    edit: {
      block: block.id,
      action: 'rewrite',
      tag: 'translate',
      why,
      language,
      texts: rewrittenTexts({ chapter: source, block }, { chapter: translation, block: own }, language),
    },
  }));
}

/**
 * Headings, code that was kept and images hold two chapters together. What stands between two of them is taken if it is the same kinds of
 * blocks in the same order, and of those the ones with as many leaves: a wrong pair would count as a defect.
 */
function matchBlocks(source: Chapter, translation: Chapter): [Block, Block][] {
  const ours = allBlocks(source.blocks);
  const theirs = allBlocks(translation.blocks);
  const ownAnchors = anchorsOf(source, ours);
  const otherAnchors = anchorsOf(translation, theirs);
  const held = longestCommon(ownAnchors, otherAnchors, (a, b) => a.key === b.key);
  const matched: [Block, Block][] = [];
  let from = { own: 0, other: 0 };
  for (const [own, other] of [...held, [{ at: ours.length }, { at: theirs.length }] as const]) {
    const between = ours.slice(from.own, own.at + 1);
    const otherBetween = theirs.slice(from.other, other.at + 1);
    const isSame = between.map(({ kind }) => kind).join() === otherBetween.map(({ kind }) => kind).join();
    const pairs = between.map((block, index) => [block, otherBetween[index] as Block] as [Block, Block]);
    const anchor = pairs.length > 0 && 'key' in own ? [[ours[own.at], theirs[other.at]] as [Block, Block]] : [];
    matched.push(...(isSame ? pairs : anchor));
    from = { own: own.at + 1, other: other.at + 1 };
  }
  return matched.filter(([a, b]) => a.leaves.length > 0 && a.leaves.length === b.leaves.length);
}

interface Anchor {
  readonly at: number;
  readonly key: string;
}

function anchorsOf({ source }: Chapter, blocks: readonly Block[]): Anchor[] {
  return blocks.flatMap(({ kind, start, end }, at) => {
    const written = source.slice(start, end);
    const images = [...written.matchAll(/!\[[^\]]*\]\((?:[^\s)]*\/)?([^\s)]+)/g)].map(([, name]) => name);
    if (kind === 'heading') return [{ at, key: `heading ${written.match(/^#+/)?.[0].length ?? 1}` }];
    if (kind === 'code') return [{ at, key: written.replace(/\s+/g, ' ') }];
    return images.length > 0 ? [{ at, key: images.join(' ') }] : [];
  });
}
