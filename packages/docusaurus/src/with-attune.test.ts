import { fileURLToPath } from 'node:url';
import remarkMath from 'remark-math';
import { describe, expect, it } from 'vitest';
import { stampBlocks } from './remark/stamp-blocks.ts';
import { withAttune } from './with-attune.ts';
import { wrapChapter } from './remark/wrap-chapter.ts';

interface Docs {
  readonly id?: string;
  readonly path?: string;
  readonly beforeDefaultRemarkPlugins: readonly unknown[];
  readonly remarkPlugins: readonly unknown[];
}
interface Extended {
  readonly presets: readonly (readonly [string, { readonly docs: Docs; readonly blog?: unknown }])[];
  readonly plugins: readonly (readonly [unknown, Docs])[];
  readonly themeConfig?: { readonly navbar?: { readonly title?: string; readonly items: readonly object[] } };
}

const extended = (config: object, options?: object): Extended => withAttune(config, options) as unknown as Extended;
const nameOf = (plugin: unknown): unknown => (Array.isArray(plugin) ? plugin[0] : plugin);

/** The remark plugins that docs options name, by stage. */
const pluginsOf = ({ beforeDefaultRemarkPlugins, remarkPlugins }: Docs) => ({
  before: beforeDefaultRemarkPlugins.map(nameOf),
  after: remarkPlugins.map(nameOf),
});
const PLUGIN = fileURLToPath(new URL('plugin/entry.ts', import.meta.url));
const OURS = { before: [stampBlocks], after: [wrapChapter] };

const first = (): void => {};
const last = (): void => {};

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe('the docs of a site get our remark plugins', () => {
  it.each([
    ['a preset by its name', 'classic'],
    ['a preset by its package', '@docusaurus/preset-classic'],
    ['a preset by its path', '/book/node_modules/@docusaurus/preset-classic/lib/index.js'],
    ['a preset with empty options', ['classic', {}]],
    ['a preset without options', ['classic']],
  ])('in %s', (_what, preset) => {
    const [entry] = extended({ presets: [preset] }).presets;
    expect(entry?.[0]).toBe(Array.isArray(preset) ? preset[0] : preset);
    expect(pluginsOf(entry![1].docs)).toEqual(OURS);
  });

  it.each([
    'content-docs',
    '@docusaurus/plugin-content-docs',
    'C:\\book\\node_modules\\@docusaurus\\plugin-content-docs\\lib\\index.js',
  ])('in a plugin by itself, as %s', (name) => {
    const [docs] = extended({ plugins: [[name, { id: 'labs', path: 'labs' }]] }).plugins;
    expect(docs?.[0]).toBe(name);
    expect(docs?.[1]).toMatchObject({ id: 'labs', path: 'labs' });
    expect(pluginsOf(docs![1])).toEqual(OURS);
  });

  it('in the preset and in every plugin of several, which share one registry', () => {
    const { presets, plugins } = extended({
      presets: [['classic', { docs: { path: 'book' }, blog: { path: 'news' } }]],
      plugins: [['content-docs', { id: 'labs' }], 'other-plugin', ['content-docs', { id: 'notes' }], null, false],
    });
    expect(presets[0]?.[1]).toMatchObject({ docs: { path: 'book' }, blog: { path: 'news' } });
    const all = [presets[0]![1].docs, plugins[0]![1], plugins[2]![1]];
    expect(all.map(pluginsOf)).toEqual([OURS, OURS, OURS]);
    expect([plugins[1], plugins[3], plugins[4]]).toEqual(['other-plugin', null, false]);
    const registries = all.map((docs) => (docs.beforeDefaultRemarkPlugins[0] as unknown[])[1]);
    const [module, options] = plugins[5] as unknown as [unknown, { registry: unknown }];
    expect(module).toBe(PLUGIN);
    expect(new Set([...registries, options.registry]).size).toBe(1);
  });

  it('in separate plugins where the preset has no docs, which stays so', () => {
    const { presets, plugins } = extended({
      presets: [['classic', { docs: false, blog: {} }]],
      plugins: [['content-docs', { id: 'labs' }]],
    });
    expect(presets[0]?.[1].docs).toBe(false);
    expect(pluginsOf(plugins[0]![1])).toEqual(OURS);
  });

  it('first and last, round the ones that are there', () => {
    const docs = { beforeDefaultRemarkPlugins: [[first, { option: 1 }]], remarkPlugins: [remarkMath, [last, {}]] };
    const [entry] = extended({ presets: [['classic', { docs }]] }).presets;
    expect(pluginsOf(entry![1].docs)).toEqual({ before: [stampBlocks, first], after: [remarkMath, last, wrapChapter] });
    expect(entry![1].docs.beforeDefaultRemarkPlugins[1]).toEqual([first, { option: 1 }]);
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', {}],
    ['a preset without docs', { presets: [['classic', { docs: false }]] }],
    ['another preset', { presets: ['other-preset'], plugins: [['content-blog', {}]] }],
  ])('a site with %s, whose error says what withAttune needs', (_what, config) => {
    expect(() => withAttune(config)).toThrow(
      /no docs in this site.*classic preset or @docusaurus\/plugin-content-docs/,
    );
  });

  it('a site with math in some of its docs only', () => {
    const config = {
      presets: [['classic', { docs: { remarkPlugins: [remarkMath] } }]],
      plugins: [['content-docs', { id: 'labs' }]],
    };
    expect(() => withAttune(config)).toThrow(/remark-math.*Add it to all, or to none/);
  });
});

describe('the navbar', () => {
  const config = {
    presets: ['classic'],
    themeConfig: { navbar: { title: 'Book', items: [{ label: 'Own' }] }, prism: {} },
  };

  it('gets a link to the reader’s preferences, after its own items', () => {
    expect(extended(config).themeConfig).toEqual({
      prism: {},
      navbar: {
        title: 'Book',
        items: [{ label: 'Own' }, { to: '/attune/preferences', label: 'Your profile', position: 'right' }],
      },
    });
    expect(extended({ presets: ['classic'] }).themeConfig?.navbar?.items).toHaveLength(1);
  });

  it('stays as it is with navbar: false', () => {
    expect(extended(config, { navbar: false }).themeConfig).toBe(config.themeConfig);
    expect(extended({ presets: ['classic'] }, { navbar: false })).not.toHaveProperty('themeConfig');
  });
});

describe('the configuration', () => {
  const config = {
    title: 'Book',
    presets: [['classic', { docs: { remarkPlugins: [last] } }]],
    plugins: [['content-docs', { id: 'labs' }]],
    themeConfig: { navbar: { items: [] } },
  };

  it('is not changed itself, and may be extended twice', () => {
    deepFreeze(config);
    const once = extended(config);
    const twice = extended(config);
    expect(once).toMatchObject({ title: 'Book' });
    expect(once.themeConfig?.navbar?.items).toHaveLength(1);
    expect(twice.plugins[1]![1]).not.toBe(once.plugins[1]![1]);
    expect((twice.plugins[1]![1] as { registry?: unknown }).registry).not.toBe(
      (once.plugins[1]![1] as { registry?: unknown }).registry,
    );
  });

  it('may be a function, also an asynchronous one, as Docusaurus allows: each call has a registry of its own', async () => {
    for (const create of [() => config, async () => config]) {
      const made = withAttune(create, { service: 'https://attune.example.org' });
      const [one, other] = (await Promise.all([made(), made()])) as unknown as Extended[];
      expect(pluginsOf(one!.presets[0]![1].docs)).toEqual({ before: [stampBlocks], after: [last, wrapChapter] });
      expect(one!.plugins[1]).toMatchObject([PLUGIN, { service: 'https://attune.example.org' }]);
      expect(other!.plugins[1]![1]).not.toBe(one!.plugins[1]![1]);
    }
    await expect(withAttune(async () => ({}))()).rejects.toThrow('no docs in this site');
  });
});
