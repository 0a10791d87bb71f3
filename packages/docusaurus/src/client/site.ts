import siteConfig from '@generated/docusaurus.config';
import globalData from '@generated/globalData';
import i18n from '@generated/i18n';
import type { Facet } from '@attune/contract';
import type { AttuneOptions } from '../options.ts';

/** Path under which the site stands, with slashes at both ends. */
export const baseUrl: string = siteConfig.baseUrl;

/** The same in the site's first locale: what a reader said and chose holds for all its locales. */
export const bookUrl: string = i18n.localeConfigs[i18n.defaultLocale]?.baseUrl ?? baseUrl;

const { service = '', profiles } = ((globalData as Record<string, Record<string, unknown>>)['attune']?.['default'] ??
  {}) as Pick<AttuneOptions, 'service' | 'profiles'>;

/** Below which path an export has its files; every page of it says so, and none of a site with a service. */
const files =
  typeof document === 'undefined'
    ? undefined
    : document.querySelector<HTMLMetaElement>('meta[name="attune-files"]')?.content;

/** There is no service: only what was made before, as files. */
export const isExport = files !== undefined;

/** Address of the service, without `/v1`: where the plugin's options say, else where the site is. */
export const serviceUrl = files ?? service;

/** Answers stay in this browser, and nobody is told who reads. */
export const isPrivate = isExport || profiles === 'browser';

/** In `docusaurus start` the plugin personalizes by itself, so that an author needs no service to see what readers will. */
export const isDevelopment = process.env.NODE_ENV === 'development';

/** The book's facets; fetched when first needed, so that a page that is not personalized does without. */
export const loadFacets = async (): Promise<readonly Facet[]> =>
  (await import('@generated/attune/default/facets.json')).default as readonly Facet[];

/** The facets that matter to each chapter, by its id. */
export const loadMatters = async (): Promise<Readonly<Record<string, readonly string[]>>> =>
  (await import('@generated/attune/default/matters.json')).default as Readonly<Record<string, readonly string[]>>;

/** Locales of the site in which authors have each chapter too, by its id. */
export const loadTranslations = async (): Promise<Readonly<Record<string, readonly string[]>>> =>
  (await import('@generated/attune/default/translations.json')).default as Readonly<Record<string, readonly string[]>>;

/** Where a page of this site stands in another locale. */
export function inLocale(pathname: string, locale: string): string {
  const { url = siteConfig.url, baseUrl: target = bookUrl } = i18n.localeConfigs[locale] ?? {};
  return (url === siteConfig.url ? '' : url) + target + pathname.slice(baseUrl.length);
}
