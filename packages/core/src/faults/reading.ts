import { allBlocks } from '../authored/resolve.ts';
import { maskLeaf } from '../parse/mask-text.ts';
import type { Block, Book, Chapter } from '../types.ts';

// Written for the suite alone: it must not share its idea of a number, a term or a negation with the checks.

export const MARK = /⟦\/?\d+⟧/g;

/** The texts of a block's leaves as a model sees them, each on one line: a quote's `>` and hard breaks are layout. */
export const sourcesOf = (block: Block, chapter: Chapter): string[] =>
  block.leaves.map((leaf) =>
    maskLeaf(chapter.source, leaf)
      .text.replaceAll(/[ \t]*\\?\r?\n[ \t>]*/g, ' ')
      .trim(),
  );

export const wordsIn = (text: string): number => text.replaceAll(MARK, ' ').match(/[\p{L}\p{M}]{2,}/gu)?.length ?? 0;

/** Numbers that stand alone, outside names such as `x86_64` or `IPv4`. */
export const NUMBER = /(?<![\p{L}\p{N}_.,:/⟦#&+-])\d+(?:[.,]\d+)*(?![\p{L}\p{N}_⟧/:-])/gu;

export const numbersIn = (text: string): string[] => text.replaceAll(MARK, ' ').match(NUMBER) ?? [];

export const NEGATION =
  /\b(?:not|never|no|cannot|without|nor|neither|none|nothing|nobody|nowhere)\b|n(?:['’]|&apos;|&#39;)t\b/gi;

export const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Finds a word or phrase that is not part of a longer one. */
export const wordPattern = (word: string, flags = 'giu'): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])${escapeRegExp(word)}(?![\p{L}\p{N}])`, flags);

// Part of a name, a path or a compound is not the term: `launch` in `autoware.launch.xml`.
const BEFORE = String.raw`(?<![\p{L}\p{N}_])(?<![\p{L}\p{N}_][./@:-]{1,2})(?<![/@.])`;
const AFTER = String.raw`(?![\p{L}\p{N}_]|[./@:-]{1,2}[\p{L}\p{N}])`;

interface KeptTerms {
  /** One for each term, for any of its forms. */
  readonly each: readonly RegExp[];
  /** For all of them, longest first: "joint limit" is not "joint". */
  readonly all: RegExp;
}

const known = new WeakMap<Book, KeptTerms>();

/** Patterns that find the terms which the book keeps in English. */
export function keptTerms(book: Book): KeptTerms {
  const kept = known.get(book) ?? readKeptTerms(book);
  known.set(book, kept);
  return kept;
}

function readKeptTerms(book: Book): KeptTerms {
  const pattern = (forms: readonly string[]): RegExp => {
    const any = [...forms].sort((a, b) => b.length - a.length).map(escapeRegExp);
    return new RegExp(`${BEFORE}(?:${any.join('|')})${AFTER}`, 'giu');
  };
  const terms = book.glossary.terms.filter((term) => term.keepInEnglish).map((term) => [term.term, ...term.forms]);
  return { each: terms.map(pattern), all: terms.length === 0 ? /(?!)/g : pattern(terms.flat()) };
}

/** The author's own Urdu, or another script's: an English answer to it is no sound one. */
export const isInEnglish = (text: string): boolean =>
  !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}\p{Script=Greek}]/u.test(text);

const LOCKED = new Set(['danger', 'warning', 'caution']);

/** Blocks that stand in a safety admonition, and these themselves. */
export function lockedBlocks(chapter: Chapter): Set<string> {
  const inside = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap((block) =>
      block.kind === 'container' && LOCKED.has(block.name ?? '') ? allBlocks([block]) : inside(block.children),
    );
  return new Set(inside(chapter.blocks).map((block) => block.id));
}

/** Prose that other tools give a meaning of their own, or that the restricted Markdown cannot say: no ground for a sound edit. */
export const isOddProse = (text: string): boolean =>
  /⟦=|~~|^\[!|^(?:!!!|\?\?\?|===)|^:::|\{\{|\{%|\{:?\s*[.#]|:(?:begin|end)_tab:/.test(text);
