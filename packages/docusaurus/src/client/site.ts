import siteConfig from '@generated/docusaurus.config';
import globalData from '@generated/globalData';
import type { Facet } from '@attune/contract';

/** Path under which the site stands, with slashes at both ends. */
export const baseUrl: string = siteConfig.baseUrl;

/** Address of the service, without `/v1`: where the plugin's options say, else where the site is. */
export function serviceUrl(): string {
  const { service = '' } = ((globalData as Record<string, Record<string, unknown>>)['attune']?.['default'] ?? {}) as {
    service?: string;
  };
  return service;
}

/** In `docusaurus start` the plugin personalizes by itself, so that an author needs no service to see what readers will. */
export const isDevelopment = process.env.NODE_ENV === 'development';

/** The book's facets; fetched when first needed, so that a page that is not personalized does without. */
export const loadFacets = async (): Promise<readonly Facet[]> =>
  (await import('@generated/attune/default/facets.json')).default as readonly Facet[];
