import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A chapter as Docusaurus' docs plugin knows it. */
export interface DocsChapter {
  /** `plugin/version/locale/path` */
  readonly id: string;
  readonly title: string;
  readonly permalink: string;
  /** Path of the source file, relative to the site's folder. */
  readonly source: string;
  readonly absolutePath: string;
  /** What it is written in, where its locale does not tell. */
  readonly language?: string;
  /** Locales in which its author has it too. */
  readonly translations?: readonly string[];
}

/** The site as it is built now, in one of its locales. */
export interface BuiltSite {
  readonly siteDir: string;
  readonly locale: string;
  readonly defaultLocale?: string;
  /** As in the site's configuration. */
  readonly trailingSlash?: boolean | undefined;
  /** Folders with what is translated, by locale, relative to the site's; none where there is but one locale. */
  readonly folders?: Readonly<Record<string, string>>;
}

const DOCS = 'docusaurus-plugin-content-docs';

interface LoadedDocs {
  readonly loadedVersions?: readonly {
    readonly versionName: string;
    readonly docs: readonly {
      readonly source: string;
      readonly sourceDirName: string;
      readonly title: string;
      readonly permalink: string;
    }[];
  }[];
}

/** The chapters of all docs plugins of a site, from what Docusaurus has loaded. */
export function chaptersOfDocs(
  allContent: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  site: BuiltSite,
): DocsChapter[] {
  const instances = Object.entries(allContent[DOCS] ?? {});
  return instances.flatMap(([plugin, content]) =>
    ((content as LoadedDocs).loadedVersions ?? []).flatMap(({ versionName, docs }) =>
      docs.map(({ source, sourceDirName, title, permalink }): DocsChapter => {
        const relative = source.replace(/^@site\//, '');
        const file = relative.split('/').at(-1) ?? '';
        const folders = sourceDirName === '.' ? [] : sourceDirName.split('/');
        const path = [...folders, file.replace(/\.mdx?$/, '')].join('/');
        const id = `${plugin}/${versionName}/${site.locale}/${path}`;
        const at = slashed(permalink, site.trailingSlash);
        const chapter = { id, title, permalink: at, source: relative, absolutePath: join(site.siteDir, relative) };
        const inVersion = [pluginFolder(plugin), versionFolder(versionName), ...folders, file].join('/');
        return { ...chapter, ...writtenIn(relative, inVersion, site) };
      }),
    ),
  );
}

/** Where a page stands: routes get their slash only after the docs plugin has named them. */
function slashed(permalink: string, trailingSlash: boolean | undefined): string {
  if (trailingSlash === undefined || permalink === '/') return permalink;
  return permalink.replace(/\/$/, '') + (trailingSlash ? '/' : '');
}

const pluginFolder = (plugin: string): string => (plugin === 'default' ? DOCS : `${DOCS}-${plugin}`);
const versionFolder = (version: string): string => (version === 'current' ? version : `version-${version}`);

/** In which languages a chapter stands, by the files that Docusaurus would take: a locale's own, else those of the default one. */
function writtenIn(source: string, inVersion: string, site: BuiltSite): Pick<DocsChapter, 'language' | 'translations'> {
  const { locale, defaultLocale = locale, folders = {}, siteDir } = site;
  const isTranslated = (other: string): boolean => existsSync(join(siteDir, folders[other] ?? '', inVersion));
  const own = locale !== defaultLocale && source !== `${folders[locale]}/${inVersion}` ? defaultLocale : locale;
  const translations = Object.keys(folders).filter(
    (other) => other !== locale && other !== own && (other === defaultLocale || isTranslated(other)),
  );
  return { ...(own === locale ? {} : { language: own }), ...(translations.length === 0 ? {} : { translations }) };
}
