import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PrimerDependencies } from './primer-dependencies.ts';

/** What of a bundler's configuration is looked at: where Rspack and where Webpack say that they keep a cache. */
interface CacheConfig {
  readonly cache?: unknown;
  readonly experiments?: unknown;
}

const beside = (name: string): string => fileURLToPath(new URL(`${name}${extname(import.meta.url)}`, import.meta.url));

/** What the bundler has to know so that a page is compiled again when something beside its own text has changed. */
export function bundlerConfig(config: CacheConfig, primers: PrimerDependencies): object {
  // By `resource`, not `test`: Docusaurus takes a rule that tests for MDX for one that compiles it, and looks for its folders.
  const rule = {
    resource: /\.mdx?$/i,
    enforce: 'pre',
    use: [{ loader: beside('./primer-dependencies'), options: primers }],
  };
  return { module: { rules: [rule] }, ignoreWarnings: [isHotReloadCheck], ...keptCache(config) };
}

/** A cache that is kept between builds holds pages as an earlier version of Attune stamped them: it depends on our code too. */
function keptCache({ cache, experiments }: CacheConfig): object {
  const files = [beside('../with-attune')];
  const { cache: kept } = (experiments ?? {}) as { cache?: unknown };
  if (isObject(kept)) return { experiments: { cache: { buildDependencies: files } } };
  return isObject(cache) ? { cache: { buildDependencies: { attune: files } } } : {};
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** `@nanostores/i18n` asks `import.meta` whether it is in development; no bundler but Vite understands. */
const isHotReloadCheck = ({ message }: { readonly message: string }): boolean =>
  message.includes('import.meta') && message.includes('isHMR');
