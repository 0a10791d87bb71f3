import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Facet, Manifest } from '@attune/contract';
import { allBlocks, type Book, type Chapter, type Finding, openChapter } from '@attune/core';
import { loadSettings, MANIFEST_PATH, readBook, withWritten } from '@attune/site';
import type { I18n, LoadContext, Plugin, PluginContentLoadedActions } from '@docusaurus/types';
import type { AttuneOptions } from '../options.ts';
import { bundlerConfig } from './bundler-config.ts';
import { type BuiltSite, chaptersOfDocs, type DocsChapter } from './chapters-of-docs.ts';
import { beyondEnglish, languagesIn, localizationFolders, stringsIn, translationFile } from './interface-strings.ts';
import { previewMiddleware } from './preview.ts';
import { firstPaint } from './first-paint.ts';
import { findingsPrinter } from './print-findings.ts';
import type { SiteRegistry } from './site-registry.ts';

interface Content {
  readonly settings: Manifest['settings'];
  readonly book: Book;
  readonly findings: readonly Finding[];
}

interface PluginOptions extends AttuneOptions {
  readonly registry: SiteRegistry;
}

/** The Docusaurus plugin: reads the book, checks the chapters, adds the reader's pages, writes the manifest. */
export function attunePlugin(context: LoadContext, options: unknown): Plugin<Content> {
  const { registry, service = '', profiles = 'server' } = options as PluginOptions;
  if (!['server', 'browser'].includes(profiles))
    throw new Error(`withAttune: profiles is ${JSON.stringify(profiles)}, but can only be 'server' or 'browser'.`);
  const { siteDir, baseUrl, i18n, siteConfig } = context;
  registry.configure(siteConfig.markdown);
  let content: Content | undefined;
  /** Under which a browser remembers things for the book, in whatever locale. */
  const bookUrl = i18n.localeConfigs[i18n.defaultLocale]?.baseUrl ?? baseUrl;
  let chapters: readonly DocsChapter[] = [];
  const printFindings = findingsPrinter();

  const open = async (chapter: DocsChapter): Promise<Chapter> => {
    const source = await readFile(chapter.absolutePath, 'utf8');
    return openChapter({ id: chapter.id, path: chapter.source, source }, (content as Content).book);
  };

  let refreshing: Promise<void> | undefined;
  const refresh = (): Promise<void> =>
    (refreshing ??= readBook(siteDir, (content as Content).settings, registry.syntax())
      .then(({ book }) => registry.setBook(book))
      .finally(() => (refreshing = undefined)));

  const createStrings = async ({ createData }: PluginContentLoadedActions, facets: readonly Facet[]): Promise<void> => {
    const folderOf = localizationFolders(siteDir, i18n);
    await createData('strings.json', beyondEnglish(await stringsIn(i18n.currentLocale, folderOf)));
    const tags = await languagesIn(facets, [...i18n.locales, 'en'], folderOf);
    for (const tag of tags) await createData(`strings-${tag}.json`, await stringsIn(tag, folderOf));
    const loaders = tags.map(
      (tag) =>
        `${JSON.stringify(tag)}: () => import(${JSON.stringify(`./strings-${tag}.json`)}).then(({ default: texts }) => texts)`,
    );
    await createData('languages.js', `export default { ${loaders.join(', ')} };`);
  };

  return {
    name: 'attune',
    getThemePath: () => fileURLToPath(new URL('../theme', import.meta.url)),
    getTypeScriptThemePath: () => fileURLToPath(new URL('../theme', import.meta.url)),
    getClientModules: () => [fileURLToPath(new URL('../theme/attune.css', import.meta.url))],

    injectHtmlTags: () => ({ headTags: [{ tagName: 'script', innerHTML: firstPaint(bookUrl) }] }),

    async loadContent() {
      const { settings } = await loadSettings(siteDir);
      const { book, findings } = await readBook(siteDir, settings, registry.syntax());
      registry.setBook(book);
      return { settings, book, findings };
    },

    getTranslationFiles: async () => [await translationFile(i18n.currentLocale)],

    // Asked for once, after the content has been loaded.
    getPathsToWatch() {
      const { glossary = 'glossary.yaml', primers = 'primers' } = content?.settings ?? {};
      return ['attune.config.*', glossary, `${primers}/*.md`].map((path) => join(siteDir, path));
    },

    async contentLoaded({ content: loaded, actions }) {
      content = loaded;
      const { facets } = loaded.settings;
      // Loaded with the page that is personalized, not with every page.
      await actions.createData('facets.json', facets);
      await createStrings(actions, facets);
      actions.setGlobalData({ service, profiles });
      for (const [path, component] of [
        ['welcome', '@theme/AttuneWelcome'],
        ['preferences', '@theme/AttunePreferences'],
      ] as const) {
        actions.addRoute({ path: `${baseUrl}attune/${path}`, component, exact: true });
      }
    },

    async allContentLoaded({ allContent, actions }) {
      chapters = chaptersOfDocs(allContent, { ...builtSite(siteDir, i18n), trailingSlash: siteConfig.trailingSlash });
      if (content) content = { ...content, book: withWritten(content.book, chapters) };
      registry.setChapters(new Map(chapters.map((chapter) => [chapter.absolutePath, chapter.id])));
      const opened = await Promise.all(chapters.map(open));
      // With these a browser knows the address of a page without telling anybody its reader's answers.
      await actions.createData('matters.json', Object.fromEntries(opened.map(({ id, facets }) => [id, facets])));
      const translated = chapters.flatMap(({ id, translations }) =>
        translations ? [[id, translations] as const] : [],
      );
      await actions.createData('translations.json', Object.fromEntries(translated));
      printFindings([...(content?.findings ?? []), ...opened.flatMap((chapter) => chapter.findings)]);
    },

    configureWebpack(config, isServer) {
      const isDevelopment = process.env['NODE_ENV'] === 'development';
      const primers = join(siteDir, content?.settings.primers ?? 'primers');
      const bundler = bundlerConfig(config, { folder: primers, refresh: isDevelopment ? refresh : undefined });
      if (isServer || !isDevelopment) return bundler;
      const preview = previewMiddleware({
        path: `${baseUrl}attune/preview`,
        chapter: (id) => {
          const chapter = chapters.find((candidate) => candidate.id === id);
          return chapter && open(chapter);
        },
        book: () => content?.book,
      });
      const setupMiddlewares = (middlewares: unknown[]): unknown[] => [preview, ...middlewares];
      return { ...bundler, devServer: { setupMiddlewares } } as ReturnType<NonNullable<Plugin['configureWebpack']>> &
        object;
    },

    async postBuild({ outDir }) {
      if (!content) return;
      const manifest: Manifest = {
        attune: 1,
        baseUrl,
        syntax: registry.syntax(),
        settings: publicSettings(content.settings),
        chapters: await Promise.all(chapters.map(async (chapter) => manifestEntry(chapter, await open(chapter)))),
      };
      const path = join(outDir, MANIFEST_PATH);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, JSON.stringify(manifest));
    },
  };
}

function builtSite(siteDir: string, { currentLocale, defaultLocale, locales, path, localeConfigs }: I18n): BuiltSite {
  const folders: Record<string, string> = {};
  for (const locale of locales) folders[locale] = `${path}/${localeConfigs[locale]?.path ?? locale}`;
  return { siteDir, locale: currentLocale, defaultLocale, folders };
}

function manifestEntry(entry: DocsChapter, chapter: Chapter): Manifest['chapters'][number] {
  const { id, title, permalink, source, language, translations } = entry;
  const blocks = allBlocks(chapter.blocks).map((block) => block.id);
  return {
    id,
    title,
    permalink,
    source,
    ...(language === undefined ? {} : { language }),
    ...(translations ? { translations: [...translations] } : {}),
    revision: chapter.revision,
    facets: [...chapter.facets],
    blocks,
  };
}

/** What readers' browsers and the service need of the settings. */
function publicSettings({ facets, glossary, primers, folds, rewriting, adaptations }: Manifest['settings']) {
  return { facets, glossary, primers, folds, rewriting, adaptations };
}
