import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AttuneOptions } from './options.ts';
import { SiteRegistry } from './plugin/site-registry.ts';
import { stampBlocks } from './remark/stamp-blocks.ts';
import { wrapChapter } from './remark/wrap-chapter.ts';

type Json = Record<string, unknown>;
/** A preset or plugin: its name, or name and options; functions and what is switched off stay as they are. */
type Entry = unknown;

/** The parts of a Docusaurus configuration that `withAttune` reads and changes. */
interface SiteConfig {
  readonly presets?: readonly Entry[] | undefined;
  readonly plugins?: readonly Entry[] | undefined;
  readonly themeConfig?: object | undefined;
}

type ConfigFunction<Config> = () => Config | Promise<Config>;

/** By its path, so that Docusaurus finds the package's name beside it. */
const PLUGIN = fileURLToPath(new URL(`plugin/entry${extname(import.meta.url)}`, import.meta.url));

/** By name, or by the path that `require.resolve` gives. */
const CLASSIC = /^classic$|(?:^|[/\\])preset-classic(?:[/\\]|$)/;
const DOCS = /^content-docs$|(?:^|[/\\])plugin-content-docs(?:[/\\]|$)/;

/**
 * Adds Attune to a Docusaurus site: `export default withAttune(config)`. Every docs plugin of the site, in the classic preset or by itself,
 * gets the remark plugins that stamp its chapters. A configuration that is a function stays one.
 */
export function withAttune<Config extends SiteConfig>(
  config: ConfigFunction<Config>,
  options?: AttuneOptions,
): () => Promise<Config>;
export function withAttune<Config extends SiteConfig>(config: Config, options?: AttuneOptions): Config;
export function withAttune<Config extends SiteConfig>(
  config: Config | ConfigFunction<Config>,
  options: AttuneOptions = {},
): Config | (() => Promise<Config>) {
  return typeof config === 'function' ? async () => extend(await config(), options) : extend(config, options);
}

function extend<Config extends SiteConfig>(config: Config, options: AttuneOptions): Config {
  const registry = new SiteRegistry();
  const stamp = (docs: unknown): Json => withRemarkPlugins(docs, registry);
  const presets = (config.presets ?? []).map((entry) =>
    withOptions(entry, CLASSIC, (preset) => ({
      ...preset,
      docs: preset['docs'] === false ? false : stamp(preset['docs']),
    })),
  );
  const plugins = (config.plugins ?? []).map((entry) => withOptions(entry, DOCS, stamp));
  if (registry.docsInstances === 0) {
    throw new Error(
      'withAttune found no docs in this site. Use it round a configuration with the classic preset or @docusaurus/plugin-content-docs.',
    );
  }
  return {
    ...config,
    presets,
    plugins: [...plugins, [PLUGIN, { ...options, registry }]],
    ...(options.navbar === false ? {} : { themeConfig: withNavbarItem(config.themeConfig) }),
  };
}

function withOptions(entry: Entry, name: RegExp, change: (options: Json) => Json): Entry {
  const [module, options] = (Array.isArray(entry) ? entry : [entry]) as readonly unknown[];
  return typeof module === 'string' && name.test(module) ? [module, change((options ?? {}) as Json)] : entry;
}

function withRemarkPlugins(docs: unknown, registry: SiteRegistry): Json {
  const options = (docs ?? {}) as {
    beforeDefaultRemarkPlugins?: unknown[];
    remarkPlugins?: unknown[];
    admonitions?: unknown;
  };
  registry.addDocs(options);
  return {
    ...options,
    // First, so that it sees the tree as it was parsed, and last.
    beforeDefaultRemarkPlugins: [[stampBlocks, registry], ...(options.beforeDefaultRemarkPlugins ?? [])],
    remarkPlugins: [...(options.remarkPlugins ?? []), wrapChapter],
  };
}

function withNavbarItem(themeConfig: object | undefined): object {
  const { navbar, ...rest } = (themeConfig ?? {}) as { navbar?: { items?: unknown[] } };
  const item = { to: '/attune/preferences', label: 'Your profile', position: 'right' };
  return { ...rest, navbar: { ...navbar, items: [...(navbar?.items ?? []), item] } };
}
