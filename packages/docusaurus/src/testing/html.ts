/** The pieces of a page as Docusaurus writes it, which is well formed but for closing tags that HTML does without. */
export interface Pieces {
  /** Opening tags with their attributes, in order. */
  readonly elements: readonly string[];
  /** The text, white space joined. */
  readonly text: string;
}

/** The chapter on a page, without what Attune puts round it: the bar, and the panel's own element. */
export function articleOf(page: string): string {
  const article = /<article>[^]*<\/article>/.exec(page)?.[0];
  if (article === undefined) throw new Error('the page has no article');
  return withoutElement(article, /<div class="?attune-bar"?[\s>]/).replace(/<div id="?attune-panel"?[^>]*>/, '');
}

export function piecesOf(html: string): Pieces {
  const elements = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
  return {
    elements,
    text: html
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  };
}

/** Ids of the headings, in order. */
export const headingIds = (html: string): string[] =>
  [...html.matchAll(/<h[1-6][^>]*\sid="?([^\s">]+)/g)].map(([, id = '']) => id);

/** Texts of the table of contents beside the chapter. */
export function contentsOf(page: string): string[] {
  const list = /<ul class="table-of-contents[^]*?<\/div>/.exec(page)?.[0] ?? '';
  return [...list.matchAll(/<a [^>]*>([^]*?)<\/a>/g)].map(([, label = '']) => label.replace(/<[^>]+>/g, ''));
}

/** Takes a `div` and all in it away. */
function withoutElement(html: string, opening: RegExp): string {
  const start = html.search(opening);
  if (start < 0) return html;
  let depth = 0;
  for (const tag of html.slice(start).matchAll(/<(\/?)div[\s>]/g)) {
    depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return html.slice(0, start) + html.slice(html.indexOf('>', start + tag.index) + 1);
  }
  throw new Error(`${String(opening)} is not closed`);
}
