import { Syntax } from '@attune/contract';
import type { Book } from '@attune/core';
import type { SiteChapters } from '../remark/stamp-blocks.ts';

interface DocsOptions {
  readonly beforeDefaultRemarkPlugins?: readonly unknown[];
  readonly remarkPlugins?: readonly unknown[];
  readonly admonitions?: unknown;
}

/** What `docusaurus` resolves of `markdown` in the site's configuration. */
export interface MarkdownConfig {
  readonly format: 'mdx' | 'md' | 'detect';
  readonly mdx1Compat: { readonly headingIds: boolean; readonly comments: boolean; readonly admonitions: boolean };
}

/**
 * What the remark plugins and the plugin know of one site between them. Docusaurus loads content before it compiles it, so the chapters
 * are there when they are asked for.
 */
export class SiteRegistry implements SiteChapters {
  docsInstances = 0;
  #book: Book | undefined;
  #chapters = new Map<string, string>();
  #math: boolean | undefined;
  #admonitions: readonly string[] = [];
  #syntax = Syntax.parse({});

  /** Takes note of how a docs plugin reads Markdown. All of a site's have to read it alike, since chapters are read by one rule. */
  addDocs({ beforeDefaultRemarkPlugins = [], remarkPlugins = [], admonitions }: DocsOptions): void {
    const all = [...beforeDefaultRemarkPlugins, ...remarkPlugins].map((plugin): unknown =>
      Array.isArray(plugin) ? plugin[0] : plugin,
    );
    const math = all.some((plugin) => typeof plugin === 'function' && plugin.name === 'remarkMath');
    if (this.#math !== undefined && this.#math !== math) {
      throw new Error(
        'withAttune: some docs plugins of this site have remark-math and others have not. Add it to all, or to none.',
      );
    }
    this.#math = math;
    this.#admonitions = (admonitions as { keywords?: string[] } | undefined)?.keywords ?? this.#admonitions;
    this.docsInstances++;
  }

  configure(markdown: MarkdownConfig): void {
    const standard = Syntax.parse({});
    const { headingIds, comments, admonitions } = markdown.mdx1Compat;
    this.#syntax = {
      format: markdown.format,
      math: this.#math ?? false,
      admonitions: admonitions ? [...standard.admonitions, ...this.#admonitions] : [],
      headingIds,
      comments,
    };
  }

  setBook(book: Book): void {
    this.#book = book;
  }

  /** Chapter ids by absolute path of their files. */
  setChapters(chapters: ReadonlyMap<string, string>): void {
    this.#chapters = new Map(chapters);
  }

  readonly syntax = (): Syntax => this.#syntax;
  readonly chapterOf = (path: string): string | undefined => this.#chapters.get(path);
  readonly primerOf = (name: string): { title: string; source: string } | undefined => this.#book?.primers.get(name);
}
