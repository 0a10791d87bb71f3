import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What pages of a built site run and load, beside their own files. */
interface PageSources {
  /** `'sha256-…'` of each script that stands in a page. */
  readonly hashes: ReadonlySet<string>;
  /** Origins of other hosts, by directive. */
  readonly origins: Readonly<Record<Loading, ReadonlySet<string>>>;
}

type Loading = 'script-src' | 'style-src' | 'img-src' | 'media-src' | 'frame-src';
const LOADED_BY: Readonly<Record<string, Loading>> = {
  script: 'script-src',
  link: 'style-src',
  img: 'img-src',
  source: 'media-src',
  video: 'media-src',
  audio: 'media-src',
  iframe: 'frame-src',
};
const SCRIPT = /<script(?<attributes>[^>]*)>(?<code>[^]*?)<\/script/gi;
/** A type that no browser runs: data for search engines. */
const DATA = /\btype=["']?(?!module|text\/javascript|application\/javascript)[\w/+-]+/i;
const TAG = /<(?<tag>script|link|img|source|video|audio|iframe)\s(?<attributes>[^>]*)>/gi;
const ADDRESS = /(?:^|\s)(?:src|href)=["']?(?<address>(?:https?:)?\/\/[^\s"'>]+)/i;

/** Reads every page: whoever goes from one to another without loading it keeps the policy of the first. */
async function readPageSources(folder: string): Promise<PageSources> {
  const hashes = new Set<string>();
  const origins = {
    'script-src': new Set<string>(),
    'style-src': new Set<string>(),
    'img-src': new Set<string>(),
    'media-src': new Set<string>(),
    'frame-src': new Set<string>(),
  };
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  for (const path of files.filter((file) => file.endsWith('.html'))) {
    const html = await readFile(join(folder, path), 'utf8');
    for (const { groups } of html.matchAll(SCRIPT)) {
      const { attributes = '', code = '' } = groups ?? {};
      if (code !== '' && !DATA.test(attributes) && !/\ssrc=/i.test(attributes)) hashes.add(hashOf(code));
    }
    for (const { groups } of html.matchAll(TAG)) {
      const { tag = '', attributes = '' } = groups ?? {};
      const address = ADDRESS.exec(attributes)?.groups?.['address'];
      const directive = LOADED_BY[tag.toLowerCase()];
      const isLoaded = tag.toLowerCase() !== 'link' || /rel=["']?[^"'>]*stylesheet/i.test(attributes);
      if (address !== undefined && directive && isLoaded && URL.canParse(address, 'https://page.invalid'))
        origins[directive].add(new URL(address, 'https://page.invalid').origin);
    }
  }
  return { hashes, origins };
}

/** As a browser takes it: line ends are one character. */
const hashOf = (code: string): string =>
  `'sha256-${createHash('sha256').update(code.replaceAll('\r\n', '\n')).digest('base64')}'`;

/**
 * What the pages of a site may run and load: their own files, the scripts that the build put into them by their hashes, and the hosts that they
 * name. Styles in attributes have to be allowed, for formulas and coloured code are full of them. `more`: origins that only scripts name.
 */
function contentPolicy({ hashes, origins }: PageSources, more: readonly string[]): string {
  const sources = (directive: Loading, ...own: string[]): string =>
    [directive, "'self'", ...own, ...origins[directive], ...more].join(' ');
  return [
    "default-src 'self'",
    sources('script-src', ...hashes),
    sources('style-src', "'unsafe-inline'"),
    sources('img-src', 'data:', 'blob:'),
    sources('media-src', 'data:', 'blob:'),
    sources('frame-src'),
    ["font-src 'self' data:", ...more].join(' '),
    ["connect-src 'self'", ...more].join(' '),
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** The policy of a site as it is built now; read anew after a build. */
export function siteContentPolicy(folder: string, more: readonly string[]): () => Promise<string> {
  let known: { readonly built: number; readonly policy: Promise<string> } | undefined;
  return async () => {
    const built = await stat(join(folder, 'index.html')).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (known?.built !== built)
      known = { built, policy: readPageSources(folder).then((sources) => contentPolicy(sources, more)) };
    return known.policy;
  };
}
