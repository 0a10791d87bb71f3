import type { Facet, Readers, Syntax, Variant } from '@attune/contract';

/** Something wrong in what an author wrote, with its place and how to mend it. Lines and columns count from 1. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** Everything a chapter's content is made of, as text. What a revision is kept as. */
export interface ChapterSource {
  readonly id: string;
  /** Path of the file, for findings and to tell `.md` from `.mdx`. */
  readonly path: string;
  readonly source: string;
}

/** What a book gives to every chapter. */
export interface Book {
  readonly facets: readonly Facet[];
  readonly syntax: Syntax;
  readonly folds: { readonly basics?: Readers; readonly depth?: Readers };
  /** Whether models may adapt its text: then facets matter by their `matters`, and not only by marks and glossary. */
  readonly rewriting: boolean;
  readonly glossary: Glossary;
  /** By name. */
  readonly primers: ReadonlyMap<string, Primer>;
  /** By chapter id, where that does not tell the language, or an author has translated the chapter. */
  readonly written?: ReadonlyMap<string, Written>;
  /** SHA-256 of what authored edits depend on beside the chapter: glossary, folds, primers, facets. Part of variant keys. */
  readonly fingerprint: string;
}

/** Languages as BCP-47 tags. */
export interface Written {
  /** What the chapter's text is in: an untranslated page of a site's locale is in the language of the others. */
  readonly language: string;
  /** Those in which its author has it elsewhere: better than what a model would make of it. */
  readonly translations: readonly string[];
}

/** A word of the book with its explanations. */
export interface GlossaryTerm {
  readonly term: string;
  readonly forms: readonly string[];
  readonly keepInEnglish: boolean;
  /** Who needs it explained: any facet is enough, of each any value. */
  readonly readers: Readers;
  /** By BCP-47 tag, then by value of the level facet; `default` for the others. */
  readonly definitions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
export interface Glossary {
  readonly terms: readonly GlossaryTerm[];
}

/** A short piece for readers who lack something. */
export interface Primer {
  readonly name: string;
  readonly title: string;
  /** Who needs it: any facet is enough, of each any value. */
  readonly readers: Readers;
  /** Its text without front matter. */
  readonly source: string;
}

/** Something in prose that a rewriter must leave as it is: half-open range of the chapter's source, and its number in the block. */
export interface Mask {
  readonly number: number;
  /** `atom`: ⟦n⟧ · `open`, `close`: ⟦n⟧ and ⟦/n⟧ round a link's text */
  readonly kind: 'atom' | 'open' | 'close';
  readonly start: number;
  readonly end: number;
}

/** One run of prose in a block: a paragraph's text, a heading's, a list item's, a table cell's. Half-open range of the source. */
export interface Leaf {
  readonly start: number;
  readonly end: number;
  readonly masks: readonly Mask[];
  /** Values of its text nodes outside links: where a gloss may be attached. */
  readonly words: readonly string[];
}

export type BlockKind =
  | 'frontMatter'
  | 'heading'
  | 'paragraph'
  | 'list'
  | 'table'
  | 'code'
  | 'math'
  | 'html'
  | 'jsx'
  | 'expression'
  | 'esm'
  | 'container'
  | 'quote'
  | 'break'
  | 'definition'
  | 'footnote'
  | 'comment'
  | 'directive';

/** A unit of a chapter that can be edited. Offsets are UTF-16 code units of the chapter's source. */
export interface Block {
  /** Twelve hexadecimal digits of the hash of its normalised content, and `-n` for the n-th repetition of equal content. */
  readonly id: string;
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly leaves: readonly Leaf[];
  /** Blocks of a transparent container. */
  readonly children: readonly Block[];
  /** What an author's mark says, where the block is one. */
  readonly mark?: Mark;
  /** Labels of link and footnote definitions that it uses. */
  readonly uses: readonly string[];
  /** Name of a container: `note`, `details`, `Tabs` … */
  readonly name?: string;
}

export type MarkName = 'for' | 'otherwise' | 'step' | 'instead' | 'basics' | 'depth' | 'primer';
export interface Mark {
  readonly name: MarkName;
  /** For whom: all facets must hold, of each any value. Empty: for everybody (`otherwise`, last `instead`, folds by setting). */
  readonly readers: Readers;
  readonly label?: string;
  /** `primer`: which. */
  readonly primer?: string;
}

/** Adjacent marks of which a reader gets one. `standard` is what Original shows. */
export interface Choice {
  readonly kind: 'condition' | 'track';
  /** Ids of the alternatives in order: the first that matches is taken. */
  readonly options: readonly string[];
  /** Absent for a `for` that stands alone. */
  readonly standard?: string;
}

export interface Section {
  readonly heading?: string;
  /** Ids of top-level blocks, in order. */
  readonly blocks: readonly string[];
}

/** What an author asks of rewriters in a chapter: the key `attune` of its front matter. */
export interface Policy {
  /** The whole chapter, or headings (with what stands under them) and block ids. */
  readonly lock: true | readonly string[];
  /** Terms that stay in every language and at every level. */
  readonly mustKeep: readonly string[];
  readonly allow: readonly ('examples' | 'generatedCode' | 'corrections')[];
  /** How many times its length a page may have. */
  readonly maxExpansion: number;
}

/** One source document at one revision. Immutable. */
export interface Chapter {
  readonly id: string;
  readonly path: string;
  readonly source: string;
  /** SHA-256 over the ids of its blocks in order. */
  readonly revision: string;
  /** The file did not compile as MDX and was read as plain Markdown. */
  readonly plainMarkdown: boolean;
  /** Not even that; it has no blocks and is served as the author's page. */
  readonly readable: boolean;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
  readonly choices: readonly Choice[];
  readonly definitions: Readonly<Record<string, { readonly start: number; readonly end: number }>>;
  /** Ids of the facets that matter to it, sorted. */
  readonly facets: readonly string[];
  readonly title?: string;
  readonly policy: Policy;
  readonly findings: readonly Finding[];
}

/** Keeps variants by the hash of what they were made from. */
export interface VariantStore {
  findVariant(key: string): Promise<Variant | undefined>;
  /** Keeps it, with the page as Markdown, or leaves the one that stands; gives the one that stands. */
  putVariant(key: string, variant: Variant, markdown?: string): Promise<Variant>;
}
