import { canonicalJson, hashText, type Profile, type Projection, project } from '@attune/contract';
import { allBlocks, type Block, type Book, type Chapter, openChapter, openPage, type Page } from '@attune/core';
import { type BlockClass, classOf } from './kinds.ts';
import { tokensOf } from './tokens.ts';

/** What a block's cost depends on: what may be done to it, and the tokens of its source. */
export interface BlockSize {
  readonly class: BlockClass;
  readonly tokens: number;
}

/** A chapter of the simulation, which is edited as days pass. */
export class ChapterState {
  readonly #book: Book;
  readonly #pages = new Map<string, Page>();
  readonly #projections = new Map<Profile, { name: string; projection: Projection }>();
  #chapter: Chapter;
  /** By block id, which names its content too. */
  readonly #sizes = new Map<string, BlockSize>();
  #edits = 0;
  /** Of its text as it is now: what a prompt cache and a cached chapter are told apart by. */
  #version: string;
  #tokens: number;

  constructor(chapter: Chapter, book: Book) {
    this.#chapter = chapter;
    this.#book = book;
    this.#version = hashText(chapter.source);
    this.#tokens = tokensOf(chapter.source);
  }

  get chapter(): Chapter {
    return this.#chapter;
  }

  get version(): string {
    return this.#version;
  }

  /** Of its whole source. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Adds a sentence to one paragraph. Of a chapter without paragraphs nothing is edited. */
  edit(place: number): void {
    const { id, path, source, blocks } = this.#chapter;
    const paragraphs = allBlocks(blocks).filter(
      (block) => block.kind === 'paragraph' && this.sizeOf(block).class === 'prose',
    );
    const paragraph = paragraphs[Math.floor(place * paragraphs.length)];
    if (!paragraph) return;
    this.#edits += 1;
    const edited = `${source.slice(0, paragraph.end)} It says so in change ${this.#edits}.${source.slice(paragraph.end)}`;
    this.#chapter = openChapter({ id, path, source: edited }, this.#book);
    this.#version = hashText(edited);
    this.#tokens = tokensOf(edited);
    this.#pages.clear();
    this.#projections.clear();
  }

  sizeOf(block: Block): BlockSize {
    const { source } = this.#chapter;
    const size = this.#sizes.get(block.id) ?? {
      class: classOf(this.#chapter, block),
      tokens: tokensOf(source.slice(block.start, block.end)),
    };
    this.#sizes.set(block.id, size);
    return size;
  }

  /** The page of a reader, and a name that all readers have who share it. */
  pageFor(profile: Profile): { name: string; page: Page } {
    let known = this.#projections.get(profile);
    if (!known) {
      const projection = project(this.#book.facets, profile, this.#chapter.facets);
      known = { name: canonicalJson(projection), projection };
      this.#projections.set(profile, known);
    }
    const page = this.#pages.get(known.name) ?? openPage(this.#chapter, known.projection, this.#book);
    this.#pages.set(known.name, page);
    return { name: known.name, page };
  }
}
