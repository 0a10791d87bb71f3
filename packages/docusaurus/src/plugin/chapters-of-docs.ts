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
}

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
  site: { readonly siteDir: string; readonly locale: string },
): DocsChapter[] {
  const instances = Object.entries(allContent['docusaurus-plugin-content-docs'] ?? {});
  return instances.flatMap(([plugin, content]) =>
    ((content as LoadedDocs).loadedVersions ?? []).flatMap(({ versionName, docs }) =>
      docs.map(({ source, sourceDirName, title, permalink }): DocsChapter => {
        const relative = source.replace(/^@site\//, '');
        const file = relative.split('/').at(-1) ?? '';
        const folders = sourceDirName === '.' ? [] : sourceDirName.split('/');
        const path = [...folders, file.replace(/\.mdx?$/, '')].join('/');
        const id = `${plugin}/${versionName}/${site.locale}/${path}`;
        return { id, title, permalink, source: relative, absolutePath: join(site.siteDir, relative) };
      }),
    ),
  );
}
