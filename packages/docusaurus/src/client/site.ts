import siteConfig from '@generated/docusaurus.config';
import globalData from '@generated/globalData';
import type { Facet } from '@attune/contract';
import type { AttuneOptions } from '../options.ts';

/** Path under which the site stands, with slashes at both ends. */
export const baseUrl: string = siteConfig.baseUrl;

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
