import { withoutKeptTerms } from './must-keep/kept-terms.ts';
import { allBlocks } from '../authored/resolve.ts';
import type { Book, Chapter } from '../types.ts';
import { COMMON_WORDS } from './common-words.ts';
import { sourcesOf } from './reading.ts';

/** A word as it stands in prose: no path, no code, no abbreviation, no `camelCase`. */
const WORD = /^["'“‘(*_[]*(\p{Script=Latin}[\p{Ll}\p{M}’']*(?:-[\p{L}\p{M}’']+)*)["'”’)*_\].,:;!?]*$/u;

/**
 * The words of a text in Latin letters that are nobody's name: such as the chapter elsewhere writes small, or everybody knows. Kept terms
 * are none, nor is a text that the chapter has as one name in its code. They are what a translation translates.
 */
export function plainWords(text: string, chapter: Chapter, book: Book): string[] {
  if (isName(text, chapter)) return [];
  const kept = chapter.policy.mustKeep.reduce((left, term) => left.replaceAll(term, ' '), withoutKeptTerms(text, book));
  const small = smallWords(chapter);
  return kept.split(/[\s/|–—]+/).flatMap((token) => {
    const word = token.match(WORD)?.[1];
    if (word === undefined || word.length < 2) return [];
    const parts = word.split('-').filter((part) => part !== '');
    const isPlain = parts.every((part) => {
      const low = part.toLowerCase();
      return part === low || small.has(low) || COMMON_WORDS.has(low);
    });
    return isPlain ? [word.toLowerCase()] : [];
  });
}

/** "transient local" where the chapter has `TRANSIENT_LOCAL`: a cell or an item of nothing else is that name. */
function isName(text: string, chapter: Chapter): boolean {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.length > 1 && words.length < 5 && namesIn(chapter).has(words.join('_'));
}

const names = new WeakMap<Chapter, ReadonlySet<string>>();

function namesIn(chapter: Chapter): ReadonlySet<string> {
  let found = names.get(chapter);
  if (!found) {
    found = new Set(chapter.source.match(/(?<!\w)[a-z0-9]+(?:_[a-z0-9]+)+(?!\w)/gi)?.map((name) => name.toLowerCase()));
    names.set(chapter, found);
  }
  return found;
}

const known = new WeakMap<Chapter, ReadonlySet<string>>();

/** What the chapter's prose writes in small letters somewhere. */
function smallWords(chapter: Chapter): ReadonlySet<string> {
  let words = known.get(chapter);
  if (!words) {
    const prose = allBlocks(chapter.blocks).flatMap((block) => sourcesOf(chapter, block).map(({ plain }) => plain));
    const small = /(?<![\p{L}\p{N}_./@-])\p{Ll}[\p{L}’']+(?:-[\p{L}’']+)*(?![\p{L}\p{N}_/@]|\.\p{L})/gu;
    words = new Set((prose.join('\n').match(small) ?? []).flatMap((word) => [word, ...word.split('-')]));
    known.set(chapter, words);
  }
  return words;
}
